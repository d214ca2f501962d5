import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { checkFile } from "../../../src/graph/embedded/store/check/check-file.js";
import { LmdbStore } from "../../../src/graph/embedded/store/lmdb-store.js";
import { type Meta, metaOf, sumsOf } from "../../../src/graph/embedded/store/meta-record.js";
import type { Migration } from "../../../src/graph/embedded/store/migrations.js";
import { stepsOf } from "../../../src/graph/migrations.js";
import { entity } from "./records.js";

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-migrations-"));
  const engine = await EmbeddedEngine.open({ path: folder });
  await engine.apply({ puts: [entity("Official", "official/an", "An"), entity("Official", "official/ba", "Ba")] });
  await engine.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "graph.mdb");

/** Makes the store one of a version, as that version would have left it. */
async function age(version: number): Promise<void> {
  const root = open({ path: file(), noSubdir: true, maxDbs: 8 });
  const table = root.openDB<Meta, string>({ name: "meta" });
  const meta = table.get("meta");
  if (meta === undefined) throw new Error("The store says nothing of itself.");
  await table.put("meta", metaOf({ ...meta, schemaVersion: version }, sumsOf(meta) ?? new Map()));
  await root.close();
}

/** Gives each record the id that the version before wrote in capitals. */
const lower =
  (fail: boolean): Migration["run"] =>
  ({ records, names }) => {
    for (const { key, value } of Array.from(records.entries.getRange({}))) {
      if (!Array.isArray(value)) throw new Error("A record is no list.");
      const [shape, id, ...rest] = value;
      records.put(key, [shape, `${id}-x`, ...rest]);
      if (fail) throw new Error("The second half fails.");
    }
    return names;
  };
const steps = (fail: boolean): readonly Migration[] => [
  { from: -1, to: 0, run: lower(false) },
  { from: 0, to: 1, run: lower(fail) },
];

async function idsIn(): Promise<readonly string[]> {
  const engine = await EmbeddedEngine.open({ path: folder });
  try {
    return await engine.ids("Official");
  } finally {
    await engine.close();
  }
}

describe("a store of an older version", () => {
  test("is migrated when it is opened, step after step, and only once", async () => {
    await age(-1);
    const migrated = await LmdbStore.open(folder, steps(false));
    expect(migrated.revision).toBe(1);
    await migrated.close();
    const again = await LmdbStore.open(folder, steps(false));
    await again.close();
    expect(await idsIn()).toEqual(["official/an-x-x", "official/ba-x-x"]);
  });

  test("stays as it was if a step fails half way", async () => {
    await age(-1);
    const before = checkFile(file());
    await expect(LmdbStore.open(folder, steps(true))).rejects.toThrow("The second half fails.");
    expect(checkFile(file())).toEqual(before);
    const migrated = await LmdbStore.open(folder, steps(false));
    await migrated.close();
    expect(await idsIn()).toEqual(["official/an-x-x", "official/ba-x-x"]);
  });

  test("is refused where nothing leads from it, and is not changed", async () => {
    await age(0);
    const before = checkFile(file());
    await expect(LmdbStore.open(folder)).rejects.toThrow(
      "The stored graph has version 0, from which nothing leads to 1: start an older Rolegraph.",
    );
    expect(checkFile(file())).toEqual(before);
  });
});

test("the way from one version to another takes each step once", () => {
  const step = (from: number, to: number) => ({ from, to });
  expect(stepsOf([step(2, 3), step(0, 2), step(3, 4)], 0, 3)).toEqual([step(0, 2), step(2, 3)]);
  expect(stepsOf([], 3, 3)).toEqual([]);
  expect(() => stepsOf([step(0, 1)], 0, 2)).toThrow("version 1");
});
