import neo4j, { type Driver, type Session, type SessionMode } from "neo4j-driver";
import { Integer } from "../cypher/printer.js";
import { compile } from "../cypher/statement.js";
import type { Engine, EngineInfo, RunContext } from "../engine.js";
import { SCHEMA_VERSION } from "../engine.js";
import { infoRow } from "../info.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Bound } from "../plan/bound.js";
import type { Plan } from "../plan/plan.js";
import type { ChangeSet, NodeRecord } from "../record.js";
import type { Change, Committed, HistoryPage, Remembered } from "../transaction.js";
import { expiry, isFresh, loadOf } from "../writes.js";
import { orAborted } from "./aborting.js";
import type { Work } from "./attempt.js";
import { isPassing, translated } from "./errors.js";
import { changesOf, rememberedOf } from "./history.js";
import { familyOf } from "./records.js";
import { prepareSchema } from "./schema.js";
import { StoreReader } from "./store-reader.js";
import { transact } from "./transactions.js";
import { refuseOldVersion } from "./version.js";

export interface Neo4jOptions {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string | undefined;
  /** Milliseconds that one statement may take; 10,000 by default. */
  readonly timeout?: number;
  /** Told of every statement that is run; tests count them. */
  readonly onStatement?: (text: string, parameters: Readonly<Record<string, unknown>>) => void;
}

const TIMEOUT_MS = 10_000;
const READ_ATTEMPTS = 3;
/** A read that failed later than this is not tried again: whoever waits is told within two seconds. */
const RETRY_WITHIN_MS = 1_000;
/** For a connection to be made. The pool's patience is that of a statement: a connection may come free until then. */
const CONNECT_MS = 1_500;
const FORGET_EVERY_MS = 60 * 60 * 1000;

/** The engine over Neo4j: a server, a cluster or Aura, as the URI's scheme says. */
export class Neo4jEngine implements Engine {
  readonly #driver: Driver;
  readonly #options: Neo4jOptions;
  readonly #version: string;
  readonly #store = new StoreReader((text, parameters) => this.#read(text, parameters));
  #forgotten = 0;

  private constructor(driver: Driver, options: Neo4jOptions, version: string) {
    this.#driver = driver;
    this.#options = options;
    this.#version = version;
  }

  /** Connects, checks the server and prepares constraints and indexes. Rejects with a sentence for the operator. */
  static async open(options: Neo4jOptions): Promise<Neo4jEngine> {
    const driver = neo4j.driver(options.uri, neo4j.auth.basic(options.user, options.password), {
      disableLosslessIntegers: true,
      userAgent: "rolegraph",
      connectionTimeout: CONNECT_MS,
      connectionAcquisitionTimeout:
        options.timeout === undefined ? TIMEOUT_MS : Math.max(options.timeout, 2 * CONNECT_MS),
    });
    try {
      const { agent } = await driver.getServerInfo(
        options.database === undefined ? {} : { database: options.database },
      );
      refuseOldVersion(agent);
      await prepareSchema(driver, options.database);
      const { records } = await driver.executeQuery(
        "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN 'Neo4j ' + versions[0] + ' ' + edition AS version",
      );
      return new Neo4jEngine(driver, options, String(records[0]?.get("version") ?? "Neo4j"));
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  async run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown> {
    if (plan.root.kind === "info") return infoRow(plan.root.parts, await this.info());
    const { text, parameters, decode } = compile(plan, values);
    this.#options.onStatement?.(text, parameters);
    const records = await this.#read(text, integers(parameters), context.signal);
    return decode(records, { values, quote: context.quote });
  }

  async info(): Promise<EngineInfo> {
    const counted = nodeTypes.map((type) => `COUNT { MATCH (:${isClaimType(type) ? `Visible${type}` : type}) }`);
    const [record] = await this.#read(
      `OPTIONAL MATCH (m:RolegraphMeta {id: 'graph'}) RETURN m.revision, [${counted.join(", ")}]`,
    );
    const [revision, counts] = (record ?? []) as [number | null, readonly number[]];
    return {
      engine: "NEO4J",
      version: this.#version,
      schemaVersion: SCHEMA_VERSION,
      revision: revision ?? 0,
      counts: Object.fromEntries(nodeTypes.map((type, i) => [type, counts[i] ?? 0])) as Record<NodeType, number>,
    };
  }

  read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    return this.#store.read(ids);
  }

  referrers(ids: readonly string[]): Promise<readonly string[]> {
    return this.#store.referrers(ids);
  }

  redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#store.redirects(ids);
  }

  latestChange(subject: string, verb: string): Promise<Change | undefined> {
    return this.#store.latestChange(subject, verb);
  }

  find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    return this.#store.find(type, property, value);
  }

  async ids(type: NodeType, after = "", first = Number.MAX_SAFE_INTEGER): Promise<readonly string[]> {
    const label = [...new Set([familyOf(type), type])].join("&");
    const rows = await this.#read(`MATCH (n:${label}) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $first`, {
      after,
      first: neo4j.int(first),
    });
    return rows.map(([id]) => String(id));
  }

  changes(page: HistoryPage): Promise<readonly Change[]> {
    return changesOf((text, parameters) => this.#read(text, parameters), page);
  }

  async remembered(key: string): Promise<Remembered | undefined> {
    const found = await rememberedOf((text, parameters) => this.#read(text, parameters), key);
    return found !== undefined && isFresh(found) ? found : undefined;
  }

  async transact<T>(subjects: readonly string[], work: Work<T>): Promise<Committed<T>> {
    const committed = await transact(() => this.#session("WRITE"), subjects, work);
    await this.#forget();
    return committed;
  }

  async apply({ puts }: ChangeSet): Promise<number> {
    const { revision } = await this.transact([], async (reader) => ({
      writes: await loadOf(reader, puts),
      result: undefined,
    }));
    return revision;
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }

  /** One auto-commit statement, one round trip; what fails for a passing reason is tried again. */
  async #read(
    text: string,
    parameters: Readonly<Record<string, unknown>> = {},
    signal?: AbortSignal,
  ): Promise<readonly (readonly unknown[])[]> {
    signal?.throwIfAborted();
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#inSession("READ", async (session) => {
          const run = session.run(text, parameters, { timeout: this.#options.timeout ?? TIMEOUT_MS });
          // The server stops a statement whose session is closed; nobody waits until it has.
          const abandon = () => void session.close().catch(() => undefined);
          const { records } = await orAborted(run, signal, abandon);
          return records.map((record) => [...record.values()]);
        });
      } catch (error) {
        const isLate = attempt >= READ_ATTEMPTS || performance.now() - began > RETRY_WITHIN_MS;
        if (isLate || signal?.aborted || !isPassing(error)) throw translated(error);
      }
    }
  }

  /** Now and then, answers whose day is over. */
  async #forget(): Promise<void> {
    if (Date.now() - this.#forgotten < FORGET_EVERY_MS) return;
    this.#forgotten = Date.now();
    const text = "MATCH (r:Remembered) WHERE r.at < $expiry WITH r LIMIT 10000 DELETE r";
    // The write stands whether or not this succeeds; the next one comes in an hour.
    await this.#inSession("WRITE", (session) => session.run(text, { expiry: expiry() })).catch(() => undefined);
  }

  /** A session for each statement: a reused one keeps its results. */
  async #inSession<T>(mode: SessionMode, use: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#session(mode);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  #session(mode: SessionMode): Session {
    const { database } = this.#options;
    return this.#driver.session({ defaultAccessMode: mode, ...(database !== undefined && { database }) });
  }
}

function integers(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value instanceof Integer ? neo4j.int(value.value) : value,
    ]),
  );
}
