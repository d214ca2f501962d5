import { beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { Bound, BoundPassages } from "../../../src/graph/plan/bound.js";
import { decodeCursor } from "../../../src/graph/plan/cursor.js";
import type { Parts, Root, Selected } from "../../../src/graph/plan/plan.js";
import { always } from "../../../src/graph/plan/predicate.js";
import { typeOfRow } from "../../../src/graph/row.js";
import {
  answer,
  context,
  engineOf,
  fieldsOf,
  hop,
  id,
  list,
  node,
  nodes,
  object,
  page,
  pageInfo,
  plan,
  property,
  shape,
  value,
  values,
  window,
} from "./plans.js";
import {
  entity,
  event,
  evidence,
  link,
  mention,
  participation,
  record,
  source,
  succession,
  tenure,
} from "./records.js";

const day = (text: string) => Math.round(Date.parse(text) / 86_400_000);
let engine: EmbeddedEngine;
beforeAll(async () => {
  engine = await engineOf(
    entity("Official", "official/a", "An", {}, [
      mention("source/t", 3),
      mention("source/s", 9, 20, { supports: ["name"], inferred: true }),
      mention("source/s", 2, 4, { asWritten: "An" }),
    ]),
    entity("Official", "official/b", "Bình"),
    entity("Official", "official/c", "Châu"),
    entity("Position", "position/p", "Bí thư"),
    entity("Position", "position/q", "Chủ tịch"),
    event(
      "event/1",
      "2024-07-08",
    )([link("HELD_IN", "province/kg"), link("ORGANIZED_BY", "organization/z"), link("ORGANIZED_BY", "organization/a")]),
    event("event/2", "2023-01-01")([link("HELD_IN", "province/ag")]),
    event("event/3", undefined, {}, "Interview")(),
    entity("Organization", "organization/a", "A"),
    entity("Organization", "organization/z", "Z"),
    entity("Province", "province/kg", "Kiên Giang", { lineageId: "province/ag" }),
    entity("Province", "province/ag", "An Giang", { lineageId: "province/ag" }),
    entity("Province", "province/other", "Hà Nội", { lineageId: "province/other" }),
    succession("succession/1", "province/kg", "province/ag"),
    source("source/s"),
    source("source/t"),
    participation("participation/a1", {
      by: "official/a",
      at: "event/1",
      capacities: ["tenure/a-past", "tenure/a-undated"],
      links: [
        evidence("source/t", 5, 9),
        evidence("source/s", 40),
        evidence("source/s", 7),
        link("RIVAL_OF", "participation/b1"),
      ],
    }),
    participation("participation/a2", { by: "official/a", at: "event/2", role: "SPEAKER" }),
    participation("participation/b1", { by: "official/b", at: "event/1", role: "SPEAKER" }),
    participation("participation/b2", { by: "official/b", at: "event/2" }),
    participation("participation/b2again", { by: "official/b", at: "event/2", role: "SPEAKER" }),
    participation("participation/c1", { by: "official/c", at: "event/1" }),
    participation("participation/c3", { by: "official/c", at: "event/3" }),
    participation("participation/z1", { by: "organization/z", at: "event/1", role: "ATTENDEE" }),
    participation("participation/hidden", { by: "official/a", at: "event/3", properties: { status: "PROPOSED" } }),
    tenure("tenure/a-undated", { official: "official/a", position: "position/p" }),
    tenure("tenure/a-past", {
      official: "official/a",
      position: "position/q",
      spans: ["2000-01-01", "2000-12-31", "2000-01-01", "2000-12-31"],
      known: [[day("2000-01-01"), day("2000-12-31")]],
    }),
    tenure("tenure/a-possible", {
      official: "official/a",
      position: "position/p",
      spans: ["9999-12-31", "0000-01-01", "2020-01-01", "9999-12-31"],
      known: [[day("2020-01-01"), day("2020-12-31")]],
    }),
    tenure("tenure/b-near", {
      official: "official/b",
      position: "position/p",
      spans: ["9999-12-31", "0000-01-01", "2023-01-01", "9999-12-31"],
      known: [[day("2023-01-01"), day("2023-01-01")]],
    }),
    tenure("tenure/c-certain", {
      official: "official/c",
      position: "position/p",
      spans: ["2010-01-01", "2030-01-01", "2010-01-01", "2030-01-01"],
      known: [[day("2010-01-01"), day("2010-01-01")]],
    }),
    tenure("tenure/c-deprecated", {
      official: "official/c",
      position: "position/p",
      properties: { rank: "DEPRECATED" },
    }),
  );
});

const ids = (of: unknown, key = "id") => (of as readonly Record<string, unknown>[]).map((each) => each[key]);

describe("holdings", () => {
  const parts: Parts = [value("certainty"), node("tenure", shape(["Tenure"], id))];
  const holdings = async (of: "position" | "participation", nodeId: string, bound: Bound) => {
    const field: Selected = { kind: "holdings", key: "held", of, slot: 1, parts };
    const type = of === "position" ? "Position" : "Participation";
    const found = (await fieldsOf(engine, type, nodeId, [field], bound)) as {
      held: { certainty: string; tenure: { id: string } }[];
    };
    return found.held.map(({ certainty, tenure }) => `${certainty} ${tenure.id}`);
  };
  const on = { min: "2024-07-08", max: "2024-07-08" };

  test("of a position: certain ones, then the nearest, without the undated unless asked", async () => {
    const possible = ["CERTAIN tenure/c-certain", "POSSIBLE tenure/b-near", "POSSIBLE tenure/a-possible"];
    const asked = (atLeast: "CERTAIN" | "POSSIBLE" | "UNDATED") =>
      holdings("position", "position/p", { kind: "held", question: { ...on, atLeast } });
    expect(await asked("POSSIBLE")).toEqual(possible);
    expect(await asked("CERTAIN")).toEqual(possible.slice(0, 1));
    expect(await asked("UNDATED")).toEqual([...possible, "UNDATED tenure/a-undated"]);
  });

  test("of a participation: what it states is certain, dated or not", async () => {
    const found = await holdings("participation", "participation/a1", {
      kind: "held",
      question: { atLeast: "POSSIBLE" },
    });
    expect(found).toEqual(["CERTAIN tenure/a-past", "CERTAIN tenure/a-undated", "POSSIBLE tenure/a-possible"]);
    const of = (nodeId: string) =>
      holdings("participation", nodeId, { kind: "held", question: { atLeast: "CERTAIN" } });
    expect(await of("participation/z1")).toEqual([]);
    expect(await of("participation/a2")).toEqual([]);
  });

  test("certainty of one tenure", async () => {
    const field: Selected = { kind: "certainty", key: "certainty", slot: 1 };
    const of = (nodeId: string) =>
      fieldsOf(engine, "Tenure", nodeId, [field], { kind: "held", question: { ...on, atLeast: "POSSIBLE" } });
    expect(await of("tenure/a-possible")).toEqual({ certainty: "POSSIBLE" });
    expect(await of("tenure/a-past")).toEqual({ certainty: null });
    expect(await of("tenure/a-undated")).toEqual({ certainty: "UNDATED" });
  });
});

describe("passages", () => {
  const passage: Parts = [
    node("source", shape(["Source"], id)),
    ...values("start", "end", "asWritten", "quote", "inferred", "supports"),
  ];

  test("evidence stands in the order of source, start and end, with its quote", async () => {
    const field: Selected = {
      kind: "evidence",
      key: "evidence",
      parts: [node("source", shape(["Source"], id)), ...values("start", "quote")],
    };
    expect(await fieldsOf(engine, "Participation", "participation/a1", [field])).toEqual({
      evidence: [
        { source: { id: "source/s" }, start: 7, quote: "hash of source/s 7-17" },
        { source: { id: "source/s" }, start: 40, quote: "hash of source/s 40-50" },
        { source: { id: "source/t" }, start: 5, quote: "hash of source/t 5-9" },
      ],
    });
  });

  test("mentions are a connection of the same", async () => {
    const field: Selected = {
      kind: "mentions",
      key: "mentions",
      slot: 1,
      parts: [
        value("totalCount"),
        list("edges", value("cursor"), object("node", ...passage)),
        list("nodes", value("start")),
        pageInfo,
      ],
    };
    const bound: BoundPassages = {
      kind: "passages",
      signature: "m",
      window: window({ limit: 1, after: ["source/s", 2, 4] }),
    };
    const found = (await fieldsOf(engine, "Official", "official/a", [field], bound)) as {
      mentions: { edges: { cursor: string }[] };
    };
    const cursor = found.mentions.edges[0]?.cursor ?? "";
    expect(decodeCursor("m", cursor, [])).toEqual(["source/s", 9, 20]);
    expect(found.mentions).toEqual({
      totalCount: 3,
      edges: [
        {
          cursor,
          node: {
            source: { id: "source/s" },
            start: 9,
            end: 20,
            asWritten: null,
            quote: "hash of source/s 9-20",
            inferred: true,
            supports: ["name"],
          },
        },
      ],
      nodes: [{ start: 9 }],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: cursor, endCursor: cursor },
    });
  });
});

