import { describe, expect, test } from "vitest";
import { MemoryGraph } from "../../../src/graph/embedded/memory/memory-graph.js";
import { pack, unpack } from "../../../src/graph/embedded/store/packing.js";
import { RecordCodec } from "../../../src/graph/embedded/store/record-codec.js";
import type { Relationship } from "../../../src/graph/mapping.js";
import { type NodeType, nodeTypes } from "../../../src/graph/node-types.js";
import type { Link, NodeRecord, Value } from "../../../src/graph/record.js";
import fc from "../../support/property.js";

/** Properties of every layout, and what a careless writer could put there. */
const text = fc.constantFrom("", "a", "b", " led", "2024-07-08", "official/0", "tenure/1", "\u0000[1]");
const properties: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  name: text,
  sortKey: text,
  orderKey: text,
  searchKey: fc.constantFrom(" a b", "a", " "),
  nameFold: fc.constantFrom("a b", "a", ""),
  protocolKey: fc.constantFrom("~ 00000000 00000000 tenure/1", "source/0 00000003 00000004 tenure/1", "x"),
  role: fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text)),
  count: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  ),
  note: text,
  aliases: fc.array(text, { maxLength: 3 }),
  knownFrom: fc.array(fc.integer(), { maxLength: 3 }),
  recordedAt: fc.constantFrom("2026-11-23T00:00:00.000Z", "2026-11-23T00:00:00.001Z", "2026-11-23", "never"),
  officialId: text,
  dated: fc.boolean(),
  status: fc.constantFrom("CONFIRMED", "PROPOSED"),
  rank: fc.constantFrom("NORMAL", "DEPRECATED"),
};
const ids = ["official/0", "official/1", "tenure/0", "tenure/1", "tenure/2", "source/0"] as const;
const typeOf = (id: string): NodeType => nodeTypes.find((type) => id.startsWith(type.toLowerCase())) ?? "Source";
const relationships: readonly Relationship[] = ["OF_OFFICIAL", "RIVAL_OF", "EVIDENCED_BY", "MENTIONED_IN"];

const link: fc.Arbitrary<Link> = fc
  .record({ type: fc.constantFrom(...relationships), to: fc.constantFrom(...ids), start: fc.nat(9) })
  .map(({ type, to, start }) => {
    const passage = { start, end: start + 1, inferred: start > 4, supports: start > 6 ? ["name"] : [] };
    if (type !== "EVIDENCED_BY" && type !== "MENTIONED_IN") return { type, to };
    return { type, to, passage: start > 2 ? { ...passage, asWritten: `${start}` } : passage };
  });
const known = (properties: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
const recordOf = (id: string): fc.Arbitrary<NodeRecord> =>
  fc
    .record({ properties: fc.record(properties, { requiredKeys: [] }), links: fc.array(link, { maxLength: 5 }) })
    .map(({ properties, links }) => ({ id, type: typeOf(id), properties: known(properties), links }));
const everything = fc.tuple(...ids.map(recordOf));
const someOf = fc.array(fc.constantFrom(...ids).chain(recordOf), { maxLength: 4 });

const number = (id: string) => (ids as readonly string[]).indexOf(id);
const find = (id: string) => (number(id) < 0 ? undefined : number(id));
const codec = new RecordCodec({ shapes: [], relationships: [] });
const stored = (record: NodeRecord) => pack(codec, record, find);

function expectSame(graph: MemoryGraph, records: ReadonlyMap<string, NodeRecord>): void {
  const linked = (from: string, type: Relationship) => [
    ...new Set(records.get(from)?.links.flatMap((each) => (each.type === type ? [each.to] : []))),
  ];
  for (const [id, record] of records) {
    const node = graph.find(id) ?? -1;
    for (const name of Object.keys(properties)) {
      expect(graph.property(name).get(node), `${id}.${name}`).toEqual(record.properties[name]);
      expect(graph.property(name).test((value) => value === "a")(node)).toBe(record.properties[name] === "a");
    }
    for (const type of relationships) {
      expect(Array.from(graph.out(type).list(node), (each) => graph.id(each))).toEqual(linked(id, type));
      const into = Array.from(graph.into(type).list(node), (each) => graph.id(each));
      expect(into.sort()).toEqual(ids.filter((other) => linked(other, type).includes(id)).sort());
    }
    const evidence = graph.passages(node, "EVIDENCED_BY").map(({ source, asWritten, ...passage }) => {
      const rest = asWritten === undefined ? passage : { ...passage, asWritten };
      return { type: "EVIDENCED_BY", to: graph.id(source), passage: rest };
    });
    expect(evidence).toEqual(record.links.filter(({ type }) => type === "EVIDENCED_BY"));
  }
  const visible = [...records.values()].filter(
    ({ type, properties }) =>
      type === "Tenure" && properties["status"] === "CONFIRMED" && properties["rank"] !== "DEPRECATED",
  );
  expect(graph.visible("Tenure")).toBe(visible.length);
}

test("a packed record is the record when it is unpacked", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids).chain(recordOf), (record) => {
      const encoded = codec.encode(stored(record));
      expect(unpack(codec, codec.decode(encoded), (node) => ids[node] ?? "")).toEqual(record);
    }),
  );
});

describe("the graph in memory", () => {
  test("says exactly what its records say, when loaded and after any writes", () => {
    fc.assert(
      fc.property(everything, fc.array(someOf, { maxLength: 4 }), (first, writes) => {
        const graph = new MemoryGraph(codec.words);
        first.forEach((record, node) => {
          graph.load(node, stored(record));
        });
        graph.seal();
        const records = new Map<string, NodeRecord>(first.map((record) => [record.id, record]));
        expectSame(graph, records);
        for (const write of writes) {
          for (const record of write) records.set(record.id, record);
          graph.write(new Map(write.map((record) => [number(record.id), stored(record)])));
          expectSame(graph, records);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("is the same when all of it is written into an empty one", () => {
    fc.assert(
      fc.property(everything, (all) => {
        const graph = new MemoryGraph(codec.words);
        graph.seal();
        graph.write(new Map(all.map((record, node) => [node, stored(record)])));
        expectSame(graph, new Map(all.map((record) => [record.id, record])));
      }),
      { numRuns: 50 },
    );
  });

  test("keeps its links through a bulk load that builds the reverse rows anew", () => {
    const graph = new MemoryGraph(codec.words);
    graph.seal();
    const count = 30_000;
    const hub: NodeRecord = { id: "official/hub", type: "Official", properties: {}, links: [] };
    graph.write(new Map([[0, pack(codec, hub, () => 0)]]));
    for (let from = 1; from < count; from += 1000) {
      const batch = Array.from({ length: 1000 }, (_, i): [number, NodeRecord] => [
        from + i,
        { id: `tenure/${from + i}`, type: "Tenure", properties: {}, links: [{ type: "OF_OFFICIAL", to: hub.id }] },
      ]);
      graph.write(new Map(batch.map(([node, record]) => [node, pack(codec, record, () => 0)])));
    }
    expect(new Set(Array.from(graph.into("OF_OFFICIAL").list(0)))).toHaveProperty("size", count);
  });
});
