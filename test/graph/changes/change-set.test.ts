import { describe, expect, test } from "vitest";
import { planChanges } from "../../../src/graph/changes/change-set.js";
import type { Engine } from "../../../src/graph/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { versioned } from "../../../src/graph/writes.js";
import type { Document } from "../../../src/load/document.js";
import { claimIdOf } from "../../../src/load/records.js";
import { openGraph } from "../../load/open.js";
import { about, recordsOf, second, small, tenureOf } from "../../load/small.js";

async function put(engine: Engine, ...documents: readonly Document[]) {
  const plan = await planChanges(engine, recordsOf(...documents));
  expect(plan.refusals).toEqual([]);
  await engine.apply(plan.changes);
  return plan;
}

async function graphOf(...documents: readonly Document[]): Promise<Engine> {
  const engine = await openGraph();
  for (const document of documents) await put(engine, document);
  return engine;
}

const read = async (engine: Engine, id: string): Promise<NodeRecord | undefined> => (await engine.read([id]))[0];
const unversioned = (record: NodeRecord | undefined) => record && versioned(record, 0);
const tenure = claimIdOf(tenureOf(small));

describe("a change set", () => {
  test("holds what is new, and is empty the second time", async () => {
    const engine = await openGraph();
    const { counts } = await put(engine, small);
    expect(counts).toEqual({ created: 12, updated: 0, unchanged: 0, rederived: 0 });
    const again = await planChanges(engine, recordsOf(small));
    expect(again).toEqual({
      changes: { puts: [] },
      refusals: [],
      counts: { created: 0, updated: 0, unchanged: 12, rederived: 0 },
    });
  });

  test("unites statements of several documents, in one batch or one after the other", async () => {
    const [together, apart] = [await openGraph(), await graphOf(small, second)];
    await put(together, second, small);
    for (const { id } of recordsOf(small, second)) {
      // The one was put twice.
      expect(unversioned(await read(apart, id))).toEqual(unversioned(await read(together, id)));
    }
    expect((await read(apart, tenure))?.properties).toMatchObject({
      from: "2020",
      attestedOn: ["2024-07-08"],
      certainFrom: "2020-12-31",
      certainTo: "2024-07-08",
      recordedBy: "test",
    });
    expect((await read(apart, "event/hoi-nghi"))?.properties).toMatchObject({
      notAfter: "2024-07-08",
      places: ["Phú Quốc", "Kiên Giang"],
    });
  });
});

