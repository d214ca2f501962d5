import { describe, expect, test } from "vitest";
import type { LoadOptions } from "../../src/load/load.js";
import { loadDocuments } from "../../src/load/load.js";
import { openGraph } from "./open.js";
import { files, small } from "./small.js";

/** What is refused of a file, as [pointer, reason], and that nothing was loaded. */
async function refusalsOf(content: unknown, options: LoadOptions = {}, name = "bad.json") {
  const engine = await openGraph();
  const good = JSON.stringify({ source: { id: "source/good", title: "Good", sha256: "9".repeat(64) } });
  const paths = files({ "good.json": good, [name]: content });
  const { refusals } = await loadDocuments(engine, paths, options);
  expect(new Set(refusals.map(({ file }) => file))).toEqual(new Set(paths.slice(1)));
  expect(await engine.read(["source/good"])).toEqual([]);
  expect((await engine.info()).revision).toBe(0);
  return refusals.map(({ pointer, reason }) => [pointer, reason]);
}

/** The small document with the value at a path replaced, or removed if it is undefined. */
function changed(path: string, value: unknown): unknown {
  const document: unknown = JSON.parse(JSON.stringify(small));
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  let at: unknown = document;
  for (const key of keys) at = Reflect.get(Object(at), key);
  if (value === undefined) Reflect.deleteProperty(Object(at), last);
  else Reflect.set(Object(at), last, value);
  return document;
}

const refused = (path: string, value: unknown) => refusalsOf(changed(path, value));

describe("a file is refused whole", () => {
  test("that is not JSON, or not UTF-8, or not there", async () => {
    expect(await refusalsOf("{ not json")).toEqual([["", expect.stringMatching(/^is not JSON: /)]]);
    const missing = await loadDocuments(await openGraph(), ["/nowhere/at-all.json"]);
    expect(missing.refusals).toMatchObject([{ pointer: "", reason: expect.stringMatching(/^cannot be read: /) }]);
    expect(await refusalsOf([])).toEqual([["", "must be an object; it is []"]]);
    expect(await refusalsOf("a,b\n1,2\n", {}, "bad.csv")).toEqual([
      ["", "is not a table of provinces such as data/provinces.csv"],
    ]);
  });
});

