import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { keptColumns } from "../../../src/graph/embedded/store/columns-file.js";
import { nodeTypes } from "../../../src/graph/node-types.js";
import { loadBundled } from "../../../src/load/bundled.js";
import { entity, source } from "./records.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-columns-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const graph = () => join(folder, "graph.mdb");
const columns = () => join(folder, "graph.columns");
const kept = () => keptColumns(folder, graph());

async function opened<T>(use: (engine: EmbeddedEngine) => Promise<T>): Promise<T> {
  const engine = await EmbeddedEngine.open({ path: folder });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

/** Everything that the engine says of its graph without a query. */
async function contentOf(engine: EmbeddedEngine) {
  const ids = (await Promise.all(nodeTypes.map((type) => engine.ids(type)))).flat();
  const referrers = await Promise.all(ids.map(async (id) => [...(await engine.referrers([id]))].sort()));
  return { ids, referrers, records: await engine.read(ids), info: await engine.info() };
}

describe("columns kept for the next start", () => {
  test("are those of the store, also over a start without a write and after later writes", async () => {
    await opened(loadBundled);
    expect(kept()).toBeDefined();
    const restored = await opened(contentOf);
    expect(kept()).toBeDefined();
    rmSync(columns());
    expect(await opened(contentOf)).toEqual(restored);
    expect(restored.ids.length).toBeGreaterThan(100);

    const [first] = restored.ids;
    const more = [entity("Official", "official/new", "Mới", { aliases: ["A", "B"] }), source("source/new")];
    await opened((engine) => engine.apply({ puts: more }));
    await opened(async (engine) => {
      expect((await engine.read(["official/new", "source/new", first ?? ""])).length).toBe(3);
      const write = { puts: [], removes: ["official/new"] };
      await engine.transact([], async () => ({ writes: write, result: undefined }));
    });
    await opened(async (engine) => {
      expect(await engine.read(["official/new"])).toEqual([]);
      await engine.apply({ puts: [entity("Official", "official/new", "Wieder")] });
    });
    const after = await opened(contentOf);
    rmSync(columns());
    expect(await opened(contentOf)).toEqual(after);
    // The version counts on from the removed one.
    expect(after.records.find(({ id }) => id === "official/new")?.properties["version"]).toBeGreaterThan(1);
  });

  test("are passed over where the store has gone on without them", async () => {
    await opened((engine) => engine.apply({ puts: [source("source/one")] }));
    const old = readFileSync(columns());
    await opened((engine) => engine.apply({ puts: [source("source/two")] }));
    writeFileSync(columns(), old);
    expect(kept()).toBeUndefined();
    await opened(async (engine) => expect(await engine.ids("Source")).toEqual(["source/one", "source/two"]));
    expect(kept()).toBeDefined();
  });

  test("are passed over beside another store of the same revision", async () => {
    await opened((engine) => engine.apply({ puts: [source("source/one")] }));
    const other = join(folder, "other");
    const engine = await EmbeddedEngine.open({ path: other });
    await engine.apply({ puts: [source("source/two")] });
    await engine.close();
    copyFileSync(join(other, "graph.mdb"), graph());
    await opened(async (each) => expect(await each.ids("Source")).toEqual(["source/two"]));
  });

  test("are passed over if they are torn or changed anywhere", async () => {
    await opened(loadBundled);
    const whole = readFileSync(columns());
    const { size } = statSync(columns());
    for (const at of [0, 3, 20, 29, 40, 200, 2000, Math.floor(size / 2), size - 1]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      writeFileSync(columns(), changed);
      expect(kept(), `changed at ${at}`).toBeUndefined();
      writeFileSync(columns(), whole);
      truncateSync(columns(), at);
      expect(kept(), `cut at ${at}`).toBeUndefined();
    }
    writeFileSync(columns(), whole);
    expect(kept()).toBeDefined();
  });

  test("are no reason to fail where they cannot be written", async () => {
    await opened((engine) => engine.apply({ puts: [source("source/one")] }));
    rmSync(columns());
    const engine = await EmbeddedEngine.open({ path: folder });
    await engine.apply({ puts: [source("source/two")] });
    const warned = new Promise<Error>((done) => process.once("warning", done));
    // A folder stands where the file would be written.
    mkdirSync(join(folder, "graph.columns.partial", "x"), { recursive: true });
    await engine.close();
    expect((await warned).message).toMatch(/could not be kept/);
    expect(existsSync(columns())).toBe(false);
    await opened(async (each) => expect(await each.ids("Source")).toHaveLength(2));
  });
});
