import { setImmediate } from "node:timers/promises";
import { type Engine, type EngineInfo, type RunContext, SCHEMA_VERSION } from "../engine.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Bound } from "../plan/bound.js";
import type { Plan } from "../plan/plan.js";
import type { ChangeSet, NodeRecord } from "../record.js";
import { OrderedLists } from "./interpreter/ordered-lists.js";
import { type Prepared, prepare } from "./interpreter/prepare.js";
import { MemoryGraph } from "./memory/memory-graph.js";
import { LmdbStore } from "./store/lmdb-store.js";
import { pack, unpack } from "./store/packing.js";
import { type RecordStore, VolatileStore } from "./store/record-store.js";
import type { StoredNode } from "./stored.js";

/** How long a request computes before others have their turn, in milliseconds. */
const TURN = 10;

/** The graph in memory, kept by LMDB. */
export class EmbeddedEngine implements Engine {
  readonly #store: RecordStore;
  readonly #graph: MemoryGraph;
  readonly #lists: OrderedLists;
  readonly #prepared = new WeakMap<Plan, Prepared>();
  /** The last write; the next one waits for it. */
  #writes: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(store: RecordStore) {
    this.#store = store;
    this.#graph = new MemoryGraph(store.codec.words);
    this.#lists = new OrderedLists(this.#graph);
    for (const [node, record] of store.scan()) this.#graph.load(node, store.codec.decode(record));
    this.#graph.seal();
  }

  /**
   * Opens the store in a folder, which is made if it is missing; without a path, the graph lives as long as the
   * process. Throws an Error of one sentence if the folder cannot be written, is in use, or is of a newer version.
   */
  static async open({ path }: { readonly path: string | undefined }): Promise<EmbeddedEngine> {
    const store = path === undefined ? new VolatileStore() : await LmdbStore.open(path);
    try {
      return new EmbeddedEngine(store);
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown> {
    this.#assertOpen();
    let prepared = this.#prepared.get(plan);
    if (prepared === undefined) {
      prepared = prepare({ graph: this.#graph, lists: this.#lists, info: () => this.#info() }, plan);
      this.#prepared.set(plan, prepared);
    }
    const answer = await this.#inTurns(prepared, values, context);
    // A write came between: the answer would be of two graphs. Without turns nothing can come between.
    return answer === undefined ? atOnce(prepared, values, context) : answer.value;
  }

  async info(): Promise<EngineInfo> {
    return this.#info();
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    this.#assertOpen();
    const { codec } = this.#store;
    const idOf = (node: number) => this.#graph.id(node);
    return this.#find(ids).flatMap((node) => {
      const record = this.#store.get(node);
      return record === undefined ? [] : [unpack(codec, codec.decode(record), idOf)];
    });
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    this.#assertOpen();
    return this.#graph.referrers(this.#find(ids)).map((node) => this.#graph.id(node));
  }

  async apply(changes: ChangeSet): Promise<number> {
    this.#assertOpen();
    const applied = this.#writes.then(() => this.#apply(changes));
    // A refused write is its caller's affair; the next one only waits for its end.
    this.#writes = applied.catch(() => undefined);
    return applied;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writes;
    await this.#store.close();
  }

  /** Memory follows the store: what could fail comes before the commit, and nothing reads between it and the update. */
  async #apply({ puts }: ChangeSet): Promise<number> {
    if (puts.length === 0) return this.#store.revision;
    const nodes = this.#numbered(puts);
    const { codec } = this.#store;
    const records = new Map(Array.from(nodes, ([node, stored]) => [node, codec.encode(stored)]));
    await this.#store.commit({ records, revision: this.#store.revision + 1 });
    this.#graph.write(nodes);
    this.#lists.update([...nodes.keys()]);
    return this.#store.revision;
  }

  /** New records get the next node numbers. Refuses a link to nowhere and a change of type. */
  #numbered(puts: readonly NodeRecord[]): ReadonlyMap<number, StoredNode> {
    const added = new Map<string, number>();
    const find = (id: string) => this.#graph.find(id) ?? added.get(id);
    for (const { id, type } of puts) {
      const known = this.#graph.find(id);
      if (known === undefined) {
        if (!added.has(id)) added.set(id, this.#graph.size + added.size);
      } else if (this.#graph.type(known) !== type) {
        throw new Error(`${id} is a ${this.#graph.type(known)} and cannot become a ${type}.`);
      }
    }
    const nodes = new Map<number, StoredNode>();
    for (const record of puts) nodes.set(find(record.id) ?? -1, pack(this.#store.codec, record, find));
    return nodes;
  }

  /** Undefined if the graph changed while others had their turn. */
  async #inTurns(
    prepared: Prepared,
    values: readonly Bound[],
    context: RunContext,
  ): Promise<{ readonly value: unknown } | undefined> {
    context.signal?.throwIfAborted();
    const { revision } = this.#graph;
    const steps = prepared({ values, context });
    let end = performance.now() + TURN;
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { value: step.value };
      if (performance.now() < end) continue;
      await setImmediate();
      context.signal?.throwIfAborted();
      if (this.#graph.revision !== revision) return undefined;
      end = performance.now() + TURN;
    }
  }

  #find(ids: readonly string[]): readonly number[] {
    const nodes = new Set<number>();
    for (const id of ids) {
      const node = this.#graph.find(id);
      if (node !== undefined) nodes.add(node);
    }
    return [...nodes];
  }

  #info(): EngineInfo {
    const count = (type: NodeType) => (isClaimType(type) ? this.#graph.visible(type) : this.#graph.nodes(type).length);
    const counts = Object.fromEntries(nodeTypes.map((type) => [type, count(type)])) as Record<NodeType, number>;
    const { revision } = this.#store;
    return { engine: "EMBEDDED", version: "LMDB 3.5", schemaVersion: SCHEMA_VERSION, revision, counts };
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error("The embedded engine is closed.");
  }
}

function atOnce(prepared: Prepared, values: readonly Bound[], context: RunContext): unknown {
  const steps = prepared({ values, context });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
