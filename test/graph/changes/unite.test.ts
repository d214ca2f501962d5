import { expect, test } from "vitest";
import { unite } from "../../../src/graph/changes/unite.js";
import type { NodeRecord, Passage } from "../../../src/graph/record.js";

const official = (properties: NodeRecord["properties"], ...passages: readonly Partial<Passage>[]): NodeRecord => ({
  id: "official/an",
  type: "Official",
  properties: { name: "An", ...properties },
  links: passages.map((passage) => ({
    type: "MENTIONED_IN",
    to: "source/one",
    passage: { start: 0, end: 5, inferred: false, supports: [], ...passage },
  })),
});

const claim = (properties: NodeRecord["properties"], links: NodeRecord["links"] = []): NodeRecord => ({
  id: "participation/1",
  type: "Participation",
  properties,
  links,
});

test("properties, aliases and supports unite, without derived properties", () => {
  const { record, conflicts } = unite(
    official({ birth: "1960", aliases: ["B", "A"], nameFold: "an" }, { supports: ["name"] }),
    official({ kind: "OFFICIAL", aliases: ["C", "A"] }, { supports: ["birth"], asWritten: "An" }),
  );
  expect(conflicts).toEqual([]);
  expect(record).toEqual(
    official(
      { kind: "OFFICIAL", birth: "1960", aliases: ["A", "B", "C"] },
      { supports: ["birth", "name"], asWritten: "An" },
    ),
  );
});

test("a different value of a single-valued property is a conflict that says both", () => {
  const { record, conflicts } = unite(official({ birth: "1961" }), official({ birth: "1960" }));
  expect(conflicts).toEqual([{ property: "birth", reason: 'says "1961" where the graph says "1960"' }]);
  expect(record.properties["birth"]).toBe("1960");
});

test("one id is of one type", () => {
  const { conflicts } = unite(official({}), { ...official({}), type: "Position" });
  expect(conflicts).toEqual([
    { property: "type", reason: "is an Official here and a Position in the graph: one id, one type" },
  ]);
});

test("a rank that is stated and differs is a conflict, one that is not stated is none", () => {
  expect(unite(claim({ rank: "DEPRECATED" }), claim({ rank: "NORMAL" })).conflicts).toHaveLength(1);
  expect(unite(claim({}), claim({ rank: "DEPRECATED" }))).toMatchObject({
    record: { properties: { rank: "DEPRECATED" } },
    conflicts: [],
  });
});

test("the first recording is kept, whichever comes first", () => {
  const early = claim({ recordedAt: "2026-01-01T00:00:00.000Z", recordedBy: "B" });
  const late = claim({ recordedAt: "2026-02-01T00:00:00.000Z", recordedBy: "A" });
  expect(unite(early, late).record).toEqual(early);
  expect(unite(late, early).record).toEqual(early);
});

test("capacities unite in the order of the sources; a second event is a conflict", () => {
  const capacity = (to: string) => ({ type: "IN_CAPACITY_OF", to }) as const;
  const at = (to: string) => ({ type: "AT", to }) as const;
  const { record, conflicts } = unite(
    claim({}, [at("event/b"), capacity("tenure/3"), capacity("tenure/1")]),
    claim({}, [at("event/a"), capacity("tenure/2"), capacity("tenure/1")]),
  );
  expect(record.links.map(({ to }) => to)).toEqual(["event/a", "tenure/2", "tenure/1", "tenure/3"]);
  expect(conflicts).toMatchObject([{ link: at("event/b") }]);
});

test("one passage is not both inferred and read, and is written in one way", () => {
  const reasons = (here: Partial<Passage>, there: Partial<Passage>) =>
    unite(official({}, here), official({}, there)).conflicts.map(({ reason }) => reason);
  expect(reasons({ inferred: true }, {})[0]).toMatch(/once inferred and once not/);
  expect(reasons({ asWritten: "a" }, { asWritten: "b" })[0]).toMatch(/as "a" and as "b"/);
  expect(reasons({ inferred: true, end: 6 }, {})).toEqual([]);
});
