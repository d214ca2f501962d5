import { expect } from "vitest";
import { deriveAll } from "../../../src/graph/changes/derive-all.js";
import { exportGraph } from "../../../src/graph/changes/export.js";
import { sameRecord, stated } from "../../../src/graph/changes/stated.js";
import type { Engine } from "../../../src/graph/engine.js";
import { nodeTypes } from "../../../src/graph/node-types.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import type { Change } from "../../../src/graph/transaction.js";
import type { DrillRequest } from "./requests.js";

/** What was asked of a graph whose writer is killed again and again, and what was acknowledged. */
export class Ledger {
  /** By key, with the seq that the acknowledgement named. */
  readonly acknowledged = new Map<string, number>();
  /** Sent, and nobody knows what became of them. By writer. */
  readonly #open = new Map<string, { readonly writer: number; readonly request: DrillRequest }>();
  #base: ReadonlyMap<string, NodeRecord> = new Map();
  #seq = 0;

  /** What is there from the start. */
  async begin(engine: Engine): Promise<void> {
    this.#base = new Map((await recordsOf(engine)).map((record) => [record.id, stated(record)]));
    this.#seq = (await engine.info()).revision;
  }

  send(writer: number, request: DrillRequest): void {
    this.#open.set(request.key, { writer, request });
  }

  acknowledge(key: string, seq: number): void {
    expect(seq, key).toBeGreaterThan(0);
    this.#open.delete(key);
    this.acknowledged.set(key, seq);
  }

  /** What a client asks again, since it has had no answer. */
  openOf(writer: number): readonly DrillRequest[] {
    return [...this.#open.values()].filter((each) => each.writer === writer).map(({ request }) => request);
  }

  /** Every acknowledged write is there, every other one wholly or not at all, and nothing else. */
  async check(engine: Engine): Promise<void> {
    const history = await historyOf(engine);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1));
    expect((await engine.info()).revision).toBe(history.length);
    const changes = history.slice(this.#seq);
    const seqs = new Map<string, number>();
    for (const { seq, reason = "" } of changes) {
      expect(seqs.has(reason), `${reason} is written twice`).toBe(false);
      expect(this.acknowledged.has(reason) || this.#open.has(reason), `nobody asked for ${reason}`).toBe(true);
      seqs.set(reason, seq);
    }
    for (const [key, seq] of this.acknowledged) expect(seqs.get(key), `${key} was acknowledged`).toBe(seq);
    const records = await recordsOf(engine);
    expect(await exportGraph(engine)).toBe(await this.#replayed(changes));
    expectDerived(records);
    await expectRedirects(engine, changes);
  }

  /** The export of the graph that the history tells of. */
  async #replayed(changes: readonly Change[]): Promise<string> {
    const nodes = new Map(this.#base);
    for (const { before, after } of changes) {
      for (const { id } of before) nodes.delete(id);
      for (const record of after) nodes.set(record.id, record);
    }
    return exportGraph({
      ids: async (type) => [...nodes.values()].filter((each) => each.type === type).map(({ id }) => id),
      read: async (ids) => ids.flatMap((id) => nodes.get(id) ?? []),
    });
  }
}

export async function historyOf(engine: Engine): Promise<readonly Change[]> {
  const all: Change[] = [];
  for (;;) {
    const page = await engine.changes({ after: all.at(-1)?.seq ?? 0, first: 1000 });
    if (page.length === 0) return all;
    all.push(...page);
  }
}

export async function recordsOf(engine: Engine): Promise<readonly NodeRecord[]> {
  const records: NodeRecord[] = [];
  for (const type of nodeTypes) records.push(...(await engine.read(await engine.ids(type))));
  return records;
}

/** What is stored of each node follows from what is stated of all. */
export function expectDerived(records: readonly NodeRecord[]): void {
  const bare = records.map((record) => {
    const { version: _, ...properties } = record.properties;
    return { ...record, properties, links: stated(record).links };
  });
  const derived = new Map(deriveAll(bare).map((record) => [record.id, record]));
  for (const record of bare) {
    const due = derived.get(record.id);
    if (due === undefined || !sameRecord(record, due)) expect(record).toEqual(due);
  }
}

/** What was merged and not unmerged since leads to its survivor; what was unmerged leads nowhere. */
async function expectRedirects(engine: Engine, changes: readonly Change[]): Promise<void> {
  const into = new Map<string, string | undefined>();
  for (const { verb, subjects } of changes) {
    const [absorbed = "", survivor] = subjects;
    if (verb === "merge") into.set(absorbed, survivor);
    if (verb === "unmerge") into.set(absorbed, undefined);
  }
  const led = await engine.redirects([...into.keys()]);
  expect(led).toEqual(new Map([...into].filter(([, to]) => to !== undefined)));
}
