import { expect, test } from "vitest";
import { planChanges } from "../../../src/graph/changes/change-set.js";
import { exportGraph } from "../../../src/graph/changes/export.js";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { recordsOf, second, small } from "../../load/small.js";
import { people } from "./verbs/merge-people.js";

async function engineOf(...batches: readonly (readonly NodeRecord[])[]): Promise<EmbeddedEngine> {
  const engine = await EmbeddedEngine.open({ path: undefined });
  for (const batch of batches) await engine.apply((await planChanges(engine, batch)).changes);
  return engine;
}

test("an export is one line for each node, by id, with what is stated and nothing else", async () => {
  const lines = (await exportGraph(await engineOf(recordsOf(small)))).split("\n");
  expect(lines.pop()).toBe("");
  const ids = lines.map((line) => String(JSON.parse(line).id));
  expect(ids).toEqual(
    recordsOf(small)
      .map(({ id }) => id)
      .sort(),
  );
  expect(lines[ids.indexOf("official/an")]).toBe(
    '{"id":"official/an","type":"Official","properties":{"aliases":[],"kind":"OFFICIAL","name":"Nguyễn Văn An"},' +
      '"links":[{"type":"MENTIONED_IN","to":"source/one",' +
      '"passage":{"end":10,"inferred":false,"start":0,"supports":["name"]}}]}',
  );
});

test("the order in which documents are loaded changes no byte", async () => {
  const [one, other] = [recordsOf(small), recordsOf(second)];
  // The second document leaves out what the first one says of the two that it repeats.
  const first = await exportGraph(await engineOf([...one, ...other]));
  expect(await exportGraph(await engineOf([...other, ...one]))).toBe(first);
  expect(await exportGraph(await engineOf(one, other))).toBe(first);
});

test("an empty graph is an empty text", async () => {
  expect(await exportGraph(await engineOf())).toBe("");
});

test("an engine keeps what a merge states", async () => {
  const graph = await people();
  await graph.merge("official/nguyen-thuy", "official/thuy");
  const records = graph.store.records.map((record) => {
    const { version: _, ...properties } = record.properties;
    return { ...record, properties };
  });
  const engine = await EmbeddedEngine.open({ path: undefined });
  await engine.apply({ puts: records });
  expect(await exportGraph(engine)).toBe(await graph.export());
});
