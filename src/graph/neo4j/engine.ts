import neo4j, { type Driver, type Session } from "neo4j-driver";
import { Integer } from "../cypher/printer.js";
import { stateText } from "../cypher/root-statement.js";
import { compile } from "../cypher/statement.js";
import type { Engine, EngineInfo, GraphState, RunContext } from "../engine.js";
import { SCHEMA_VERSION } from "../engine.js";
import { infoRow } from "../info.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Bound } from "../plan/bound.js";
import type { Plan } from "../plan/plan.js";
import type { ChangeSet, NodeRecord } from "../record.js";
import type { Change, Committed, HistoryPage, Remembered } from "../transaction.js";
import { expiry, isFresh, loadOf } from "../writes.js";
import type { Work } from "./attempt.js";
import { changesOf, rememberedOf } from "./history.js";
import { Reads } from "./reads.js";
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
/** For a connection to be made. The pool's patience is that of a statement: a connection may come free until then. */
const CONNECT_MS = 1_500;
const FORGET_EVERY_MS = 60 * 60 * 1000;

/** The engine over Neo4j: a server, a cluster or Aura, as the URI's scheme says. */
export class Neo4jEngine implements Engine {
  readonly #driver: Driver;
  readonly #options: Neo4jOptions;
  readonly #version: string;
  readonly #reads: Reads;
  readonly #store = new StoreReader((text, parameters) => this.#reads.rows(text, parameters));
  #forgotten = 0;

  private constructor(driver: Driver, options: Neo4jOptions, version: string) {
    this.#driver = driver;
    this.#options = options;
    this.#version = version;
    const { database, timeout = TIMEOUT_MS } = options;
    this.#reads = new Reads(driver, { database, timeout, version });
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
      const engine = new Neo4jEngine(driver, options, String(records[0]?.get("version") ?? "Neo4j"));
      await engine.state();
      return engine;
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  async run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown> {
    if (plan.root.kind === "info") return infoRow(plan.root.parts, await this.#info(context));
    const { text, parameters, state, decode } = compile(plan, values);
    const sent = integers(parameters);
    const records = await this.#reads.stated(context, state, () => {
      this.#options.onStatement?.(text, parameters);
      context.watch?.onStatement?.(plan, text);
      return this.#reads.read(text, sent, context.signal);
    });
    return decode(records, { values, quote: context.quote });
  }

  async state(): Promise<GraphState | undefined> {
    const { rows, ...seen } = await this.#reads.read(stateText);
    return this.#reads.standings.saw({ ...seen, counter: rows[0]?.[0] }).state;
  }

  info(): Promise<EngineInfo> {
    return this.#info({});
  }

  async #info(context: Pick<RunContext, "onState">): Promise<EngineInfo> {
    const counted = nodeTypes.map((type) => `COUNT { MATCH (:${isClaimType(type) ? `Visible${type}` : type}) }`);
    const text = `OPTIONAL MATCH (m:RolegraphMeta {id: 'graph'}) RETURN [m.revision, m.stamp], [${counted.join(", ")}]`;
    const [record] = await this.#reads.stated(
      context,
      ([row]) => row?.[0],
      () => this.#reads.read(text),
    );
    const [[revision], counts] = (record ?? [[null], []]) as [[number | null], readonly number[]];
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
    const rows = await this.#reads.rows(
      `MATCH (n:${label}) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $first`,
      {
        after,
        first: neo4j.int(first),
      },
    );
    return rows.map(([id]) => String(id));
  }

  changes(page: HistoryPage): Promise<readonly Change[]> {
    return changesOf((text, parameters) => this.#reads.rows(text, parameters), page);
  }

  async remembered(key: string): Promise<Remembered | undefined> {
    const found = await rememberedOf((text, parameters) => this.#reads.rows(text, parameters), key);
    return found !== undefined && isFresh(found) ? found : undefined;
  }

  async transact<T>(subjects: readonly string[], work: Work<T>): Promise<Committed<T>> {
    let session: Session | undefined;
    const open = () => {
      session = this.#reads.session("WRITE");
      return session;
    };
    const committed = await transact(open, subjects, work);
    if (committed.changes.length > 0) this.#reads.standings.wrote(committed.revision, session?.lastBookmarks() ?? []);
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

  /** Now and then, answers whose day is over. */
  async #forget(): Promise<void> {
    if (Date.now() - this.#forgotten < FORGET_EVERY_MS) return;
    this.#forgotten = Date.now();
    const text = "MATCH (r:Remembered) WHERE r.at < $expiry WITH r LIMIT 10000 DELETE r";
    // The write stands whether or not this succeeds; the next one comes in an hour.
    await this.#reads.inSession("WRITE", (session) => session.run(text, { expiry: expiry() })).catch(() => undefined);
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