describe("the schema's refusals say in words what would be right", () => {
  test.each([
    ["source", undefined, "", "source is missing"],
    ["recorded", 5, "/recorded", "must be an object; it is 5"],
    ["source/sha256", "abc", "/source/sha256", /^must be the SHA-256 of the source file's bytes.*; it is "abc"$/],
    ["source/url", "ftp://a", "/source/url", /^must be a web address/],
    [
      "entities/0/type",
      "Person",
      "/entities/0/type",
      /^must be one of Official, Position, .*Contest.*; it is "Person"$/,
    ],
    ["entities/0/kind", "CHIEF", "/entities/0/kind", 'must be one of OFFICIAL, JOURNALIST, HISTORICAL; it is "CHIEF"'],
    ["entities/0/birth", "2023-02-30", "/entities/0/birth", /^must be a real calendar date .*; it is "2023-02-30"$/],
    ["entities/0/birth", "2023-9", "/entities/0/birth", /^must be a real calendar date/],
    ["entities/0/born", "1960", "/entities/0/born", /^is not known here: the properties are type, id, name, /],
    ["entities/0/name", undefined, "/entities/0", "name is missing"],
    ["entities/0/name", "Nguyễn\u0007", "/entities/0/name", /^must be a text that is not blank and holds no control/],
    ["entities/0/name", " ", "/entities/0/name", /^must be a text that is not blank/],
    [
      "entities/0/id",
      "officials/an",
      "/entities/0/id",
      /^must be the id of an official, as in official\/mai-van-huynh/,
    ],
    ["entities/0/id", "official/An", "/entities/0/id", /^must be the id of an official/],
    ["entities/0/aliases", ["A", "A"], "/entities/0/aliases/1", "repeats item 0"],
    ["entities/0/mentions/0/start", -1, "/entities/0/mentions/0/start", /^must be a number of Unicode code points/],
    ["claims/0/position", "organization/x", "/claims/0/position", /^must be the id of a position/],
    ["claims/0/ordinal", 0, "/claims/0/ordinal", "must be a whole number of at least 1; it is 0"],
    ["claims/0/evidence", [], "/claims/0/evidence", "must be at least one item; it is []"],
    ["claims/0/evidence", undefined, "/claims/0", "evidence is missing"],
    ["claims/1/evidence/0/asWritten", "a".repeat(81), "/claims/1/evidence/0/asWritten", /at most 80 characters/],
    ["claims/1/inCapacityOf/0", "official/an", "/claims/1/inCapacityOf/0", /^must be the id of a position/],
    ["claims/1/inCapacityOf/0", { ordinal: 2 }, "/claims/1/inCapacityOf/0", "position is missing"],
    [
      "claims/3/subject",
      "official/an",
      "/claims/3/subject",
      'must be the id of a resolution, an anniversary or an event; it is "official/an"',
    ],
    ["recorded/at", "yesterday", "/recorded/at", /^must be a moment such as/],
  ])("%s = %j", async (path, value, pointer, reason) => {
    const expected = typeof reason === "string" ? reason : expect.stringMatching(reason);
    expect(await refused(path, value)).toEqual([[pointer, expected]]);
  });

  test("all that is wrong is said at once", async () => {
    const both = JSON.parse(JSON.stringify(changed("entities/0/kind", "CHIEF")));
    both.claims[0].evidence[0].end = "x";
    expect(await refusalsOf(both)).toHaveLength(2);
  });
});

describe("what no schema can say is refused too", () => {
  test("an id that stands twice in a file, at its second place", async () => {
    expect(await refused("entities/1/id", "official/an")).toEqual([
      ["/entities/1/id", "official/an stands already at /entities/0"],
    ]);
    expect(await refused("claims/2", small.claims[1])).toEqual([
      ["/claims/2", "the same Participation stands already at /claims/1"],
    ]);
  });

  test("an end that is not after its start", async () => {
    expect(await refused("claims/0/evidence/0/end", 0)).toEqual([
      ["/claims/0/evidence/0/end", "0 is not after start 0"],
    ]);
  });

  test("an offset past the end of a text that is at hand, and a piece that the passage does not hold", async () => {
    const texts = { text: (sha256: string) => (sha256 === small.source.sha256 ? "😀".repeat(79) : undefined) };
    expect(await refusalsOf(small, { texts })).toEqual([
      ["/claims/1/evidence/0/asWritten", 'the passage does not contain "chủ trì"'],
      ["/claims/3/evidence/0/end", "80 is past the end of the source (79 characters)"],
    ]);
  });

  test("an end before a beginning", async () => {
    const tenure = { ...small.claims[0], from: "2024-03", to: "2024-02-28" };
    expect(await refused("claims/0", tenure)).toEqual([["/claims/0/to", "2024-02-28 is before from 2024-03"]]);
    const conference = { ...small.entities[5], endDate: "2024" };
    expect(await refused("entities/5", conference)).toEqual([["/entities/5/endDate", "needs a date"]]);
  });

  test("an attestation on a day when the post cannot have been held", async () => {
    const tenure = { ...small.claims[0], to: "2020", attestedOn: ["2024-07-08"] };
    expect(await refused("claims/0", tenure)).toEqual([["/claims/0", expect.stringContaining("2024-07-08")]]);
  });

  test("a participation of nobody, or of two", async () => {
    const reason = "needs exactly one of official, organization and description";
    expect(await refused("claims/2/description", undefined)).toEqual([["/claims/2", reason]]);
    expect(await refused("claims/2/official", "official/an")).toEqual([["/claims/2", reason]]);
    expect(await refused("claims/2/inCapacityOf", ["position/bi-thu"])).toEqual([
      ["/claims/2/inCapacityOf", "belongs to an official: only persons hold positions"],
    ]);
  });

  test("a reference that leads nowhere, at the reference", async () => {
    const gone = (id: string) => `${id} does not exist: neither the documents nor the graph have it`;
    expect(await refused("entities/3/province", "province/b")).toEqual([["/entities/3/province", gone("province/b")]]);
    expect(await refused("claims/1/inCapacityOf/0", { position: "position/bi-thu", ordinal: 2 })).toEqual([
      ["/claims/1/inCapacityOf/0", expect.stringMatching(/^tenure\/.* does not exist/)],
    ]);
    expect(await refused("claims/1/rivalOf", ["topic/0123456789abcdef"])).toEqual([
      ["/claims/1/rivalOf/0", gone("topic/0123456789abcdef")],
    ]);
    expect(await refused("entities/5/organizers", ["organization/none"])).toEqual([
      ["/entities/5/organizers/0", gone("organization/none")],
    ]);
  });

  test("a thing that refers to itself", async () => {
    expect(await refused("entities/3/partOf", "organization/tinh-uy")).toEqual([
      ["/entities/3/partOf", "refers to itself"],
    ]);
  });

  test("an entity that lacks what no document states", async () => {
    expect(await refused("entities/4/organization", undefined)).toEqual([
      ["/entities/4/organization", "is missing: no document states it"],
    ]);
    expect(await refused("entities/0/kind", undefined)).toEqual([
      ["/entities/0/kind", "is missing: no document states it"],
    ]);
  });
});
