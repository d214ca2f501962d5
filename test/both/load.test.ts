import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { bundledFiles } from "../../src/load/bundled.js";
import { loadDocuments } from "../../src/load/load.js";
import { files } from "../load/small.js";
import { describeBothEngines } from "../support/engines.js";
import { servingBundled } from "../support/serve.js";

const text = "Đồng chí Mai Văn Huỳnh phát biểu.";
const sha256 = createHash("sha256").update(text).digest("hex");
const source = { id: "source/bad", title: "A document with one mistake", sha256 };
const tenure = {
  type: "Tenure",
  official: "official/mai-van-huynh",
  position: "position/tong-bi-thu",
  evidence: [{ start: 9, end: 22, asWritten: "Mai Văn Huỳnh" }],
};
const official = { type: "Official", id: "official/new", name: "Somebody", kind: "OFFICIAL" };

const mistakes = [
  {
    what: "a dangling reference",
    document: { source, entities: [official], claims: [{ ...tenure, position: "position/nowhere" }] },
    pointer: "/claims/0/position",
    reason: "position/nowhere does not exist: neither the documents nor the graph have it",
  },
  {
    what: "a duplicate id",
    document: { source, entities: [official, { ...official, name: "Another" }] },
    pointer: "/entities/1/id",
    reason: "official/new stands already at /entities/0",
  },
  {
    what: "an offset past the end",
    document: { source, entities: [official], claims: [{ ...tenure, evidence: [{ start: 9, end: 34 }] }] },
    pointer: "/claims/0/evidence/0/end",
    reason: "34 is past the end of the source (33 characters)",
  },
  {
    what: "an end before its beginning",
    document: { source, entities: [official], claims: [{ ...tenure, from: "2024", to: "2023-12" }] },
    pointer: "/claims/0/to",
    reason: "2023-12 is before from 2024",
  },
];

describeBothEngines("loading", (open) => {
  const server = servingBundled(open);
  const texts = { text: (of: string) => (of === sha256 ? text : undefined) };
  const state = async (engine: Engine) => {
    const { revision, counts } = await engine.info();
    return { revision, counts };
  };

  it.each(mistakes)("refuses $what with file, pointer and reason, and loads nothing", async (mistake) => {
    const { engine, data } = server();
    const before = await state(engine);
    const [path = ""] = files({ "bad.json": mistake.document });
    const { refusals } = await loadDocuments(engine, [path], { texts });
    expect(refusals).toEqual([{ file: path, pointer: mistake.pointer, reason: mistake.reason }]);
    expect(await state(engine)).toEqual(before);
    expect(await data('{ official(id: "official/new") { id } source(id: "source/bad") { id } }')).toEqual({
      official: null,
      source: null,
    });
  });

  it("a second time changes nothing", async () => {
    const { engine } = server();
    const before = await state(engine);
    const { created, updated, unchanged, refusals } = await loadDocuments(engine, bundledFiles());
    expect({ created, updated, refusals }).toEqual({ created: 0, updated: 0, refusals: [] });
    expect(unchanged).toBeGreaterThan(300);
    expect(await state(engine)).toEqual(before);
  });

  it("a good document adds what it states, at once and in one revision", async () => {
    const { engine, data } = server();
    const before = await state(engine);
    const claims = [{ ...tenure, from: "2031-01-01" }];
    await loadDocuments(engine, files({ "good.json": { source, entities: [official], claims } }), { texts });
    const query =
      '{ position(id: "position/tong-bi-thu") { holders(on: "2031-06") { certainty tenure { official { name } } } } }';
    expect(await data(query)).toEqual({
      position: { holders: [{ certainty: "POSSIBLE", tenure: { official: { name: "Mai Văn Huỳnh" } } }] },
    });
    const { graphInfo } = await data("{ graphInfo { revision counts { type count } } }");
    expect(graphInfo.revision).toBe(before.revision + 1);
    expect(graphInfo.counts).toContainEqual({ type: "Tenure", count: before.counts.Tenure + 1 });
    expect(graphInfo.counts).toContainEqual({ type: "Official", count: before.counts.Official + 1 });
  });
});
