import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documents } from "../../scripts/generate/graph.js";
import type { Document } from "../../src/load/document.js";
import { loadDocuments } from "../../src/load/load.js";
import { openGraph } from "../load/open.js";
import { files } from "../load/small.js";

const provinces = readFileSync(new URL("../../data/provinces.csv", import.meta.url), "utf8");
const generate = (officials: number, seed: string) => [...documents({ officials, seed, provinces })];
const lines = (all: readonly Document[]) => all.map((each) => JSON.stringify(each)).join("\n");

const graph = generate(1_000, "one");
const claims = graph.flatMap((document) => document.claims ?? []);
const entities = graph.flatMap((document) => document.entities ?? []);

describe("a generated graph", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(lines(generate(1_000, "one"))).toBe(lines(graph));
    expect(lines(generate(1_000, "two"))).not.toBe(lines(graph));
  });

  test("has as many officials as were asked for, and about five claims of each", () => {
    const officials = entities.filter(({ type, id }) => type === "Official" && /-\d+$/.test(id) && !/-h\d+$/.test(id));
    expect(officials).toHaveLength(1_000);
    expect(claims.length / officials.length).toBeGreaterThan(4);
    expect(claims.length / officials.length).toBeLessThan(6);
  });

  test("is skewed: a few are seen everywhere, most at an event or two", () => {
    const seen = new Map<string, number>();
    for (const claim of claims) {
      if (claim.type !== "Participation" || claim.official === undefined) continue;
      seen.set(claim.official, (seen.get(claim.official) ?? 0) + 1);
    }
    const counts = [...seen.values()].sort((a, b) => b - a);
    expect(counts[0]).toBeGreaterThan(20);
    expect(counts[counts.length >> 1]).toBeLessThan(5);
  });

  test("has every type, dates known to the year, month and day, and provinces of both times", () => {
    expect(new Set(entities.map(({ type }) => type))).toHaveLength(10);
    expect(new Set(claims.map(({ type }) => type))).toHaveLength(4);
    const dates = claims.flatMap((claim) => (claim.type === "Tenure" && claim.from ? [claim.from.length] : []));
    expect(new Set(dates)).toEqual(new Set([4, 7, 10]));
    const held = entities.flatMap((entity) => ("province" in entity && entity.province ? [entity.province] : []));
    expect(held.some((id) => id.endsWith("-2025"))).toBe(true);
  });

  test("loads without a refusal, whole and in batches, to the same graph", async () => {
    const [path = ""] = files({ "graph.ndjson": lines(graph) });
    const [whole, parts] = [await openGraph(), await openGraph()];
    const told: number[] = [];
    const loaded = await loadDocuments(whole, [path]);
    const inParts = await loadDocuments(parts, [path], { batch: 1_500, onStored: (count) => told.push(count) });
    expect(loaded.refusals).toEqual([]);
    expect(inParts.refusals).toEqual([]);
    expect(told.length).toBeGreaterThan(3);
    expect((await parts.info()).counts).toEqual((await whole.info()).counts);
  });
});

test("a line that is no document is named; in batches, what came before it stays", async () => {
  const [path = ""] = files({ "broken.ndjson": `${lines(graph.slice(0, 40))}\n{"source": 1}\n` });
  const refused = { file: `${path}:41`, pointer: "/source", reason: "must be an object; it is 1" };
  const engine = await openGraph();
  expect((await loadDocuments(engine, [path])).refusals).toContainEqual(refused);
  expect((await engine.info()).counts.Official).toBe(0);
  const report = await loadDocuments(engine, [path], { batch: 100 });
  expect(report.refusals).toContainEqual(refused);
  expect((await engine.info()).counts.Official).toBeGreaterThan(0);
});
