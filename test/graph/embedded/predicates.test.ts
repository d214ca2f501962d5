import { beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { Certainty } from "../../../src/graph/plan/bound.js";
import { always, type Predicate, type Scope } from "../../../src/graph/plan/predicate.js";
import { engineOf, hop, idsWhere } from "./plans.js";
import { entity, event, evidence, link, participation, source, succession, tenure } from "./records.js";

let engine: EmbeddedEngine;
beforeAll(async () => {
  engine = await engineOf(
    entity("Official", "official/a", "An", {
      kind: "OFFICIAL",
      birth: "1960",
      birthMin: "1960-01-01",
      birthMax: "1960-12-31",
    }),
    entity("Official", "official/b", "Bình", { kind: "JOURNALIST", aliases: ["Ba"] }),
    entity("Official", "official/c", "Bảo Châu", {
      birth: "1961-02-03",
      birthMin: "1961-02-03",
      birthMax: "1961-02-03",
    }),
    entity("Position", "position/p", "Bí thư"),
    event("event/1", "2024-07-08")([link("HELD_IN", "province/kg")]),
    event("event/2", undefined, {}, "Interview")(),
    entity("Province", "province/kg", "Kiên Giang", { lineageId: "province/ag" }),
    entity("Province", "province/ag", "An Giang", { lineageId: "province/ag" }),
    entity("Province", "province/hn", "Hà Nội"),
    succession("succession/1", "province/kg", "province/ag"),
    source("source/s"),
    participation("participation/1", {
      by: "official/a",
      at: "event/1",
      capacities: ["tenure/undated"],
      properties: { count: 3 },
      links: [evidence("source/s", 1)],
    }),
    participation("participation/2", { by: "official/b", at: "event/1", role: "SPEAKER", properties: { count: 7 } }),
    participation("participation/proposed", { by: "official/b", at: "event/2", properties: { status: "PROPOSED" } }),
    participation("participation/deprecated", { by: "official/c", at: "event/2", properties: { rank: "DEPRECATED" } }),
    participation("participation/neither", {
      by: undefined,
      at: "event/2",
      properties: { status: "REJECTED", rank: "DEPRECATED" },
    }),
    tenure("tenure/undated", { official: "official/a", position: "position/p" }),
    tenure("tenure/certain", {
      official: "official/b",
      position: "position/p",
      spans: ["2024-01-01", "2024-12-31", "2023-01-01", "2025-12-31"],
    }),
    tenure("tenure/past", {
      official: "official/c",
      position: "position/p",
      spans: ["2000-01-01", "2000-12-31", "1999-01-01", "2001-12-31"],
    }),
  );
});

const not = (of: Predicate): Predicate => ({ kind: "not", of });
const officials = (where: Predicate) => idsWhere(engine, "Official", where);
const participations = (where: Predicate, scope: Scope = "VISIBLE") =>
  idsWhere(engine, "Participation", where, { scope });

type Compare = Extract<Predicate, { kind: "compare" }>;
const compare = (
  property: string,
  operator: Compare["operator"],
  value: Compare["value"],
  list = false,
): Predicate => ({
  kind: "compare",
  property,
  list,
  operator,
  value,
});

const [A, B, C] = ["official/a", "official/b", "official/c"];

describe("a comparison with an unknown property is false, and its negation true", () => {
  test.each([
    ["eq", compare("kind", "eq", "OFFICIAL"), [A]],
    ["in", compare("kind", "in", ["OFFICIAL", "JOURNALIST"]), [A, B]],
    ["in nothing", compare("kind", "in", []), []],
    ["eq null", compare("kind", "eq", null), [C]],
    ["gte", compare("birthMin", "gte", "1961"), [C]],
    ["lte", compare("birthMin", "lte", "1960-06-01"), [A]],
    ["list eq", compare("aliases", "eq", "Ba", true), [B]],
    ["list in", compare("aliases", "in", ["Bo", "Ba"], true), [B]],
    ["list eq null: no items", compare("aliases", "eq", null, true), [A, C]],
    ["an unknown property", compare("nothing", "eq", 1), []],
    ["matches", { kind: "matches", key: "searchKey", tokens: ["ch", "b"] }, [C]],
    ["matches an alias", { kind: "matches", key: "searchKey", tokens: ["ba"] }, [B, C]],
    ["matches an unknown key", { kind: "matches", key: "noteKey", tokens: ["x"] }, []],
  ] as const)("%s", async (_name, predicate, expected) => {
    expect(await officials(predicate)).toEqual(expected);
    expect(await officials(not(predicate))).toEqual(
      [A, B, C].filter((id) => !(expected as readonly string[]).includes(id)),
    );
  });

  test("numbers compare by value, and not with text", async () => {
    expect(await participations(compare("count", "gte", 4))).toEqual(["participation/2"]);
    expect(await participations(compare("count", "lte", "9"))).toEqual([]);
    expect(await participations(compare("count", "lte", 3))).toEqual(["participation/1"]);
  });
});

describe("all, any and type", () => {
  test.each([
    ["empty all is true", { kind: "all", of: [] }, [A, B, C]],
    ["empty any is false", { kind: "any", of: [] }, []],
    ["all of three", { kind: "all", of: [always, compare("kind", "in", ["OFFICIAL"]), compare("id", "eq", A)] }, [A]],
    ["any of two", { kind: "any", of: [compare("id", "eq", C), compare("id", "in", [A, A, "official/x"])] }, [A, C]],
    ["the type", { kind: "type", types: ["Official", "Source"] }, [A, B, C]],
    ["another type", { kind: "type", types: ["Position"] }, []],
  ] as const)("%s", async (_name, predicate, expected) => {
    expect(await officials(predicate)).toEqual(expected);
  });
});

describe("a date known to the year", () => {
  const dated = (relation: "on" | "from" | "to", min: string, max: string, atLeast: Certainty): Predicate => ({
    kind: "dated",
    property: "birth",
    relation,
    min,
    max,
    atLeast,
  });
  test.each([
    ["on", "1960-05-01", "1960-05-31", "POSSIBLE", [A]],
    ["on", "1960-05-01", "1960-05-31", "CERTAIN", []],
    ["on", "1960-01-01", "1961-12-31", "CERTAIN", [A, C]],
    ["on", "1960-05-01", "1960-05-31", "UNDATED", [A, B]],
    ["from", "1960-06-01", "1960-06-30", "POSSIBLE", [A, C]],
    ["from", "1960-06-01", "1960-06-30", "CERTAIN", [C]],
    ["to", "1960-06-01", "1960-06-30", "POSSIBLE", [A]],
    ["to", "1960-06-01", "1960-06-30", "CERTAIN", []],
    ["to", "1960-12-01", "1960-12-31", "CERTAIN", [A]],
    ["to", "1959-01-01", "1959-12-31", "UNDATED", [B]],
  ] as const)("%s %s to %s, %s", async (relation, min, max, atLeast, expected) => {
    expect(await officials(dated(relation, min, max, atLeast))).toEqual(expected);
  });
});

describe("a tenure at a time", () => {
  const held = (min: string, max: string, atLeast: Certainty): Predicate => ({
    kind: "held",
    question: { min, max, atLeast },
  });
  const [certain, past, undated] = ["tenure/certain", "tenure/past", "tenure/undated"];
  test.each([
    ["2024-07-08", "2024-07-08", "CERTAIN", [certain]],
    ["2023-07-08", "2024-07-08", "CERTAIN", []],
    ["2023-07-08", "2023-07-08", "POSSIBLE", [certain]],
    ["2000-07-08", "2023-07-08", "POSSIBLE", [certain, past]],
    ["2024-07-08", "2024-07-08", "UNDATED", [certain, undated]],
  ] as const)("%s to %s, %s", async (min, max, atLeast, expected) => {
    expect(await idsWhere(engine, "Tenure", held(min, max, atLeast))).toEqual(expected);
  });

  const heldThen = (where: Predicate, atLeast: Certainty): Predicate => ({
    kind: "heldThen",
    scope: "VISIBLE",
    where,
    atLeast,
  });
  test.each([
    ["a stated tenure is certain, dated or not", always, "CERTAIN", ["participation/1", "participation/2"]],
    ["the tenure's own conditions hold", compare("id", "eq", certain), "POSSIBLE", ["participation/2"]],
    ["a past tenure is none", compare("id", "eq", past), "UNDATED", []],
  ] as const)("heldThen: %s", async (_name, where, atLeast, expected) => {
    expect(await participations(heldThen(where, atLeast))).toEqual(expected);
  });
});

describe("scopes", () => {
  test.each([
    ["VISIBLE", ["participation/1", "participation/2"]],
    ["ANY_STATUS", ["participation/1", "participation/2", "participation/proposed"]],
    ["ANY_RANK", ["participation/1", "participation/2", "participation/deprecated"]],
    [
      "ALL",
      [
        "participation/1",
        "participation/2",
        "participation/deprecated",
        "participation/neither",
        "participation/proposed",
      ],
    ],
  ] as const)("%s", async (scope, expected) => {
    expect([...(await participations(always, scope))].sort()).toEqual(expected);
  });
});

describe("neighbours", () => {
  const roles = (quantifier: "some" | "none" | "every", scope: Scope, where: Predicate): Predicate => ({
    kind: "related",
    hop: hop("<-[:BY]-", "Participation"),
    quantifier,
    scope,
    where,
  });
  const chairs = compare("role", "eq", "CHAIR");
  test.each([
    ["some", "VISIBLE", chairs, [A]],
    ["none", "VISIBLE", chairs, [B, C]],
    ["every", "VISIBLE", chairs, [A, C]],
    ["every", "ANY_STATUS", not(chairs), [C]],
    ["some", "ANY_STATUS", chairs, [A, B]],
    ["some", "ALL", always, [A, B, C]],
    ["none", "VISIBLE", always, [C]],
    ["every", "VISIBLE", { kind: "any", of: [] }, [C]],
  ] as const)("%s in %s", async (quantifier, scope, where, expected) => {
    expect(await officials(roles(quantifier, scope, where))).toEqual(expected);
  });

  const at = (where: Predicate): Predicate => ({
    kind: "related",
    hop: hop("-[:AT]->", "Conference", "Interview"),
    quantifier: "some",
    scope: "ALL",
    where,
  });
  const heldIn = (where: Predicate): Predicate => ({
    kind: "related",
    hop: hop("-[:HELD_IN]->", "Province"),
    quantifier: "some",
    scope: "ALL",
    where,
  });

  test("an anchored filter finds what the plain test of every node finds", async () => {
    const anchoredAndNot = async (where: Predicate) => {
      const [found, again] = [await participations(where), await participations(not(not(where)))];
      expect([...again].sort()).toEqual([...found].sort());
      return [...found].sort();
    };
    expect(await anchoredAndNot(at(compare("id", "eq", "event/1")))).toEqual(["participation/1", "participation/2"]);
    expect(await anchoredAndNot(at(compare("id", "in", ["event/2", "nothing"])))).toEqual([]);
    expect(await anchoredAndNot(at(heldIn({ kind: "lineage", of: "province/ag" })))).toEqual([
      "participation/1",
      "participation/2",
    ]);
    expect(await anchoredAndNot({ kind: "all", of: [at(compare("id", "eq", "event/1")), chairs] })).toEqual([
      "participation/1",
    ]);
    expect(await anchoredAndNot(at({ kind: "type", types: ["Interview"] }))).toEqual([]);
  });

  test("a hop follows only neighbours of its types", async () => {
    const byOrganization: Predicate = {
      kind: "related",
      hop: hop("-[:BY]->", "Organization"),
      quantifier: "some",
      scope: "ALL",
      where: always,
    };
    expect(await participations(byOrganization)).toEqual([]);
  });

  test("a hop through a claim leads to the entity behind it", async () => {
    const successor: Predicate = {
      kind: "related",
      hop: {
        arrow: "<-[:PREDECESSOR]-",
        types: ["Province"],
        through: { arrow: "-[:SUCCESSOR]->", type: "Succession" },
      },
      quantifier: "some",
      scope: "ALL",
      where: compare("id", "eq", "province/ag"),
    };
    expect(await idsWhere(engine, "Province", successor)).toEqual(["province/kg"]);
    expect(await idsWhere(engine, "Province", not(not(successor)))).toEqual(["province/kg"]);
  });
});

describe("lineage", () => {
  const inLineage = (of: string): Predicate => ({ kind: "lineage", of });
  test.each([
    ["province/kg", ["province/ag", "province/kg"]],
    ["province/hn", []],
    ["province/nothing", []],
  ] as const)("%s", async (of, expected) => {
    expect(await idsWhere(engine, "Province", inLineage(of))).toEqual(expected);
  });
});
