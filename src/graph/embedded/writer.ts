import type { GraphState } from "../engine.js";
import type { NodeType } from "../node-types.js";
import type { NodeRecord } from "../record.js";
import type { Change, Committed, HistoryPage, Reader, Redirect, Remembered, WriteSet } from "../transaction.js";
import {
  assertSound,
  changesNothing,
  draftsOf,
  isFresh,
  keyTaken,
  numbered,
  redirectsOf,
  versioned,
} from "../writes.js";
import type { Indexes } from "./interpreter/indexes.js";
import { nodesWith } from "./interpreter/nodes-with.js";
import type { Exchange, Kept } from "./memory/exchange.js";
import type { MemoryGraph } from "./memory/memory-graph.js";
import { Redirects } from "./memory/redirects.js";
import { pack, unpack } from "./store/packing.js";
import { type Encoded, removedOf, removedRecord } from "./store/record-codec.js";
import type { Batch, RecordStore } from "./store/record-store.js";
import type { StoredNode } from "./stored.js";
import type { Turns } from "./turns.js";

export type Work<T> = (reader: Reader) => Promise<{ readonly writes: WriteSet; readonly result: T }>;

/** A write set by node numbers. */
interface Numbered {
  readonly nodes: ReadonlyMap<number, StoredNode>;
  readonly removed: readonly number[];
}

/**
 * Reads and writes whole records: the store first, then the memory. Its owner runs one transaction at a time, so
 * what one reads is so until it commits.
 */
export class Writer implements Reader, Kept {
  readonly #store: RecordStore;
  readonly #graph: MemoryGraph;
  readonly #indexes: Indexes;
  readonly #turns: Turns;
  /** The last versions of removed nodes, by id. */
  readonly #former = new Map<string, number>();
  #state = "";
  #revision = 0;
  /** While there is one, the store is ahead of the memory, and of what would survive a crash. */
  #committing: Promise<unknown> | undefined;

  constructor(store: RecordStore, graph: MemoryGraph, indexes: Indexes, turns: Turns) {
    this.#turns = turns;
    this.#store = store;
    this.#graph = graph;
    this.#indexes = indexes;
  }

