import { expect } from "vitest";
import { planChanges } from "../../../../src/graph/changes/change-set.js";
import { deriveAll } from "../../../../src/graph/changes/derive-all.js";
import { exportGraph } from "../../../../src/graph/changes/export.js";
import { sameRecord, stated } from "../../../../src/graph/changes/stated.js";
import { merge } from "../../../../src/graph/changes/verbs/merge.js";
import { unmerge } from "../../../../src/graph/changes/verbs/unmerge.js";
import type { Verb } from "../../../../src/graph/changes/verbs/verb.js";
import type { NodeType } from "../../../../src/graph/node-types.js";
import type { NodeRecord, Value } from "../../../../src/graph/record.js";
import type { Change, Reader, WriteSet } from "../../../../src/graph/transaction.js";

/** The least store that verbs can read: what both engines do, without their indexes. */
export class SmallStore implements Reader {
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #redirects = new Map<string, string>();
  readonly history: Change[] = [];

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    return ids.map((id) => this.#nodes.get(id)).filter((record) => record !== undefined);
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    const wanted = new Set(ids);
    return this.records.filter(({ links }) => links.some(({ to }) => wanted.has(to))).map(({ id }) => id);
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const id of ids) {
      for (let to = this.#redirects.get(id); to !== undefined; to = this.#redirects.get(to)) found.set(id, to);
    }
    return found;
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    return this.history.findLast((change) => change.verb === verb && change.subjects.includes(subject));
  }

  async ids(type: NodeType): Promise<readonly string[]> {
    return this.records.filter((record) => record.type === type).map(({ id }) => id);
  }

  get records(): readonly NodeRecord[] {
    return [...this.#nodes.values()];
  }

  commit({ puts, removes = [], redirects = [], changes = [] }: WriteSet): void {
    for (const id of removes) this.#nodes.delete(id);
    for (const record of puts) {
      const version = Number(this.#nodes.get(record.id)?.properties["version"] ?? 0) + 1;
      const { id, type, properties, links } = record;
      this.#nodes.set(id, { id, type, properties: { ...properties, version }, links });
    }
    for (const { from, to } of redirects) {
      if (to === null) this.#redirects.delete(from);
      else this.#redirects.set(from, to);
    }
    // As an engine keeps them: as text.
    for (const change of changes) {
      this.history.push(JSON.parse(JSON.stringify({ ...change, seq: this.history.length + 1 })) as Change);
    }
  }
}

export const by = { actor: "a curator", at: "2026-11-23T08:00:00.000Z", reason: "the same person" };

/** A graph on which a test merges, and asks for what became of it. */
export class TestGraph {
  readonly store = new SmallStore();

  async state(records: readonly NodeRecord[]): Promise<void> {
    const { changes, refusals } = await planChanges(this.store, records);
    expect(refusals).toEqual([]);
    this.store.commit(changes);
  }

  /** As a verb that takes away or sets a value does. */
  async replace(record: NodeRecord): Promise<void> {
    const { changes, refusals } = await planChanges(this.store, [], { replaces: [record] });
    expect(refusals).toEqual([]);
    this.store.commit(changes);
  }

  async refuses(record: NodeRecord): Promise<boolean> {
    return (await planChanges(this.store, [record])).refusals.length > 0;
  }

  merge = (absorbed: string, survivor: string) => this.#run(merge, { absorbed, survivor });
  unmerge = (absorbed: string) => this.#run(unmerge, { absorbed });
  export = () => exportGraph(this.store);

  async get(id: string): Promise<NodeRecord | undefined> {
    const [record] = await this.store.read([id]);
    return record === undefined ? undefined : stated(record);
  }

  async property(id: string, name: string): Promise<Value | undefined> {
    return (await this.store.read([id]))[0]?.properties[name];
  }

  async #run<I, R>(verb: Verb<I, R>, input: I): Promise<R> {
    const { writes, result } = await verb(this.store, input, by);
    this.store.commit(writes);
    this.expectDerived();
    return result;
  }

  /** What is stored of each node follows from what is stated of all, and every link leads somewhere. */
  expectDerived(): void {
    const bare = this.store.records.map((record) => {
      const { version: _, ...properties } = record.properties;
      return { ...record, properties, links: stated(record).links };
    });
    const derived = new Map(deriveAll(bare).map((record) => [record.id, record]));
    for (const record of bare) {
      const due = derived.get(record.id);
      if (due === undefined || !sameRecord(record, due)) expect(record).toEqual(due);
      const lost = record.links.find(({ to }) => !derived.has(to));
      if (lost !== undefined) throw new Error(`${record.id} links to ${lost.to}, which is gone`);
    }
  }
}