describe("neighbours", () => {
  const many = (key: string, of: ReturnType<typeof hop>): Selected => ({
    kind: "many",
    key,
    hop: of,
    shape: shape(of.types, id),
  });
  const through = (first: "PREDECESSOR" | "SUCCESSOR", then: "PREDECESSOR" | "SUCCESSOR") =>
    ({
      arrow: `<-[:${first}]-`,
      types: ["Province"],
      through: { arrow: `-[:${then}]->`, type: "Succession" },
    }) as const;

  test("outgoing ones keep the order of the record, rivals are read both ways", async () => {
    expect(
      await fieldsOf(engine, "Conference", "event/1", [many("organizers", hop("-[:ORGANIZED_BY]->", "Organization"))]),
    ).toEqual({
      organizers: [{ id: "organization/z" }, { id: "organization/a" }],
    });
    const rivals = many("rivals", hop("-[:RIVAL_OF]-", "Participation"));
    expect(await fieldsOf(engine, "Participation", "participation/a1", [rivals])).toEqual({
      rivals: [{ id: "participation/b1" }],
    });
    expect(await fieldsOf(engine, "Participation", "participation/b1", [rivals])).toEqual({
      rivals: [{ id: "participation/a1" }],
    });
  });

  test("provinces lead to their predecessors, successors and lineage", async () => {
    const fields: Selected[] = [
      many("predecessors", through("SUCCESSOR", "PREDECESSOR")),
      many("successors", through("PREDECESSOR", "SUCCESSOR")),
      { kind: "lineage", key: "lineage", shape: shape(["Province"], id) },
    ];
    const lineage = [{ id: "province/ag" }, { id: "province/kg" }];
    expect(await fieldsOf(engine, "Province", "province/kg", fields)).toEqual({
      predecessors: [],
      successors: [{ id: "province/ag" }],
      lineage,
    });
    expect(await fieldsOf(engine, "Province", "province/ag", fields)).toMatchObject({
      predecessors: [{ id: "province/kg" }],
      lineage,
    });
  });

  test("a required neighbour or property that is missing is an error, another is null", async () => {
    const one = (required: boolean): Selected => ({
      kind: "one",
      key: "province",
      hop: hop("-[:HELD_IN]->", "Province"),
      required,
      shape: shape(["Province"], id),
    });
    expect(
      await fieldsOf(engine, "Interview", "event/3", [
        one(false),
        property("date"),
        property("places", { list: true }),
      ]),
    ).toEqual({
      province: null,
      date: null,
      places: [],
    });
    await expect(fieldsOf(engine, "Interview", "event/3", [one(true)])).rejects.toThrow(
      "event/3 lacks its required province",
    );
    await expect(fieldsOf(engine, "Interview", "event/3", [property("date", { required: true })])).rejects.toThrow(
      "lacks",
    );
  });
});

