import { expect } from "vitest";
import type { By, Verb } from "../../../../src/graph/changes/verbs/index.js";
import { recordDocument } from "../../../../src/graph/changes/verbs/index.js";
import type { Engine } from "../../../../src/graph/engine.js";
import type { NodeRecord } from "../../../../src/graph/record.js";
import type { ChangeDraft, Reader } from "../../../../src/graph/transaction.js";
import type { Document } from "../../../../src/load/document.js";
import { statementsOf } from "../../../../src/load/records.js";
import { openGraph } from "../../../load/open.js";
import { recorded } from "../../../load/small.js";

export const lan: By = { actor: "Lan", at: "2026-03-01T08:00:00.000Z" };

/** A graph in memory, written by verbs one after the other. */
export class Graph {
  readonly reader: Reader;
  readonly changes: ChangeDraft[] = [];
  readonly #engine: Engine;
  readonly #redirects: ReadonlyMap<string, string>;
  readonly #versions = new Map<string, number>();

  private constructor(engine: Engine, redirects: ReadonlyMap<string, string>) {
    this.#engine = engine;
    this.#redirects = redirects;
    this.reader = {
      read: async (ids) => (await engine.read(ids)).map((record) => this.#versioned(record)),
      referrers: (ids) => engine.referrers(ids),
      redirects: async (ids) =>
        new Map(ids.flatMap((id) => (this.#redirects.has(id) ? [[id, this.#redirects.get(id) ?? id] as const] : []))),
      latestChange: async () => undefined,
      find: async (type, property, value) => {
        const records = await engine.read([...this.#versions.keys()]);
        return records.filter((each) => each.type === type && each.properties[property] === value).map(({ id }) => id);
      },
    };
  }

  static async of(documents: readonly Document[], redirects: ReadonlyMap<string, string> = new Map()): Promise<Graph> {
    const graph = new Graph(await openGraph(), redirects);
    for (const document of documents) {
      await graph.do(recordDocument, { statements: statementsOf(document, recorded) });
    }
    graph.changes.length = 0;
    return graph;
  }

  /** Runs the verb and writes what it says. */
  async do<I, R>(verb: Verb<I, R>, input: I, by: Partial<By> = {}): Promise<R> {
    const { writes, result } = await verb(this.reader, input, { ...lan, ...by });
    expect(writes.changes?.length ?? 0).toBe(writes.puts.length > 0 ? 1 : 0);
    if (writes.puts.length > 0) await this.#engine.apply({ puts: writes.puts });
    for (const { id } of writes.puts) this.#versions.set(id, (this.#versions.get(id) ?? 0) + 1);
    this.changes.push(...(writes.changes ?? []));
    return result;
  }

  /** Why the verb refuses, as `CODE argument: message`; it must write nothing. */
  async refusal<I, R>(verb: Verb<I, R>, input: I, by: Partial<By> = {}): Promise<string> {
    const outcome = await verb(this.reader, input, { ...lan, ...by }).then(
      () => "It was not refused.",
      (error: { message: string; extensions?: { code?: string; argument?: string } }) =>
        `${error.extensions?.code} ${error.extensions?.argument ?? "-"}: ${error.message}`,
    );
    return outcome;
  }

  async read(id: string): Promise<NodeRecord> {
    const [record] = await this.reader.read([id]);
    if (record === undefined) throw new Error(`${id} is not stored.`);
    return record;
  }

  #versioned(record: NodeRecord): NodeRecord {
    const version = this.#versions.get(record.id) ?? 1;
    return { ...record, properties: { ...record.properties, version } };
  }
}

export const passage = (start: number, more: object = {}) => ({
  source: "source/one",
  start,
  end: start + 10,
  ...more,
});