describe("stored nodes that depend on a changed one are derived anew", () => {
  const event = "event/hoi-nghi";

  test("the claims about an event that gets a date", async () => {
    const engine = await graphOf(small);
    const { counts } = await put(
      engine,
      about("d", { type: "Conference", id: event, name: "Hội nghị", date: "2024-07-08" }),
    );
    expect(counts).toEqual({ created: 1, updated: 1, unchanged: 0, rederived: 3 });
    const participation = recordsOf(small).find(({ type }) => type === "Participation")?.id ?? "";
    expect((await read(engine, participation))?.properties).toMatchObject({
      dateMin: "2024-07-08",
      spanMax: "2024-07-08",
    });
  });

  test("the claims about events whose source turns out to be older", async () => {
    const engine = await graphOf({ ...small, source: { id: "source/one", title: "A", sha256: "1".repeat(64) } });
    await put(engine, { source: { id: "source/one", title: "A", publishedOn: "2024", sha256: "1".repeat(64) } });
    const topic = recordsOf(small).find(({ type }) => type === "Topic")?.id ?? "";
    expect((await read(engine, topic))?.properties).toMatchObject({ spanMax: "2024-12-31" });
  });

  test("the tenures of an official whose death becomes known", async () => {
    const engine = await graphOf(small);
    await put(engine, about("d", { type: "Official", id: "official/an", name: "Nguyễn Văn An", death: "2025-01-02" }));
    expect((await read(engine, tenure))?.properties).toMatchObject({ possibleTo: "2025-01-02", dated: true });
  });

  test("the tenures in a province whose end becomes known, three links away", async () => {
    const engine = await graphOf(small);
    await put(engine, about("d", { type: "Province", id: "province/a", name: "An", validTo: "2025-06-30" }));
    expect((await read(engine, tenure))?.properties).toMatchObject({ possibleTo: "2025-06-30" });
  });

  test("a death before an attested day is refused where it is stated, and names the tenure", async () => {
    const engine = await graphOf(small, second);
    const batch = recordsOf(about("d", { type: "Official", id: "official/an", name: "Nguyễn Văn An", death: "2001" }));
    const { refusals, changes } = await planChanges(engine, batch);
    expect(changes.puts).toEqual([]);
    expect(refusals).toMatchObject([{ index: 1, reason: expect.stringContaining(`${tenure}: `) }]);
  });

  test("the lineages on both sides of a new succession, if it is visible", async () => {
    const engine = await openGraph();
    const ids = ["a", "b", "c", "d"].map((name) => `province/${name}`);
    const provinces = ids.map((id) => ({ type: "Province", id, name: id, code: "01", kind: "PROVINCE" }) as const);
    const follows = (from: string, to: string) =>
      ({
        type: "Succession",
        predecessor: `province/${from}`,
        successor: `province/${to}`,
        evidence: [{ start: 0, end: 1 }],
      }) as const;
    const lineages = async () =>
      Promise.all(ids.map(async (id) => (await read(engine, id))?.properties["lineageId"]?.toString().slice(9)));
    await put(engine, { ...about("p", ...provinces), claims: [follows("a", "b"), follows("c", "d")] });
    expect(await lineages()).toEqual(["a", "a", "c", "c"]);
    await put(engine, { ...about("q"), claims: [{ ...follows("c", "b"), rank: "DEPRECATED" }] });
    expect(await lineages()).toEqual(["a", "a", "c", "c"]);
    await put(engine, { ...about("q"), claims: [follows("d", "b")] });
    expect(await lineages()).toEqual(["a", "a", "a", "a"]);
  });
});

test("a rivalry is stored once, on the claim of the lesser id, whichever side states it", async () => {
  const claims = recordsOf(small).filter(({ type }) => type === "Participation" || type === "Tenure");
  const [least, greatest] = claims.map(({ id }) => id).sort();
  if (least === undefined || greatest === undefined) throw new Error("There are too few claims.");
  const stating = (from: string, to: string) =>
    recordsOf(small).map((record) =>
      record.id === from ? { ...record, links: [...record.links, { type: "RIVAL_OF", to } as const] } : record,
    );
  const engine = await graphOf(small);
  const first = await planChanges(engine, stating(greatest, least));
  expect(first.changes.puts.map(({ id }) => id)).toEqual([least]);
  await engine.apply(first.changes);
  for (const batch of [stating(least, greatest), stating(greatest, least)]) {
    expect((await planChanges(engine, batch)).changes.puts).toEqual([]);
  }
});

test("references must lead to a node of a type that the relationship allows", async () => {
  const engine = await openGraph();
  const batch = recordsOf(small).map((record): NodeRecord => {
    const links = record.links.map((link) => {
      if (link.type === "OF_POSITION") return { ...link, to: "position/none" };
      return link.type === "AT" ? { ...link, to: "official/binh" } : link;
    });
    return { ...record, links };
  });
  const { refusals } = await planChanges(engine, batch);
  expect(refusals.map(({ reason }) => reason)).toEqual([
    "position/none does not exist: neither the documents nor the graph have it",
    "official/binh is an Official, but must be an event",
    "official/binh is an Official, but must be an event",
  ]);
});

test("a hundred thousand claims are planned in one go", { timeout: 240_000 }, async () => {
  const engine = await openGraph();
  const base = recordsOf(small);
  const tenures = Array.from({ length: 100_000 }, (_, at): NodeRecord => {
    const [claim] = base.filter(({ type }) => type === "Tenure");
    if (claim === undefined) throw new Error("The document has no tenure.");
    return { ...claim, id: `tenure/${at.toString(16).padStart(16, "0")}` };
  });
  const plan = await planChanges(engine, [...base, ...tenures]);
  expect(plan.changes.puts).toHaveLength(100_000 + base.length);
});
