import { type Engine, type EngineInfo, type GraphState, type RunContext, SCHEMA_VERSION } from "../engine.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Bound } from "../plan/bound.js";
import type { Plan } from "../plan/plan.js";
import type { ChangeSet, NodeRecord } from "../record.js";
import type { Change, Committed, HistoryPage, Remembered } from "../transaction.js";
import { loadOf } from "../writes.js";
import { Indexes } from "./interpreter/indexes.js";
import { STRIDE } from "./interpreter/page.js";
import { type Prepared, prepare } from "./interpreter/prepare.js";
import type { Steps } from "./interpreter/run.js";
import { MemoryGraph } from "./memory/memory-graph.js";
import { damaged } from "./store/check/damage.js";
import { LmdbStore } from "./store/lmdb-store.js";
import { type RecordStore, VolatileStore } from "./store/record-store.js";
import { Turns } from "./turns.js";
import { type Work, Writer } from "./writer.js";

export interface EmbeddedOptions {
  readonly path: string | undefined;
  /** With so many neighbours a node has them kept in the orders asked for; 64 unless given. */
  readonly hubFrom?: number;
}

/** The graph in memory, kept by LMDB. */
export class EmbeddedEngine implements Engine {
  readonly #store: RecordStore;
  readonly #graph: MemoryGraph;
  readonly #indexes: Indexes;
  readonly #turns: Turns;
  readonly #writer: Writer;
  readonly #prepared = new WeakMap<Plan, Prepared>();
  /** The last write; the next one waits for it. */
  #writes: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(store: RecordStore, hubFrom: number | undefined) {
    this.#store = store;
    this.#graph = new MemoryGraph(store.codec.words);
    this.#indexes = new Indexes(this.#graph, hubFrom);
    this.#turns = new Turns(() => this.#graph.revision);
    this.#writer = new Writer(store, this.#graph, this.#indexes, this.#turns);
    this.#writer.load();
  }

  /**
   * Opens the store in a folder, which is made if it is missing; without a path, the graph lives as long as the
   * process. Throws an Error of one sentence if the folder cannot be written, is in use, or is of a newer version.
   */
  static async open({ path, hubFrom }: EmbeddedOptions): Promise<EmbeddedEngine> {
    const store = path === undefined ? new VolatileStore() : await LmdbStore.open(path);
    try {
      return new EmbeddedEngine(store, hubFrom);
    } catch (error) {
      await store.close();
      // It does nothing but read the store.
      throw path === undefined ? error : damaged(path, error);
    }
  }

  async run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown> {
    this.#assertOpen();
    let prepared = this.#prepared.get(plan);
    if (prepared === undefined) {
      prepared = prepare({ graph: this.#graph, indexes: this.#indexes, info: () => this.#info() }, plan);
      this.#prepared.set(plan, prepared);
    }
    const ready = prepared;
    let { state } = this.#writer;
    const begin = () => {
      state = this.#writer.state;
      return ready({ values, context });
    };
    const answer = await this.#turns.compute(begin, context.signal);
    context.onState?.(state);
    return answer;
  }

  async state(): Promise<GraphState> {
    this.#assertOpen();
    return this.#writer.state;
  }

  async info(): Promise<EngineInfo> {
    return this.#info();
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    this.#assertOpen();
    return this.#writer.read(ids);
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    this.#assertOpen();
    return this.#writer.referrers(ids);
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.#assertOpen();
    return this.#writer.redirects(ids);
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    this.#assertOpen();
    return this.#writer.latestChange(subject, verb);
  }

  async find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    this.#assertOpen();
    return this.#writer.find(type, property, value);
  }

  async ids(type: NodeType, after = "", first = Number.MAX_SAFE_INTEGER): Promise<readonly string[]> {
    this.#assertOpen();
    return this.#turns.compute(() => this.#idsAfter(type, after, first));
  }

  async changes(page: HistoryPage): Promise<readonly Change[]> {
    this.#assertOpen();
    return this.#writer.changes(page);
  }

  async remembered(key: string): Promise<Remembered | undefined> {
    this.#assertOpen();
    return this.#writer.remembered(key);
  }

  /** Work must not wait for another transaction of this engine: that one waits for this one. */
  async transact<T>(_subjects: readonly string[], work: Work<T>): Promise<Committed<T>> {
    this.#assertOpen();
    const committed = this.#writes.then(() => this.#writer.transact(work));
    // A refused write is its caller's affair; the next one only waits for its end.
    this.#writes = committed.catch(() => undefined);
    return committed;
  }

  async apply({ puts }: ChangeSet): Promise<number> {
    const work: Work<undefined> = async (reader) => ({ writes: await loadOf(reader, puts), result: undefined });
    return (await this.transact([], work)).revision;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writes;
    await this.#store.close(this.#graph.isWorn ? undefined : this.#writer);
  }

  *#idsAfter(type: NodeType, after: string, first: number): Steps<readonly string[]> {
    const ids: string[] = [];
    for (const node of (yield* this.#indexes.lists.byId(type, after)).subarray(0, first)) {
      if (ids.push(this.#graph.id(node)) % STRIDE === 0) yield;
    }
    return ids;
  }

  #info(): EngineInfo {
    const count = (type: NodeType) => (isClaimType(type) ? this.#graph.visible(type) : this.#graph.nodes(type).length);
    const counts = Object.fromEntries(nodeTypes.map((type) => [type, count(type)])) as Record<NodeType, number>;
    const { revision } = this.#writer;
    return { engine: "EMBEDDED", version: "LMDB 3.5", schemaVersion: SCHEMA_VERSION, revision, counts };
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error("The embedded engine is closed.");
  }
}
