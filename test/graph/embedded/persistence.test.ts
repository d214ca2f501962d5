import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { metaOf } from "../../../src/graph/embedded/store/meta-record.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { versioned } from "../../../src/graph/writes.js";
import { entity, event, evidence, link, mention, participation, record, source, tenure } from "./records.js";

const sourceOne = source("source/one");
const records: readonly NodeRecord[] = [
  // Links lead forward, to nodes that come later in the same change set.
  participation("participation/1", {
    by: "official/an",
    at: "event/e",
    capacities: ["tenure/2", "tenure/1"],
    properties: { award: "Bằng khen", count: 3, recordedAt: "not an instant" },
    links: [
      evidence("source/one", 40, 50, { asWritten: "ông An", inferred: true }),
      evidence("source/two", 5),
      evidence("source/one", 7, 9),
      link("RIVAL_OF", "participation/2"),
    ],
  }),
  participation("participation/2", { by: undefined, at: "event/e", properties: { status: "PROPOSED", note: "?" } }),
  tenure("tenure/1", {
    official: "official/an",
    position: "position/p",
    properties: { attestedOn: ["2024", "2024-07"] },
  }),
  tenure("tenure/2", {
    official: "official/an",
    position: "position/p",
    spans: ["2020-01-01", "2020-12-31", "2019-01-01", "9999-12-31"],
    known: [[-800000, 18000]],
  }),
  entity("Official", "official/an", "Nguyễn Văn An", { kind: "OFFICIAL", aliases: ["Ông An", "Ba An"] }, [
    mention("source/two", 1, 4, { supports: ["name", "birth"] }),
  ]),
  entity("Position", "position/p", "Trưởng Ban"),
  event("event/e", "2024-07-08", { places: ["Phú Quốc", ""], nameStated: false, score: 0.5 })([
    link("ORGANIZED_BY", "organization/b"),
    link("HELD_IN", "province/k"),
    link("ORGANIZED_BY", "organization/a"),
  ]),
  entity("Organization", "organization/a", "A"),
  entity("Organization", "organization/b", "B"),
  entity("Province", "province/k", "Kiên Giang", { lineageId: "province/a", code: "91" }),
  sourceOne,
  source("source/two"),
  record("Source", "source/bare"),
];

