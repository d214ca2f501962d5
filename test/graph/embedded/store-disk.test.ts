import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportGraph } from "../../../src/graph/changes/export.js";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { entity } from "./records.js";

/** Mounting needs root; elsewhere these are skipped. */
const mount = (...args: readonly string[]) => spawnSync("mount", args).status === 0;
const folder = mkdtempSync(join(tmpdir(), "rolegraph-disk-"));
const canMount = process.platform === "linux" && mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
if (canMount) spawnSync("umount", [folder]);
else console.log("No small disk can be mounted here (that needs root): the tests of a full disk are skipped.");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!canMount)("a disk", () => {
  const rejections: unknown[] = [];
  const note = (error: unknown) => rejections.push(error);
  beforeAll(() => {
    process.on("unhandledRejection", note);
  });
  afterAll(() => {
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });
  beforeEach(() => expect(mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", folder)).toBe(true));
  let engine: EmbeddedEngine;
  const opened = async () => {
    engine = await EmbeddedEngine.open({ path: data });
    return engine;
  };
  afterEach(async () => {
    await engine.close();
    // Lazily: lmdb lets go of a file that it only read when the process ends.
    expect(spawnSync("umount", ["-l", folder]).status).toBe(0);
  });

  const data = join(folder, "data");
  const filler = join(folder, "filler");
  const fill = () => {
    const file = openSync(filler, "a");
    const piece = Buffer.alloc(4096, 1);
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      expect(error).toMatchObject({ code: "ENOSPC" });
    } finally {
      closeSync(file);
    }
  };
  const many = (from: number, length = 400) =>
    Array.from({ length }, (_, i) => entity("Official", `official/n${from + i}`, `Người ${from + i}`));
  const refusal = {
    message: expect.stringMatching(
      /^The change could not be stored \(no space left on device\), and nothing of it is kept\./,
    ),
    extensions: { code: "UNAVAILABLE" },
  };

  test("that is full refuses the write, keeps the reads, loses nothing, and takes writes again when there is room", async () => {
    await opened();
    for (let i = 0; i < 3; i++) await engine.apply({ puts: many(i * 100) });
    const before = await exportGraph(engine);
    const history = await engine.changes({ after: 0, first: 100 });
    fill();
    for (let i = 0; i < 4; i++) {
      await expect(engine.apply({ puts: many(10_000 * (i + 1), 1_500) })).rejects.toMatchObject(refusal);
      expect(await exportGraph(engine)).toBe(before);
      expect(await engine.changes({ after: 0, first: 100 })).toEqual(history);
      expect((await engine.info()).revision).toBe(3);
    }
    rmSync(filler);
    expect(await engine.apply({ puts: many(5_000) })).toBe(4);
    const after = await exportGraph(engine);
    await engine.close();
    const again = await opened();
    expect(await exportGraph(again)).toBe(after);
    expect(await again.changes({ after: 0, first: 100 })).toHaveLength(4);
  });

  test("that was full when the process ended has what was acknowledged, and a start on it reads", async () => {
    await opened();
    await engine.apply({ puts: many(0) });
    fill();
    await expect(engine.apply({ puts: many(10_000, 1_500) })).rejects.toMatchObject(refusal);
    const before = await exportGraph(engine);
    await engine.close();
    // The columns of the close may have freed some room when they were dropped.
    fill();
    rmSync(join(data, "graph.mdb-lock"), { force: true });
    fill();
    await expect(EmbeddedEngine.open({ path: data })).rejects.toThrow(/ENOSPC/);
    rmSync(filler);
    const again = await opened();
    expect(await exportGraph(again)).toBe(before);
  });

  test("that is read-only is read, and refuses the write", async () => {
    await opened();
    await engine.apply({ puts: many(0) });
    const before = await exportGraph(engine);
    for (const keepsColumns of [true, false]) {
      await engine.close();
      if (!keepsColumns) {
        expect(mount("-o", "remount,rw", folder)).toBe(true);
        rmSync(join(data, "graph.columns"));
      }
      expect(mount("-o", "remount,ro", folder)).toBe(true);
      await opened();
      expect(await exportGraph(engine)).toBe(before);
      expect(await engine.changes({ after: 0, first: 10 })).toHaveLength(1);
      await expect(engine.apply({ puts: many(1_000) })).rejects.toMatchObject({
        message: expect.stringMatching(/^The data folder .* is on a read-only file system, so nothing can be stored;/),
        extensions: { code: "UNAVAILABLE" },
      });
      expect(await exportGraph(engine)).toBe(before);
    }
    await engine.close();
    expect(mount("-o", "remount,rw", folder)).toBe(true);
    await opened();
    expect(await engine.apply({ puts: many(1_000) })).toBe(2);
  });

  test("that is read-only and has no store is refused at once", async () => {
    await opened();
    await engine.close();
    expect(mount("-o", "remount,ro", folder)).toBe(true);
    await expect(EmbeddedEngine.open({ path: join(folder, "other") })).rejects.toThrow(/cannot be written \(\w+\)/);
  });
});
