import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import type { ChangeDraft, WriteSet } from "../../../src/graph/transaction.js";
import { answer, ascending, hop, id, type Nodes, nodes, page, shape } from "./plans.js";
import { entity, event, participation, source, tenure } from "./records.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-transactions-"));
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

const [a, b] = ["official/a", "official/b"] as const;
const now = new Date().toISOString();
const draft = (verb: string, subjects: readonly string[], actor = "An"): ChangeDraft => ({
  at: now,
  actor,
  verb,
  subjects,
  reason: `Ă \ud83d\ude00 ${verb}`,
  before: [],
  after: [entity("Official", a, "A lone surrogate \ud800 comes back")],
});
const write = (engine: EmbeddedEngine, writes: WriteSet) => engine.transact([], async () => ({ writes, result: 0 }));
const people: readonly NodeRecord[] = [
  entity("Official", a, "A"),
  entity("Official", b, "B"),
  entity("Position", "position/p", "P"),
  event("event/e", "2024-05-01")(),
  tenure("tenure/1", { official: a, position: "position/p" }),
  participation("participation/1", { by: a, at: "event/e" }),
  participation("participation/2", { by: b, at: "event/e" }),
];
const moved = [
  tenure("tenure/1", { official: b, position: "position/p" }),
  participation("participation/1", { by: b, at: "event/e" }),
];

/** Everything that the engine says of these ids and of its history. */
async function told(engine: EmbeddedEngine): Promise<unknown> {
  const ids = people.map((each) => each.id);
  const byId = (all: readonly NodeRecord[]) => [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    records: byId(await engine.read(ids)),
    referrers: await Promise.all(ids.map(async (each) => [...(await engine.referrers([each]))].sort())),
    info: await engine.info(),
    history: await engine.changes({ after: 0, first: 100 }),
    ofA: await engine.changes({ after: 1, first: 100, subject: a }),
    ofBinh: await engine.changes({ after: 0, first: 100, actor: "Bình" }),
    latest: await engine.latestChange(a, "merge"),
    redirects: await engine.redirects([a, b, "tenure/0"]),
    remembered: await engine.remembered("key"),
    officials: await engine.ids("Official"),
  };
}

describe("a store that is opened again", () => {
  test("has the same graph, the same history, the same redirects and the same memory", async () => {
    const before = await opened(async (engine) => {
      await write(engine, { puts: people, changes: [draft("first", [a, b]), draft("second", [a], "Bình")] });
      await write(engine, {
        puts: moved,
        removes: [a],
        redirects: [
          { from: a, to: b },
          { from: "tenure/0", to: "tenure/1" },
        ],
        changes: [draft("merge", [a, b], "Bình")],
        remember: { key: "key", digest: "d", payload: "p", at: now },
      });
      return told(engine);
    });
    expect(before).toMatchObject({
      info: { revision: 3 },
      redirects: new Map([
        [a, b],
        ["tenure/0", "tenure/1"],
      ]),
    }); // prettier-ignore
    expect(await opened(told)).toEqual(before);
    await opened(async (engine) => {
      await write(engine, { puts: people, changes: [draft("unmerge", [a, b])] });
      expect(await engine.read([a])).toMatchObject([{ properties: { version: 2 } }]);
      const page = await engine.changes({ after: 3, first: 10 });
      expect(page.map(({ seq, verb }) => [seq, verb])).toEqual([[4, "unmerge"]]);
      expect([...(await engine.redirects([a, b])).keys()]).toEqual([]);
    });
    const again = await opened(told);
    expect(again).toMatchObject({ officials: [a, b], info: { revision: 4, counts: { Official: 2, Tenure: 1 } } });
  });
});

describe("an order that was asked for", () => {
  test("follows what is removed and put again, of the nodes and of those that give them keys", async () => {
    await opened(async (engine) => {
      await write(engine, { puts: people });
      const all = async (type: "Official" | "Participation", order = [ascending("id")]) => {
        const root = { kind: "page", types: [type], slot: 0, parts: [nodes("nodes", shape([type], id))] } as const;
        return (await answer<Nodes>(engine, root, page({ order }))).nodes.map((each) => each.id);
      };
      const byName = [ascending("name", hop("-[:BY]->", "Official")), ascending("id")];
      expect(await all("Official")).toEqual([a, b]);
      expect(await all("Participation", byName)).toEqual(["participation/1", "participation/2"]);
      await write(engine, { puts: moved, removes: [a] });
      expect(await all("Official")).toEqual([b]);
      await write(engine, { puts: [entity("Official", "official/0", "Z")], removes: [] });
      await write(engine, { puts: people });
      expect(await all("Official")).toEqual(["official/0", a, b]);
      await write(engine, { puts: [entity("Official", a, "Z")], removes: ["participation/1"] });
      expect(await all("Participation", byName)).toEqual(["participation/2"]);
      await write(engine, { puts: people.slice(5, 6) });
      expect(await all("Participation", byName)).toEqual(["participation/2", "participation/1"]);
    });
  });
});

describe("a reader outside", () => {
  test("never sees what is not committed, nor records that the memory does not know yet", async () => {
    await opened(async (engine) => {
      await write(engine, { puts: people });
      let ended = false;
      const watching = (async () => {
        while (!ended) {
          const { revision } = await engine.info();
          const [records, changes] = await Promise.all([
            engine.read([...people.map((each) => each.id), "official/new"]),
            engine.changes({ after: 0, first: 1000 }),
          ]);
          for (const { links } of records) for (const { to } of links) expect(to).not.toBe("");
          expect(changes.length).toBeGreaterThanOrEqual(revision);
          await new Promise(setImmediate);
        }
      })();
      for (let i = 0; i < 20; i++) {
        await write(engine, {
          puts: [
            entity("Official", `official/new${i}`, "New"),
            ...moved,
            participation("participation/1", { by: `official/new${i}`, at: "event/e" }),
          ].filter((each, at, every) => every.findLastIndex((other) => other.id === each.id) === at),
          removes: i % 2 === 0 ? [a] : [],
        });
        if (i % 2 === 0) await write(engine, { puts: [entity("Official", a, "A")] });
      }
      ended = true;
      await watching;
    });
  });

  test("waits for no transaction, and transactions wait for one another", async () => {
    await opened(async (engine) => {
      await write(engine, { puts: people });
      let release = () => {};
      const held = new Promise<void>((done) => {
        release = done;
      });
      const order: string[] = [];
      const first = engine.transact([a], async () => {
        await held;
        order.push("first");
        return { writes: { puts: [source("source/1")] }, result: 1 };
      });
      const second = engine.transact([b], async (reader) => {
        order.push("second");
        return { writes: { puts: [] }, result: (await reader.read(["source/1"])).length };
      });
      expect(await engine.read(["source/1", a])).toHaveLength(1);
      expect(order).toEqual([]);
      release();
      expect([(await first).revision, (await second).result]).toEqual([2, 1]);
      expect(order).toEqual(["first", "second"]);
    });
  });
});
