import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import neo4j, { Neo4jError, type Session, type Transaction } from "neo4j-driver";
import { clientError } from "../errors.js";
import type { Committed } from "../transaction.js";
import { Attempt, lockCounter, type Work } from "./attempt.js";
import { translated } from "./errors.js";
import { Stale } from "./seen-reader.js";
import type { Run } from "./store-reader.js";

const WRITE_TIMEOUT_MS = 600_000;
/** Of one transaction against other writers. */
const ATTEMPTS = 30;
/** After so many it takes the counter before all else: nobody commits while it works. */
const PATIENT_ATTEMPTS = 2;
/** Of one transaction against a database that cannot be reached. */
const CONNECTIONS = 3;

/**
 * Runs statements in a transaction. Statements may be sent before earlier ones are answered. Once one has failed the
 * transaction is over, and whatever is asked of it later fails for the same reason: the driver would say that it was
 * rolled back, and not that the connection is lost.
 */
function runIn(tx: Transaction): Run {
  let failure: { readonly reason: unknown } | undefined;
  return async (text, parameters = {}) => {
    try {
      const { records } = await tx.run(text, parameters);
      return records.map((record) => [...record.values()]);
    } catch (error) {
      failure ??= { reason: error };
      throw failure.reason;
    }
  };
}

/**
 * Runs work in a transaction until it meets no other writer. The driver's managed transactions would wait a second
 * before a second try; a deadlock of two writers is over in milliseconds, so tries are made here.
 */
export async function transact<T>(
  open: () => Session,
  subjects: readonly string[],
  work: Work<T>,
): Promise<Committed<T>> {
  let known = subjects;
  let lost = 0;
  const unsure: Unsure<T>[] = [];
  for (let tried = 1; ; tried++) {
    const token = randomUUID();
    const outcome = await attempt(open, known, work, { token, unsure, alone: tried > PATIENT_ATTEMPTS });
    if ("committed" in outcome) return outcome.committed;
    const { error, made, touched } = outcome;
    if (made !== undefined && made.changes.length > 0) unsure.push({ token, made });
    const reason = whyAgain(error);
    if (reason === "connection") lost++;
    if (reason === undefined || lost >= CONNECTIONS) throw translated(error);
    if (tried >= ATTEMPTS) throw tooMany(error);
    known = touched;
    await setTimeout(Math.random() * (reason === "connection" ? 50 * 4 ** lost : Math.min(5 * 2 ** tried, 200)));
  }
}

/** A try whose commit was not acknowledged. */
interface Unsure<T> {
  readonly token: string;
  readonly made: Committed<T>;
}

interface Try<T> {
  readonly token: string;
  readonly unsure: readonly Unsure<T>[];
  readonly alone: boolean;
}

type Outcome<T> =
  | { readonly committed: Committed<T> }
  | { readonly error: unknown; readonly made: Committed<T> | undefined; readonly touched: readonly string[] };

async function attempt<T>(
  open: () => Session,
  subjects: readonly string[],
  work: Work<T>,
  { token, unsure, alone }: Try<T>,
): Promise<Outcome<T>> {
  const session = open();
  let making: Attempt | undefined;
  let made: Committed<T> | undefined;
  try {
    const tx = await session.beginTransaction({ timeout: WRITE_TIMEOUT_MS });
    try {
      const run = runIn(tx);
      const earlier = unsure.length === 0 ? undefined : await committedOf(run, unsure);
      if (earlier !== undefined) return { committed: earlier };
      making = new Attempt(run, token, subjects);
      made = await making.make(work, alone);
      await tx.commit();
      return { committed: made };
    } finally {
      // Rolls back unless it was committed.
      await tx.close().catch(() => undefined);
    }
  } catch (error) {
    return { error, made, touched: making?.touched ?? subjects };
  } finally {
    await session.close();
  }
}

/**
 * The earlier try whose commit went through although its acknowledgement was lost. Waits for the counter, which such a
 * try holds until it is committed or rolled back.
 */
async function committedOf<T>(run: Run, unsure: readonly Unsure<T>[]): Promise<Committed<T> | undefined> {
  await run(lockCounter);
  const seqs = unsure.map(({ made }) => neo4j.int(made.changes[0]?.seq ?? 0));
  const rows = await run("MATCH (c:Change) WHERE c.seq IN $seqs RETURN c.attempt", { seqs });
  const written = new Set(rows.map(([token]) => token));
  return unsure.find(({ token }) => written.has(token))?.made;
}

/** A node that both created; one that another removed. */
const metAnother: ReadonlySet<string> = new Set([
  "Neo.ClientError.Schema.ConstraintValidationFailed",
  "Neo.ClientError.Statement.EntityNotFound",
]);

/** Why a failed transaction may go well another time. */
function whyAgain(error: unknown): "writer" | "connection" | undefined {
  if (error instanceof Stale) return "writer";
  if (!(error instanceof Neo4jError)) return undefined;
  if (metAnother.has(error.code)) return "writer";
  if (!neo4j.isRetryableError(error)) return undefined;
  return error.code.startsWith("Neo.TransientError") ? "writer" : "connection";
}

const tooMany = (error: unknown) =>
  clientError(
    "CONFLICT",
    "Others kept changing what this is about. Nothing was written: try again.",
    [],
    error instanceof Error ? error : undefined,
  );