describe("nodes by id", () => {
  const types = ["Official", "Participation"] as const;

  test("come in the order of the ids, null for the unknown and for other types, and know their type", async () => {
    const root: Root = {
      kind: "byIds",
      types,
      slot: 0,
      shape: shape(types, { kind: "typename", key: "__typename" }, id),
    };
    const bound: Bound = { kind: "ids", ids: ["participation/hidden", "nobody", "official/b", "position/p"] };
    const rows = (await engine.run(plan(root), [bound], context)) as unknown[];
    expect(JSON.parse(JSON.stringify(rows))).toEqual([
      { __typename: "Participation", id: "participation/hidden" },
      null,
      { __typename: "Official", id: "official/b" },
      null,
    ]);
    expect(typeOfRow(rows[0])).toBe("Participation");
    expect(Object.getPrototypeOf(Object.getPrototypeOf(rows[2]))).toBeNull();
  });
});

test("co-participants are counted by distinct events, with the newest first", async () => {
  const official = shape(["Official"], id);
  const events = nodes("events", shape(["Conference", "Interview"], id));
  const field: Selected = {
    kind: "coParticipants",
    key: "co",
    slot: 1,
    parts: [
      value("totalCount"),
      list("edges", value("cursor"), node("node", official), value("eventCount"), events),
      pageInfo,
    ],
  };
  const bound = {
    kind: "coParticipants",
    scope: "VISIBLE",
    where: always,
    signature: "c",
    window: window({ limit: 1 }),
    events: 1,
  } as const;
  type Found = { co: { edges: { cursor: string }[] } };
  const found = (await fieldsOf(engine, "Official", "official/a", [field], bound)) as Found;
  expect(found.co).toMatchObject({
    totalCount: 2,
    edges: [{ node: { id: "official/b" }, eventCount: 2, events: [{ id: "event/1" }] }],
    pageInfo: { hasNextPage: true },
  });
  const after = decodeCursor("c", found.co.edges[0]?.cursor ?? "", []);
  const next = await fieldsOf(engine, "Official", "official/a", [field], { ...bound, window: window({ after }) });
  expect(next).toMatchObject({
    co: { edges: [{ node: { id: "official/c" }, eventCount: 1 }], pageInfo: { hasPreviousPage: true } },
  });
});

