import { beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { BoundPage, Key } from "../../../src/graph/plan/bound.js";
import { decodeCursor, encodeCursor } from "../../../src/graph/plan/cursor.js";
import type { OrderTerm } from "../../../src/graph/plan/order.js";
import type { Parts, Root } from "../../../src/graph/plan/plan.js";
import type { Predicate } from "../../../src/graph/plan/predicate.js";
import {
  answer,
  ascending,
  descending,
  engineOf,
  fieldsOf,
  hop,
  id,
  list,
  type Nodes,
  node,
  nodes,
  page,
  pageInfo,
  shape,
  value,
  window,
} from "./plans.js";
import { entity, event, participation } from "./records.js";

const dates = ["2024-03-01", undefined, "2022-01-01", "2024-03-01", undefined, "2023-05-05"];
const names = dates.map((_, i) => `event/${i}`);
/** By date, newest first, unknown last; the id breaks ties in the same direction. */
const newest = ["event/3", "event/0", "event/5", "event/2", "event/4", "event/1"];
const oldest = ["event/2", "event/5", "event/0", "event/3", "event/1", "event/4"];

let engine: EmbeddedEngine;
const records = () => [
  entity("Official", "official/a", "An"),
  ...dates.map((date, i) => event(names[i] ?? "", date, {}, i % 2 === 0 ? "Conference" : "Ceremony")()),
  ...names.map((at, i) => participation(`participation/${i}`, { by: "official/a", at })),
];
beforeAll(async () => {
  engine = await engineOf(...records());
});

const byDate = [descending("dateMin"), descending("id")];
const eventShape = shape(["Conference", "Ceremony"], id);
const parts: Parts = [
  value("totalCount"),
  list("edges", value("cursor"), node("node", eventShape)),
  nodes("nodes", eventShape),
  pageInfo,
];
interface Found extends Nodes {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
}
/** A list kept sorted; nodes led to by their ids. */
const conditions: readonly (readonly [string, Predicate])[] = [
  ["from a sorted list", { kind: "all", of: [] }],
  ["from found nodes", { kind: "compare", property: "id", list: false, operator: "in", value: names }],
];

describe.each(conditions)("a page %s", (_name, where) => {
  const root: Root = { kind: "page", types: ["Conference", "Ceremony"], slot: 0, parts };
  const read = (rest: Partial<BoundPage>) => answer<Found>(engine, root, page({ where, order: byDate, ...rest }));
  const ids = (found: Nodes) => found.nodes.map((each) => each.id);
  const keysOf = (eventId: string): Key[] => [dates[names.indexOf(eventId)] ?? null, eventId];

  test("is ordered, with the unknown last in either direction", async () => {
    expect(ids(await read({}))).toEqual(newest);
    expect(ids(await read({ order: [ascending("dateMin"), ascending("id")] }))).toEqual(oldest);
  });

  test("goes on after every cursor, forward", async () => {
    for (const [i, from] of newest.entries()) {
      const found = await read({ window: window({ limit: 2, after: keysOf(from) }) });
      expect(ids(found)).toEqual(newest.slice(i + 1, i + 3));
      expect(found.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: i + 3 < newest.length });
      expect(found.totalCount).toBe(6);
    }
  });

  test("goes back before every cursor, backward", async () => {
    for (const [i, to] of newest.entries()) {
      const found = await read({ window: window({ limit: 2, backward: true, before: keysOf(to) }) });
      expect(ids(found)).toEqual(newest.slice(Math.max(0, i - 2), i));
      expect(found.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: i > 2 });
    }
  });

  test("lies between two cursors", async () => {
    const between = { after: keysOf("event/3"), before: keysOf("event/4") };
    expect(ids(await read({ window: window(between) }))).toEqual(["event/0", "event/5", "event/2"]);
    const last = await read({ window: window({ ...between, limit: 2, backward: true }) });
    expect(ids(last)).toEqual(["event/5", "event/2"]);
    expect(last.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const first = await read({ window: window({ ...between, limit: 3 }) });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test("may be empty, and still says whether there is more", async () => {
    const found = await read({ window: window({ limit: 0 }) });
    expect(found).toEqual({
      totalCount: 6,
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test("gives cursors that carry the order's keys", async () => {
    const found = await read({ window: window({ limit: 5 }) });
    expect(found.edges.map(({ node }) => node.id)).toEqual(newest.slice(0, 5));
    expect(found.edges.map(({ cursor }) => decodeCursor("a test", cursor, []))).toEqual(newest.slice(0, 5).map(keysOf));
    expect(found.pageInfo.startCursor).toBe(found.edges[0]?.cursor);
    expect(found.pageInfo.endCursor).toBe(encodeCursor("a test", keysOf("event/4")));
  });
});

describe("orders", () => {
  const at = hop("-[:AT]->", "Conference", "Ceremony");
  const participationIds = async (order: readonly OrderTerm[], of = engine) => {
    const root: Root = {
      kind: "page",
      types: ["Participation"],
      slot: 0,
      parts: [nodes("nodes", shape(["Participation"], id))],
    };
    const found = await answer<Nodes>(of, root, page({ order }));
    return found.nodes.map((each) => each.id.replace("participation", "event"));
  };

  test("follow a neighbour's property", async () => {
    expect(await participationIds([descending("dateMin", at), descending("id", at)])).toEqual(newest);
  });

  test("stay right when nodes are written, added and moved", async () => {
    const own = await engineOf(...records());
    const byNeighbour = [descending("dateMin", at), descending("id")];
    const conferences = async () => {
      const root: Root = {
        kind: "page",
        types: ["Conference", "Ceremony"],
        slot: 0,
        parts: [nodes("nodes", eventShape)],
      };
      return (await answer<Nodes>(own, root, page({ order: byDate }))).nodes.map((each) => each.id);
    };
    expect(await conferences()).toEqual(newest);
    expect(await participationIds(byNeighbour, own)).toEqual(newest);
    await own.apply({ puts: [event("event/2", "2025-01-01")(), event("event/6", "2023-06-01")()] });
    const moved = ["event/2", "event/3", "event/0", "event/6", "event/5", "event/4", "event/1"];
    expect(await conferences()).toEqual(moved);
    expect(await participationIds(byNeighbour, own)).toEqual(moved.filter((each) => each !== "event/6"));
  });

  test("serve nested lists too", async () => {
    const fields = [
      { kind: "page", key: "participations", hop: hop("<-[:BY]-", "Participation"), slot: 1, parts } as const,
    ];
    const shaped = fields.map((field) => ({
      ...field,
      parts: [value("totalCount"), nodes("nodes", shape(["Participation"], id))],
    }));
    const bound = page({ order: [descending("id")], window: window({ limit: 2 }) });
    expect(await fieldsOf(engine, "Official", "official/a", shaped, bound)).toEqual({
      participations: { totalCount: 6, nodes: [{ id: "participation/5" }, { id: "participation/4" }] },
    });
  });
});
