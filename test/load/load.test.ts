import { describe, expect, test } from "vitest";
import { byCodeUnit } from "../../src/graph/changes/reading.js";
import type { Engine } from "../../src/graph/engine.js";
import { bundledFiles, loadBundled } from "../../src/load/bundled.js";
import { loadDocuments } from "../../src/load/load.js";
import fc from "../support/property.js";
import { openGraph } from "./open.js";
import { files, mention, recordsOf, second, small } from "./small.js";

const ids = [...new Set(recordsOf(small, second).map(({ id }) => id))];

async function everything(engine: Engine) {
  const records = await engine.read(ids);
  return [...records].sort((a, b) => byCodeUnit(a.id, b.id));
}

const paths = files({ "small.json": small, "second.json": second });

describe("loading documents", () => {
  test("reports what was created, and the second time changes nothing", async () => {
    const engine = await openGraph();
    const report = await loadDocuments(engine, paths);
    const counts = { files: 2, entities: 7, claims: 4, sources: 2 };
    expect(report).toEqual({ ...counts, created: 13, updated: 0, unchanged: 0, refusals: [] });
    const { revision } = await engine.info();
    const again = await loadDocuments(engine, paths);
    expect(again).toEqual({ ...counts, created: 0, updated: 0, unchanged: 13, refusals: [] });
    expect((await engine.info()).revision).toBe(revision);
  });

  test("a dry run says the same and writes nothing", async () => {
    const engine = await openGraph();
    expect(await loadDocuments(engine, paths, { dryRun: true })).toMatchObject({ created: 13 });
    expect(await everything(engine)).toEqual([]);
  });

  test("a conflict with the graph or with another document says both values", async () => {
    const other = {
      ...second,
      entities: [{ type: "Official", id: "official/an", name: "Ông An", mentions: [mention(0, "name")] }],
      claims: [],
    };
    const [first = "", conflicting = ""] = files({ "a.json": small, "b.json": other });
    const engine = await openGraph();
    const words = (holder: string) =>
      `says "Ông An" where ${holder} says "Nguyễn Văn An": a second name belongs in aliases`;
    expect((await loadDocuments(engine, [conflicting, first])).refusals).toEqual([
      { file: conflicting, pointer: "/entities/0/name", reason: words("another document") },
    ]);
    await loadDocuments(engine, [first]);
    expect((await loadDocuments(engine, [conflicting])).refusals).toEqual([
      { file: conflicting, pointer: "/entities/0/name", reason: words("the graph") },
    ]);
  });

  test("progress is told file by file", async () => {
    const told: number[] = [];
    await loadDocuments(await openGraph(), paths, { onProgress: (done) => told.push(done) });
    expect(told).toEqual([1, 2]);
  });

  test("documents that do not say who recorded them keep their first recording", async () => {
    const { recorded: _, ...document } = small;
    const [path = ""] = files({ "a.json": document });
    const engine = await openGraph();
    await loadDocuments(engine, [path], { recordedBy: "first" });
    expect(await loadDocuments(engine, [path], { recordedBy: "second" })).toMatchObject({ unchanged: 12 });
  });
});

/** What a document says, cut into one document for each entity and claim of a source of its own. */
function scattered(): readonly string[] {
  const parts = [small, second].flatMap(({ recorded, source, entities, claims }) => [
    ...entities.map((entity) => ({ recorded, source, entities: [entity] })),
    ...claims.map((claim) => ({ recorded, source, claims: [claim] })),
  ]);
  return files(Object.fromEntries(parts.map((part, at) => [`${at}.json`, part])));
}

test("files loaded in any order give the same graph", async () => {
  const engine = await openGraph();
  await loadDocuments(engine, paths);
  const expected = await everything(engine);
  const pieces = scattered();
  const orders = fc.shuffledSubarray([...pieces], { minLength: pieces.length });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const shuffled = await openGraph();
      expect((await loadDocuments(shuffled, order)).refusals).toEqual([]);
      expect(await everything(shuffled)).toEqual(expected);
      await shuffled.close();
    }),
    { numRuns: 25 },
  );
});

test("the bundled facts load into an empty graph, once", async () => {
  const engine = await openGraph();
  const report = await loadBundled(engine);
  expect(report).toMatchObject({ files: bundledFiles().length, refusals: [] });
  expect(report?.entities).toBeGreaterThanOrEqual(88);
  expect(await loadBundled(engine)).toBeUndefined();
  expect(await loadDocuments(engine, bundledFiles())).toMatchObject({ created: 0, updated: 0 });
});
