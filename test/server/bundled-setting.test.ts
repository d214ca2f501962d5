import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { totals } from "../../src/graph/info.js";
import { loadDocuments } from "../../src/load/load.js";
import { openEngine } from "../../src/server/open-engine.js";
import { files, small } from "../load/small.js";

let path = "";
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "rolegraph-bundled-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

async function totalsWith(bundled: boolean, paths: readonly string[] = []) {
  const engine = await openEngine({ engine: { kind: "embedded", path, bundled } });
  try {
    if (paths.length > 0) await loadDocuments(engine, paths);
    return totals(await engine.info());
  } finally {
    await engine.close();
  }
}

it("an empty store stays empty if the bundled facts are not wanted, and then holds only what is loaded", async () => {
  expect(await totalsWith(false)).toEqual({ entities: 0, claims: 0 });
  const own = await totalsWith(false, files({ "small.json": small }));
  expect(own).toEqual({ entities: 7, claims: 4 });
  expect(await totalsWith(true)).toEqual(own);
});

it("an empty store is given the bundled facts unless the settings say otherwise", async () => {
  const { entities, claims } = await totalsWith(true);
  expect([entities > 100, claims > 100]).toEqual([true, true]);
});