describe("counts", () => {
  const root: Root = {
    kind: "counts",
    slot: 0,
    parts: [
      ...values("count", "role", "eventType", "year"),
      ...["official", "organization", "position", "province"].map((name) =>
        node(name, shape(["Official", "Organization", "Position", "Province"], id), false),
      ),
    ],
  };
  const empty = {
    role: null,
    eventType: null,
    year: null,
    official: null,
    organization: null,
    position: null,
    province: null,
  };
  const counted = async (
    ...by: readonly ("ROLE" | "EVENT_TYPE" | "YEAR" | "POSITION" | "PROVINCE" | "OFFICIAL" | "ORGANIZATION")[]
  ) => answer(engine, root, { kind: "counts", by, scope: "VISIBLE", where: always, first: 20 });

  test("by one dimension, largest first, unknown last among equals", async () => {
    expect(await counted("YEAR")).toEqual([
      { ...empty, count: 4, year: 2024 },
      { ...empty, count: 3, year: 2023 },
      { ...empty, count: 1, year: null },
    ]);
    expect(await counted("EVENT_TYPE")).toEqual([
      { ...empty, count: 7, eventType: "CONFERENCE" },
      { ...empty, count: 1, eventType: "INTERVIEW" },
    ]);
    expect(await counted("ORGANIZATION")).toMatchObject([
      { count: 7, organization: null },
      { count: 1, organization: { id: "organization/z" } },
    ]);
  });

  test("a participation of two posts counts in each", async () => {
    expect(await counted("POSITION")).toMatchObject([
      { count: 7, position: null },
      { count: 1, position: { id: "position/p" } },
      { count: 1, position: { id: "position/q" } },
    ]);
  });

  test("by two dimensions", async () => {
    const found = (await counted("PROVINCE", "ROLE")) as {
      count: number;
      role: string;
      province: { id: string } | null;
    }[];
    expect(found.map(({ count, role, province }) => `${count} ${province?.id ?? "-"} ${role}`)).toEqual([
      "2 province/ag SPEAKER",
      "2 province/kg CHAIR",
      "1 province/ag CHAIR",
      "1 province/kg SPEAKER",
      "1 province/kg ATTENDEE",
      "1 - CHAIR",
    ]);
  });
});

test("information counts what a reader sees", async () => {
  const root: Root = {
    kind: "info",
    parts: [
      ...values("engine", "schemaVersion", "revision", "entities", "claims"),
      list("counts", ...values("type", "count")),
    ],
  };
  const found = await answer<{ counts: { type: string; count: number }[] }>(engine, root);
  expect(found).toMatchObject({ engine: "EMBEDDED", schemaVersion: 1, revision: 1, entities: 13, claims: 14 });
  expect(ids(found.counts, "type")[0]).toBe("Official");
  expect(found.counts.find(({ type }) => type === "Participation")).toEqual({ type: "Participation", count: 8 });
});

test("a page of a connection within a page is written once for each node", async () => {
  const inner: Selected = {
    kind: "page",
    key: "participations",
    hop: hop("<-[:AT]-", "Participation"),
    slot: 1,
    parts: [value("totalCount"), nodes("nodes", shape(["Participation"], id, property("role")))],
  };
  const root: Root = {
    kind: "page",
    types: ["Conference"],
    slot: 0,
    parts: [nodes("nodes", shape(["Conference"], id, inner))],
  };
  const found = await answer<{ nodes: { participations: unknown }[] }>(
    engine,
    root,
    page(),
    page({ window: window({ limit: 1 }) }),
  );
  expect(found.nodes.map(({ participations }) => participations)).toEqual([
    { totalCount: 4, nodes: [{ id: "participation/a1", role: "CHAIR" }] },
    { totalCount: 3, nodes: [{ id: "participation/a2", role: "SPEAKER" }] },
  ]);
});

test("a bare record answers as what it is", async () => {
  const bare = await engineOf(record("Source", "source/bare"));
  expect(await fieldsOf(bare, "Source", "source/bare", [id, property("title")])).toEqual({
    id: "source/bare",
    title: null,
  });
});
