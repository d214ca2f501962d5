import type { NodeType } from "./node-types.js";
import type { Bound } from "./plan/bound.js";
import type { Plan } from "./plan/plan.js";
import type { ChangeSet } from "./record.js";
import type { Transactions } from "./transaction.js";

/** Reads a passage of a source text; null where the text is not to be had or is no longer the text that was read. */
export type QuoteReader = (sha256: string | undefined, start: number, end: number) => string | null;

export interface RunContext {
  readonly quote: QuoteReader;
  /** Aborts when the client has gone or the deadline has passed. */
  readonly signal?: AbortSignal;
  /** Told of each answer which state of the graph it shows: all that was written by then is in it. */
  readonly onState?: (state: GraphState | undefined) => void;
  readonly watch?: RunWatch;
}

/** Sees what is done for one request. */
export interface RunWatch {
  /** Told of the text of each plan's statement, which holds no values. */
  readonly onStatement?: ((plan: Plan, text: string) => void) | undefined;
  /** Told that a query was planned since then, by `performance.now()`; of a plan that was kept, nothing. */
  readonly onPlanned?: (began: number) => void;
}

/**
 * The name of a state of the graph, as a store of its kind gives it: each write makes a new one, also in another graph.
 * Undefined where it cannot be told.
 */
export type GraphState = string;

export interface EngineInfo {
  readonly engine: "EMBEDDED" | "NEO4J";
  /** As in `Neo4j 5.26.30 community`. */
  readonly version: string;
  readonly schemaVersion: number;
  /** Counts the transactions that changed the graph. */
  readonly revision: number;
  /** Nodes by type: all entities and sources, and the claims that a reader sees by default. */
  readonly counts: Readonly<Record<NodeType, number>>;
}

/** What both engines do. Everything else about them is their own affair. */
export interface Engine extends Transactions {
  /**
   * Answers one root field: its value in response form, with rows keyed by response key in CollectFields order.
   * `values` are the plan's slots, bound. Rejects with a GraphQLError where the input is at fault.
   */
  run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown>;
  info(): Promise<EngineInfo>;
  /** The state that the graph has now, as the store says: what is read from here on shows it or a later one. */
  state(): Promise<GraphState | undefined>;

  /** Ids of a type, ascending: the first so many after that one; without them, all. For exports. */
  ids(type: NodeType, after?: string, first?: number): Promise<readonly string[]>;
  /**
   * A load: puts the records in one transaction, durable when the promise resolves; the new revision. It makes one
   * change of verb `load`, which keeps the records of up to 1,000 puts, and of more only says how many there were.
   */
  apply(changes: ChangeSet): Promise<number>;

  close(): Promise<void>;
}

/** The layout of stored nodes that this code writes and reads. An engine refuses a store of a newer one. */
export const SCHEMA_VERSION = 1;
