import { createHash } from "node:crypto";
import { type Asker, requireRole } from "../../graph/actor.js";
import type { By, Done, SourceTexts } from "../../graph/changes/verbs/index.js";
import { clientError } from "../../graph/errors.js";
import type { Change, Reader, Remembered } from "../../graph/transaction.js";
import type { ReadContext } from "../later.js";

/** What a mutation needs of a request. */
export interface WriteContext extends ReadContext, Asker {
  /** Where the operator has the texts of the sources. */
  readonly texts?: SourceTexts;
  /** Told of each commit. */
  readonly committed?: () => void;
}

/** A verb under the name of the mutation that offers it, with what it is to lock. */
export interface Call<I, R> {
  readonly mutation: string;
  readonly verb: (reader: Reader, input: I, by: By) => Promise<Done<R>>;
  readonly subjects: (input: I) => readonly string[];
}

export const call = <I, R>(
  mutation: string,
  verb: Call<I, R>["verb"],
  subjects: Call<I, R>["subjects"],
): Call<I, R> => ({ mutation, verb, subjects });

export interface Request {
  readonly reason?: string | undefined;
  readonly key?: string | undefined;
  /** What was asked, where the verb's input says more: the moment, say, which a repeated request does not share. */
  readonly asked?: unknown;
}

export interface Written<R> {
  readonly result: R;
  readonly change: Change | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Runs a verb in one transaction. With a key, what it did is remembered in that same transaction: whoever asks for the
 * same again within a day is told what was done then, and nothing is done twice.
 */
export async function write<I extends object, R>(
  context: WriteContext,
  { mutation, verb, subjects }: Call<I, R>,
  input: I,
  { reason, key, asked = input }: Request,
): Promise<Written<R>> {
  const { engine, texts, committed } = context;
  const { name: actor } = requireRole(context, "curator");
  const memory =
    key === undefined ? undefined : { key: keyOf(actor, key), digest: digestOf({ mutation, input: asked, reason }) };
  const done = await engine.transact(subjects(input), async (reader) => {
    const known = memory && (await recall(context, memory));
    if (known !== undefined) return { writes: { puts: [] }, result: known };
    const at = new Date().toISOString();
    const { writes, result } = await verb(reader, input, { actor, at, reason, texts });
    const payload: Recalled = { result, at, subject: writes.changes?.[0]?.subjects[0] };
    const remember = memory && { ...memory, at, payload: JSON.stringify(payload) };
    const changes = (writes.changes ?? []).length > 0;
    return { writes: changes && remember !== undefined ? { ...writes, remember } : writes, result: payload };
  });
  if (done.changes.length > 0) committed?.();
  const { result, at, subject } = done.result;
  const change = done.changes[0] ?? (await changeOf(context, { actor, at, subject }));
  return { result: result as R, change };
}

/** What is remembered of a call: its result, and what finds its change. */
interface Recalled {
  readonly result: unknown;
  readonly at: string;
  readonly subject?: string | undefined;
}

/** Keys are each curator's own. Hashed, as they may be of any length. */
const keyOf = (actor: string, key: string): string => hash(JSON.stringify([actor, key]));
const digestOf = (request: unknown): string => hash(JSON.stringify(sorted(request)));
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The same request has the same text, whatever the order of its fields. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]);
}

async function recall(
  { engine }: WriteContext,
  { key, digest }: Pick<Remembered, "key" | "digest">,
): Promise<Recalled | undefined> {
  const known = await engine.remembered(key);
  if (known === undefined || Date.now() - Date.parse(known.at) > DAY_MS) return undefined;
  if (known.digest === digest) return JSON.parse(known.payload) as Recalled;
  throw clientError(
    "CONFLICT",
    "This idempotencyKey was used for another request within the last day: take a new one for each request.",
    ["idempotencyKey"],
  );
}

const PAGE = 1000;

/** The change that was made then: the one of that moment in the history of its first subject. */
async function changeOf(
  { engine }: WriteContext,
  { actor, at, subject }: Pick<Recalled, "at" | "subject"> & { readonly actor: string },
): Promise<Change | null> {
  for (let after = 0; subject !== undefined; ) {
    const page = await engine.changes({ after, first: PAGE, subject, actor });
    const found = page.find((change) => change.at === at);
    const last = page.at(-1);
    if (found !== undefined || last === undefined || page.length < PAGE) return found ?? null;
    after = last.seq;
  }
  return null;
}