  /** Fills the memory from the store. */
  load(): void {
    if (!this.#store.restore(this)) this.#loadRecords();
    const { history, revision } = this.#store;
    this.#graph.redirects = new Redirects(history.redirects());
    this.#revision = revision;
    this.#state = stateAfter(revision, history.changes({ after: Math.max(0, revision - 1), first: 1 })[0]);
  }

  /** The whole memory, save what is quickly read from the store. */
  exchange(io: Exchange): void {
    this.#graph.exchange(io);
    const versions = io.words(Uint32Array.from(this.#former.values()));
    io.names([...this.#former.keys()]).forEach((id, i) => {
      this.#former.set(id, versions[i] ?? 0);
    });
    this.#store.codec.words.exchange(io);
  }

  #loadRecords(): void {
    const { codec } = this.#store;
    this.#store.readWords();
    for (const [node, record] of this.#store.scan()) {
      const removed = removedOf(record);
      if (removed === undefined) {
        this.#graph.load(node, codec.decode(record));
        continue;
      }
      this.#graph.loadRemoved(node, removed.id);
      this.#former.set(removed.id, removed.version);
    }
    this.#graph.seal();
  }

  /** Of what the memory holds, as the state. */
  get revision(): number {
    return this.#revision;
  }

  /** The state of what the memory holds: the store may be ahead of it for a moment. */
  get state(): GraphState {
    return this.#state;
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    await this.#committed();
    const { codec } = this.#store;
    const idOf = (node: number) => this.#graph.id(node);
    return this.#find(ids).flatMap((node) => {
      const record = this.#store.get(node);
      return record === undefined ? [] : [unpack(codec, codec.decode(record), idOf)];
    });
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    return this.#graph.referrers(this.#find(ids)).map((node) => this.#graph.id(node));
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const id of ids) {
      const end = this.#graph.redirects.end(id);
      if (end !== undefined) found.set(id, end);
    }
    return found;
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    await this.#committed();
    return this.#store.history.latestChange(subject, verb);
  }

  async find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    const nodes = await this.#turns.compute(() => nodesWith(this.#graph, this.#indexes.names, type, property, value));
    return nodes.map((node) => this.#graph.id(node));
  }

  async changes(page: HistoryPage): Promise<readonly Change[]> {
    await this.#committed();
    return this.#store.history.changes(page);
  }

  async remembered(key: string): Promise<Remembered | undefined> {
    await this.#committed();
    const found = this.#store.history.remembered(key);
    return found !== undefined && isFresh(found) ? found : undefined;
  }

  async transact<T>(work: Work<T>): Promise<Committed<T>> {
    const { writes, result } = await work(this);
    assertSound(writes);
    const { remember } = writes;
    if (remember !== undefined && (await this.remembered(remember.key)) !== undefined) throw keyTaken(remember.key);
    if (!changesNothing(writes)) return { result, ...(await this.#commit(writes)) };
    const { revision } = this.#store;
    if (remember !== undefined) {
      await this.#keep({ records: new Map(), revision, changes: [], redirects: [], remember }, () => undefined);
    }
    return { result, changes: [], revision };
  }

  /** Memory follows the store: what could fail comes before the commit, and nothing reads between it and the update. */
  async #commit(writes: WriteSet): Promise<{ readonly changes: readonly Change[]; readonly revision: number }> {
    const { nodes, removed } = this.#numbered(writes);
    const ended: readonly Redirect[] = redirectsOf(writes, (id) => this.#graph.redirects.end(id) !== undefined);
    const redirects = this.#graph.redirects.with(ended);
    const changes = numbered(draftsOf(writes), this.#store.revision);
    const revision = this.#store.revision + changes.length;
    const { codec } = this.#store;
    const records = new Map<number, Encoded>();
    for (const [node, stored] of nodes) records.set(node, codec.encode(stored));
    const former = removed.map((node) => [this.#graph.id(node), this.#version(node)] as const);
    removed.forEach((node, i) => {
      records.set(node, removedRecord(...(former[i] ?? ["", 0])));
    });
    await this.#keep({ records, revision, changes, redirects: ended, remember: writes.remember }, () => {
      this.#revision = revision;
      this.#state = stateAfter(revision, changes.at(-1));
      this.#graph.redirects = redirects;
      this.#graph.write(nodes, removed);
      for (const [id, version] of former) this.#former.set(id, version);
      this.#indexes.update([...nodes.keys()], removed);
    });
    return { changes, revision };
  }

  async #keep(batch: Batch, update: () => void): Promise<void> {
    const committing = this.#store.commit(batch).then(() => this.#turns.change(update));
    this.#committing = committing;
    try {
      await committing;
    } finally {
      this.#committing = undefined;
    }
  }

  /** Resolves where the store and the memory are of one revision. */
  async #committed(): Promise<void> {
    // A commit that fails is its writer's affair.
    while (this.#committing !== undefined) await this.#committing.catch(() => undefined);
  }

  /** New records get the next node numbers. Refuses a link to nowhere and a change of type. */
  #numbered({ puts, removes = [] }: WriteSet): Numbered {
    const gone = new Set(removes);
    const added = new Map<string, number>();
    const find = (id: string) => (gone.has(id) ? undefined : (this.#graph.find(id) ?? added.get(id)));
    for (const { id, type } of puts) {
      const known = this.#graph.find(id);
      if (known === undefined) added.set(id, this.#graph.size + added.size);
      else if (this.#graph.type(known) !== type) {
        throw new Error(`${id} is a ${this.#graph.type(known)} and cannot become a ${type}.`);
      }
    }
    const nodes = new Map<number, StoredNode>();
    for (const record of puts) {
      const known = this.#graph.find(record.id);
      const last = known === undefined ? (this.#former.get(record.id) ?? 0) : this.#version(known);
      nodes.set(find(record.id) ?? -1, pack(this.#store.codec, versioned(record, last + 1), find));
    }
    const removed = this.#find(removes);
    for (const node of removed) this.#assertUnreferred(node, nodes, new Set(removed));
    return { nodes, removed };
  }

  /** What links to a removed node is written, and then cannot link to it any more, or is removed too. */
  #assertUnreferred(node: number, written: ReadonlyMap<number, unknown>, removed: ReadonlySet<number>): void {
    const referrer = this.#graph.referrers([node]).find((each) => !written.has(each) && !removed.has(each));
    if (referrer === undefined) return;
    throw new Error(`${this.#graph.id(node)} cannot be removed: ${this.#graph.id(referrer)} links to it.`);
  }

  #version(node: number): number {
    return Number(this.#graph.property("version").get(node) ?? 0);
  }

  #find(ids: readonly string[]): readonly number[] {
    const nodes = new Set<number>();
    for (const id of ids) {
      const node = this.#graph.find(id);
      if (node !== undefined) nodes.add(node);
    }
    return [...nodes];
  }
}

/** The same number in another graph, or in one that was set back, has another change at another instant. */
const stateAfter = (revision: number, last: Change | undefined): GraphState =>
  `${revision} ${last?.at ?? ""} ${last?.actor ?? ""} ${last?.verb ?? ""}`;
