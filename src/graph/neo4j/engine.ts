import neo4j, { type Driver, type Session, type SessionMode } from "neo4j-driver";
import { Integer } from "../cypher/printer.js";
import { compile } from "../cypher/statement.js";
import type { Engine, EngineInfo, RunContext } from "../engine.js";
import { SCHEMA_VERSION } from "../engine.js";
import { infoRow } from "../info.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Bound } from "../plan/bound.js";
import type { Plan } from "../plan/plan.js";
import type { ChangeSet, NodeRecord, Value } from "../record.js";
import { translated } from "./errors.js";
import { putRecords, recordOf } from "./records.js";
import { prepareSchema } from "./schema.js";

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
const WRITE_TIMEOUT_MS = 600_000;
const READ_ATTEMPTS = 3;

/** The engine over Neo4j: a server, a cluster or Aura, as the URI's scheme says. */
export class Neo4jEngine implements Engine {
  readonly #driver: Driver;
  readonly #options: Neo4jOptions;
  readonly #version: string;

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
    });
    try {
      await driver.getServerInfo(options.database === undefined ? {} : { database: options.database });
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

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    const families = ["Entity", "Claim", "Source"].map((family) => `MATCH (n:${family}) WHERE n.id IN $ids RETURN n`);
    const records = await this.#read(
      `CALL () { ${families.join(" UNION ALL ")} } RETURN labels(n), properties(n), COLLECT { MATCH (n)-[r]->(m) RETURN [type(r), m.id, properties(r)] }`,
      { ids },
    );
    return records.map(([labels, properties, links]) =>
      recordOf(labels as string[], properties as Record<string, Value>, links as unknown[]),
    );
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    const families = ["Entity", "Claim", "Source"].map(
      (family) => `MATCH (m:${family})<--(n) WHERE m.id IN $ids RETURN n.id AS id`,
    );
    const records = await this.#read(`CALL () { ${families.join(" UNION ")} } RETURN id`, { ids });
    return records.map(([id]) => String(id));
  }

  async apply({ puts }: ChangeSet): Promise<number> {
    if (puts.length === 0) return (await this.info()).revision;
    return this.#inSession("WRITE", (session) =>
      session.executeWrite(
        async (tx) => {
          await putRecords(tx, puts);
          // Last, so that writers wait for one another as briefly as can be.
          const { records } = await tx.run(
            "MATCH (m:RolegraphMeta {id: 'graph'}) SET m.revision = m.revision + 1 RETURN m.revision AS revision",
          );
          return Number(records[0]?.get("revision"));
        },
        { timeout: WRITE_TIMEOUT_MS },
      ),
    );
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
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#inSession("READ", async (session) => {
          const abandon = () => void session.close();
          signal?.addEventListener("abort", abandon, { once: true });
          try {
            const { records } = await session.run(text, parameters, { timeout: this.#options.timeout ?? TIMEOUT_MS });
            return records.map((record) => [...record.values()]);
          } finally {
            signal?.removeEventListener("abort", abandon);
          }
        });
      } catch (error) {
        if (attempt >= READ_ATTEMPTS || signal?.aborted || !neo4j.isRetryableError(error)) throw translated(error);
      }
    }
  }

  /** A session for each statement: a reused one keeps its results. */
  async #inSession<T>(mode: SessionMode, use: (session: Session) => Promise<T>): Promise<T> {
    const { database } = this.#options;
    const session = this.#driver.session({ defaultAccessMode: mode, ...(database !== undefined && { database }) });
    try {
      return await use(session);
    } finally {
      await session.close();
    }
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