/** As they are stored when they are put for the first time. */
const stored = records.map((each) => versioned(each, 1));
const byId = (all: readonly NodeRecord[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
const ids = records.map(({ id }) => id);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-embedded-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const opened = async <T>(use: (engine: EmbeddedEngine) => Promise<T>): Promise<T> => {
  const engine = await EmbeddedEngine.open({ path: join(folder, ".data") });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
};

describe("a store on disk", () => {
  test("gives back exactly what was put, before and after it is opened again", async () => {
    await opened(async (engine) => {
      expect(await engine.apply({ puts: records })).toBe(1);
      expect(byId(await engine.read(ids))).toEqual(byId(stored));
    });
    await opened(async (engine) => {
      expect(byId(await engine.read([...ids, ...ids, "official/nobody"]))).toEqual(byId(stored));
      expect((await engine.info()).revision).toBe(1);
      expect((await engine.info()).counts).toMatchObject({ Participation: 1, Tenure: 2, Source: 3, Official: 1 });
    });
  });

  test("replaces a record whole and counts revisions over restarts", async () => {
    const renamed = entity("Official", "official/an", "Trần An", {}, []);
    await opened((engine) => engine.apply({ puts: records }));
    await opened(async (engine) => {
      expect(await engine.apply({ puts: [renamed] })).toBe(2);
      expect(await engine.apply({ puts: [] })).toBe(2);
    });
    await opened(async (engine) => {
      expect(await engine.read(["official/an"])).toEqual([versioned(renamed, 2)]);
      expect((await engine.info()).revision).toBe(2);
    });
  });

  test("names the nodes that link to others", async () => {
    await opened((engine) => engine.apply({ puts: records }));
    await opened(async (engine) => {
      expect([...(await engine.referrers(["official/an"]))].sort()).toEqual([
        "participation/1",
        "tenure/1",
        "tenure/2",
      ]);
      expect([...(await engine.referrers(["source/two", "participation/2"]))].sort()).toEqual([
        "official/an",
        "participation/1",
      ]);
      await engine.apply({
        puts: [
          tenure("tenure/1", { official: "official/b", position: "position/p" }),
          entity("Official", "official/b", "B"),
        ],
      });
      expect([...(await engine.referrers(["official/an"]))].sort()).toEqual(["participation/1", "tenure/2"]);
      expect(await engine.referrers(["official/b", "nothing"])).toEqual(["tenure/1"]);
    });
  });

  test("takes writes one after the other", async () => {
    await opened(async (engine) => {
      const names = Array.from({ length: 20 }, (_, i) => `official/n${i}`);
      const revisions = await Promise.all(names.map((id) => engine.apply({ puts: [entity("Official", id, id)] })));
      expect(revisions).toEqual(names.map((_, i) => i + 1));
      expect(await engine.read(names)).toHaveLength(20);
    });
  });

  test("keeps nothing of a change set with a link to nowhere", async () => {
    await opened(async (engine) => {
      const bad = [
        entity("Official", "official/b", "B"),
        participation("participation/9", { by: "official/b", at: "event/x" }),
      ];
      await expect(engine.apply({ puts: bad })).rejects.toThrow("AT to event/x, which is not stored");
      expect(await engine.read(["official/b"])).toEqual([]);
      expect((await engine.info()).revision).toBe(0);
    });
    await opened(async (engine) => expect(await engine.read(["official/b"])).toEqual([]));
  });

  test("keeps a node's type", async () => {
    await opened(async (engine) => {
      await engine.apply({ puts: [sourceOne] });
      await expect(engine.apply({ puts: [{ ...sourceOne, type: "Official" }] })).rejects.toThrow(
        "cannot become a Official",
      );
    });
  });
});

describe("a folder that cannot be used", () => {
  const openedAt = (path: string) => EmbeddedEngine.open({ path });

  test("is refused while another engine has it open", async () => {
    await opened(async () => {
      await expect(openedAt(join(folder, ".data"))).rejects.toThrow(/is in use by process \d+/);
    });
    await opened(async () => undefined);
  });

  test("is refused while another process has it open, not after that process is gone", async () => {
    await opened(async () => undefined);
    writeFileSync(join(folder, ".data", "lock"), `${process.ppid} `);
    await expect(openedAt(join(folder, ".data"))).rejects.toThrow(`in use by process ${process.ppid}`);
    writeFileSync(join(folder, ".data", "lock"), "999999999 1");
    await opened(async () => undefined);
  });

  test("is refused if it cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(openedAt(join(folder, "file", "data"))).rejects.toThrow(
      /^The data folder .* cannot be written \(ENOTDIR\)/,
    );
  });

  test("is refused if a newer version wrote it, and is free again", async () => {
    await opened((engine) => engine.apply({ puts: [sourceOne] }));
    const root = open({ path: join(folder, ".data", "graph.mdb"), noSubdir: true, maxDbs: 4 });
    const meta = root.openDB({ name: "meta" });
    await meta.put("meta", metaOf({ ...meta.get("meta"), schemaVersion: 99 }, new Map()));
    await root.close();
    await expect(openedAt(join(folder, ".data"))).rejects.toThrow(/newer version \(99; this one reads up to 1\)/);
    await expect(openedAt(join(folder, ".data"))).rejects.toThrow(/newer version/);
  });
});

describe("an engine in memory only", () => {
  test("gives back what was put, and refuses work once it is closed", async () => {
    const engine = await EmbeddedEngine.open({ path: undefined });
    await engine.apply({ puts: records });
    expect(byId(await engine.read(ids))).toEqual(byId(stored));
    const pending = engine.apply({ puts: [source("source/late")] });
    await engine.close();
    expect(await pending).toBe(2);
    await expect(engine.read(ids)).rejects.toThrow("closed");
    await expect(engine.apply({ puts: [] })).rejects.toThrow("closed");
  });
});
