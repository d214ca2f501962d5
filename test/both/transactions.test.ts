import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveAll } from "../../src/graph/changes/derive-all.js";
import type { Engine } from "../../src/graph/engine.js";
import { badInput, clientError } from "../../src/graph/errors.js";
import type { NodeRecord } from "../../src/graph/record.js";
import type { ChangeDraft, Reader, WriteSet } from "../../src/graph/transaction.js";
import { entity, event, participation, record, source, tenure } from "../graph/embedded/records.js";
import { describeBothEngines } from "../support/engines.js";
import { serve } from "../support/serve.js";

const at = "2026-11-23T08:00:00.000Z";
const draft = (verb: string, subjects: readonly string[] = [], rest: Partial<ChangeDraft> = {}): ChangeDraft => ({
  at,
  actor: "An",
  verb,
  subjects,
  before: [],
  after: [],
  ...rest,
});
const official = (id: string, name = id, aliases: readonly string[] = []) =>
  entity("Official", id, name, { kind: "OFFICIAL", aliases });
const position = (id: string) => entity("Position", id, id, { title: id });
const [a, b, c] = ["official/a", "official/b", "official/c"] as const;

const aliasesOf = (held: NodeRecord | undefined) => (held?.properties["aliases"] ?? []) as readonly string[];
const sorted = (ids: Iterable<string>) => [...ids].sort();
const counted = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describeBothEngines("transactions", (open) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.close());

  const write = async (writes: WriteSet) => (await engine.transact([], async () => ({ writes, result: 0 }))).revision;
  const put = (...puts: readonly NodeRecord[]) => write({ puts, changes: [draft("put")] });
  const held = async (reader: Reader, id: string): Promise<NodeRecord | undefined> => (await reader.read([id]))[0];
  const version = async (id: string) => (await held(engine, id))?.properties["version"];
  const seqs = async (page: Partial<Parameters<Engine["changes"]>[0]> = {}) =>
    (await engine.changes({ after: 0, first: 1000, ...page })).map(({ seq }) => seq);
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  /** Each writer adds aliases of its own to both officials, one at a time. */
  const add = (writer: number, times: number, subjects: readonly string[], ids: readonly string[]) =>
    counted(1, times).reduce<Promise<unknown>>(async (before, time) => {
      await before;
      return engine.transact(subjects, async (reader) => {
        const records = await reader.read(ids);
        const alias = `${writer}-${time}`;
        const puts = records.map((each) => official(each.id, each.id, [...aliasesOf(each), alias]));
        return { writes: { puts, changes: [draft("addAlias", ids, { reason: alias })] }, result: alias };
      });
    }, Promise.resolve());

  describe("of several writers", () => {
    it.each([
      ["that name what they are about", [b, a], 25],
      ["that name nothing", [], 25],
    ])(
      "lose nothing, %s",
      async (_title, subjects, times) => {
        await put(official(a), official(b));
        let ended = false;
        const watching = (async () => {
          const seen: number[] = [];
          while (!ended) {
            seen.push(...(await seqs({ after: seen.at(-1) ?? 0 })));
            await setTimeout(2);
          }
          return [...seen, ...(await seqs({ after: seen.at(-1) ?? 0 }))];
        })();
        await Promise.all(
          counted(1, 8).map((writer) => add(writer, times, subjects, writer % 2 === 0 ? [a, b] : [b, a])),
        );
        ended = true;
        const wanted = counted(1, 8).flatMap((writer) => counted(1, times).map((time) => `${writer}-${time}`));
        for (const id of [a, b]) {
          expect(sorted(aliasesOf(await held(engine, id)))).toEqual(sorted(wanted));
          expect(await version(id)).toBe(1 + 8 * times);
        }
        // Whoever follows the history misses nothing: a seq is never seen before a smaller one.
        expect(await watching).toEqual(counted(1, 1 + 8 * times));
        const [first, ...changes] = await engine.changes({ after: 0, first: 1000 });
        expect(first?.verb).toBe("put");
        // The aliases were added in the order of the history.
        expect(changes.map(({ reason }) => reason)).toEqual(aliasesOf(await held(engine, a)));
        expect((await engine.info()).revision).toBe(1 + 8 * times);
      },
      60_000,
    );

    it("create one node where both found none", async () => {
      const create = (alias: string) =>
        engine.transact([], async (reader) => {
          const aliases = aliasesOf(await held(reader, a));
          return { writes: { puts: [official(a, a, [...aliases, alias])] }, result: aliases.length };
        });
      const results = await Promise.all(["1", "2", "3", "4"].map(create));
      expect(results.map(({ result }) => result).sort()).toEqual([0, 1, 2, 3]);
      expect(sorted(aliasesOf(await held(engine, a)))).toEqual(["1", "2", "3", "4"]);
    });

    it("meet in the middle: a claim is recorded while what refers to its official is repointed", async () => {
      await put(official(a), official(b), position("position/p"), source("source/s"));
      const claim = (i: number, of: string) => tenure(`tenure/${i}`, { official: of, position: "position/p" });
      const recording = counted(1, 30).map((i) =>
        engine.transact([], async (reader) => {
          const of = (await reader.redirects([a])).get(a) ?? a;
          if ((await held(reader, of)) === undefined) throw clientError("NOT_FOUND", `${of} is gone`);
          await setTimeout(i % 3);
          return { writes: { puts: [claim(i, of)] }, result: of };
        }),
      );
      await setTimeout(5);
      const merging = engine.transact([], async (reader) => {
        const claims = await reader.referrers([a]);
        await setTimeout(3);
        const puts = claims.map((id) => claim(Number(id.split("/")[1]), b));
        return { writes: { puts, removes: [a], redirects: [{ from: a, to: b }] }, result: claims.length };
      });
      await Promise.all([...recording, merging]);
      expect(await engine.read([a])).toEqual([]);
      expect(sorted(await engine.referrers([b]))).toEqual(sorted(counted(1, 30).map((i) => `tenure/${i}`)));
      expect(await seqs()).toEqual(counted(1, 32));
    });

    it("see one graph each", async () => {
      await put(official(a), official(b));
      const reads: unknown[] = [];
      const reading = engine.transact([], async (reader) => {
        const one = await held(reader, a);
        await setTimeout(20);
        const [again, other] = [await held(reader, a), await held(reader, b)];
        reads.push([one, again, other].map((each) => each?.properties["version"]));
        return { writes: { puts: [official(c)] }, result: other };
      });
      await setTimeout(5);
      await put(official(a), official(b));
      const { result } = await reading;
      expect(reads.at(-1)).toEqual(result?.properties["version"] === 1 ? [1, 1, 1] : [2, 2, 2]);
      expect(await version(c)).toBe(1);
    });
  });

  describe("that write", () => {
    it("count versions and keep the change as it was told", async () => {
      const told = draft("recordEntity", [a, a, b], {
        reason: "told so",
        before: [record("Official", a, { name: "Ă \ud83d\ude00" })],
        after: [record("Official", a, { aliases: ["1"] }, [{ type: "MENTIONED_IN", to: "source/s" }])],
      });
      const { changes, revision } = await engine.transact([a], async () => ({
        writes: { puts: [official(a), official(b)], changes: [told, draft("second")] },
        result: undefined,
      }));
      expect(revision).toBe(2);
      const kept = [
        { ...told, subjects: [a, b], seq: 1 },
        { ...draft("second"), seq: 2 },
      ];
      expect(changes).toEqual(kept);
      expect(await engine.changes({ after: 0, first: 10 })).toEqual(kept);
      expect(await version(a)).toBe(1);
      await put({ ...official(a), properties: { ...official(a).properties, version: 70 } });
      expect([await version(a), await version(b)]).toEqual([2, 1]);
      expect((await held(engine, a))?.properties).toEqual({ ...official(a).properties, version: 2 });
    });

    it("without a change make one, and nothing where there is nothing to write", async () => {
      await write({ puts: [official(a)] });
      expect(await engine.changes({ after: 0, first: 10 })).toMatchObject([{ seq: 1, verb: "load", actor: "loader" }]);
      const nothing = await engine.transact([a, b], async () => ({ writes: { puts: [] }, result: "nothing" }));
      expect(nothing).toEqual({ result: "nothing", changes: [], revision: 1 });
      expect((await engine.info()).revision).toBe(1);
    });

    it("write nothing where work throws, whose error is the caller's", async () => {
      const error = badInput("Not so.", ["name"]);
      const thrown = engine.transact([a], async (reader) => {
        await reader.read([a]);
        throw error;
      });
      expect(await refusal(thrown)).toBe(error);
      expect(await engine.read([a])).toEqual([]);
      expect(await put(official(a))).toBe(1);
    });

    it("refuse a set that cannot be, whole", async () => {
      await put(official(a), position("position/p"), tenure("tenure/1", { official: a, position: "position/p" }));
      const lost = tenure("tenure/2", { official: "official/nobody", position: "position/p" });
      await expect(put(official(b), lost)).rejects.toThrow("tenure/2 has a link OF_OFFICIAL to official/nobody");
      await expect(write({ puts: [], removes: [a] })).rejects.toThrow(`${a} cannot be removed: tenure/1 links to it`);
      await expect(write({ puts: [official(a)], removes: [a] })).rejects.toThrow(
        `says twice what shall become of ${a}`,
      );
      await expect(put(record("Province", a))).rejects.toThrow(`${a} is a Official and cannot become a Province`);
      const circle = [
        { from: b, to: c },
        { from: c, to: b },
      ]; // prettier-ignore
      await expect(write({ puts: [], redirects: circle })).rejects.toThrow("leads to itself");
      expect(await engine.read([b])).toEqual([]);
      expect(await seqs()).toEqual([1]);
    });
  });

  describe("and the history", () => {
    it("is paged by seq, subject and actor", async () => {
      for (const i of counted(1, 12)) {
        const subjects = i % 3 === 0 ? [a, b] : [i % 3 === 1 ? a : b];
        await write({
          puts: [official(c)],
          changes: [draft(`verb${i % 4}`, subjects, { actor: i % 2 ? "An" : "Bình" })],
        });
      }
      expect(await seqs({ first: 5 })).toEqual([1, 2, 3, 4, 5]);
      expect(await seqs({ after: 10 })).toEqual([11, 12]);
      expect(await seqs({ after: 12 })).toEqual([]);
      expect(await seqs({ first: 0 })).toEqual([]);
      expect(await seqs({ subject: a })).toEqual([1, 3, 4, 6, 7, 9, 10, 12]);
      expect(await seqs({ subject: a, after: 3, first: 2 })).toEqual([4, 6]);
      expect(await seqs({ actor: "Bình", after: 2 })).toEqual([4, 6, 8, 10, 12]);
      expect(await seqs({ subject: b, actor: "An", first: 2 })).toEqual([3, 5]);
      expect(await seqs({ subject: c })).toEqual([]);
      expect(await engine.latestChange(a, "verb1")).toMatchObject({ seq: 9, verb: "verb1" });
      expect(await engine.latestChange(a, "verb2")).toMatchObject({ seq: 10 });
      expect(await engine.latestChange(c, "verb1")).toBeUndefined();
    });

    it("keeps the records of a load, up to a thousand", async () => {
      await engine.apply({ puts: [official(a), official(b)] });
      await engine.apply({ puts: [official(a, "A"), official(b)] });
      const [, second] = await engine.changes({ after: 0, first: 10 });
      const stated = (name: string) => ({ id: a, properties: { name, kind: "OFFICIAL", aliases: [] }, links: [] });
      expect(second).toMatchObject({ seq: 2, verb: "load", actor: "loader", subjects: [a] });
      expect([second?.before, second?.after]).toMatchObject([[stated(a)], [stated("A")]]);
      await engine.apply({ puts: counted(1, 1001).map((i) => official(`official/n${i}`)) });
      const [third] = await engine.changes({ after: 2, first: 10 });
      expect(third).toMatchObject({ seq: 3, subjects: [], before: [], after: [] });
      expect(third?.reason).toMatch(/^1001 records/);
    });

    it("remembers answers for a day, and each key once", async () => {
      const now = new Date().toISOString();
      const remember = (key: string, when = now, puts: readonly NodeRecord[] = []) =>
        write({ puts, remember: { key, digest: `digest of ${key}`, payload: '{"é":1}', at: when } });
      expect(await engine.remembered("k")).toBeUndefined();
      expect(await remember("k")).toBe(0);
      expect(await engine.remembered("k")).toEqual({ key: "k", digest: "digest of k", payload: '{"é":1}', at: now });
      const again = await refusal(remember("k", now, [official(a)]));
      expect(again).toMatchObject({ extensions: { code: "CONFLICT", argument: "idempotencyKey" } });
      expect(await engine.read([a])).toEqual([]);
      const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000).toISOString();
      await remember("old", yesterday);
      expect(await engine.remembered("old")).toBeUndefined();
      expect(await remember("old", now, [official(a)])).toBe(1);
      expect(await engine.remembered("old")).toMatchObject({ at: now });
    });
  });

  describe("that remove", () => {
    const data = () =>
      deriveAll([
        source("source/s"),
        official(a, "Trần An"),
        official(b, "Lê Bình"),
        position("position/p"),
        tenure("tenure/1", { official: a, position: "position/p" }),
        event("event/e", "2024-05-01")(),
        participation("participation/1", { by: a, at: "event/e" }),
        participation("participation/2", { by: b, at: "event/e" }),
      ]);
    /** The claims about an official are about another from now on. */
    const repointed = (from: readonly string[], to: string) =>
      data()
        .filter(({ links }) => links.some((each) => from.includes(each.to)))
        .map((each) => ({
          ...each,
          properties: { ...each.properties, officialId: to, byId: to },
          links: each.links.map((link) => (from.includes(link.to) ? { ...link, to } : link)),
        }));
    const moved = repointed([a], b);

    it("leave nothing behind, and a removed id may be put again, its versions going on", async () => {
      await put(...data());
      await write({ puts: moved, removes: [a] });
      expect(await engine.read([a])).toEqual([]);
      expect(await engine.referrers([a])).toEqual([]);
      expect(sorted(await engine.referrers([b]))).toEqual(["participation/1", "participation/2", "tenure/1"]);
      expect((await engine.info()).counts).toMatchObject({ Official: 1, Tenure: 1, Participation: 2 });
      expect(await engine.ids("Official")).toEqual([b]);
      await write({ puts: [], removes: ["participation/1", "tenure/1", "official/nobody"] });
      expect((await engine.info()).counts).toMatchObject({ Official: 1, Tenure: 0, Participation: 1 });
      expect(await engine.referrers(["event/e"])).toEqual(["participation/2"]);
      await put(...data());
      expect(sorted(await engine.referrers([a]))).toEqual(["participation/1", "tenure/1"]);
      expect(await engine.referrers([b])).toEqual(["participation/2"]);
      const versions = await Promise.all([a, b, "tenure/1", "participation/1", "participation/2"].map(version));
      expect(versions).toEqual([2, 2, 3, 3, 2]);
    });

    it("change every answer at once", async () => {
      await put(...data());
      const server = await serve(engine);
      const names = `{
        officials { totalCount nodes { id name tenures { totalCount } } }
        givenNames: officials(orderBy: [{ givenName: ASC }]) { nodes { id } }
        search(text: "tran an") { entity { id } }
        participations { totalCount nodes { official { name } } }
        participationCounts(by: [OFFICIAL]) { count official { id } }
        tenures { nodes { official { id } } }
      }`;
      try {
        const whole = await server.data(names);
        expect(whole.officials.nodes).toMatchObject([{ id: b }, { id: a, tenures: { totalCount: 1 } }]);
        await write({ puts: moved, removes: [a] });
        const less = await server.data(names);
        expect(less).toMatchObject({
          officials: { totalCount: 1, nodes: [{ id: b, tenures: { totalCount: 1 } }] },
          givenNames: { nodes: [{ id: b }] },
          search: [],
          participations: {
            totalCount: 2,
            nodes: [{ official: { name: "Lê Bình" } }, { official: { name: "Lê Bình" } }],
          },
          participationCounts: [{ count: 2, official: { id: b } }],
          tenures: { nodes: [{ official: { id: b } }] },
        });
        await put(...data());
        expect(await server.data(names)).toEqual(whole);
      } finally {
        await server.close();
      }
    });

    it("lead on to the survivor, through all merges and back", async () => {
      await put(...data(), official(c, "Võ Cường"));
      const server = await serve(engine);
      const ask = (id: string) =>
        server.data(
          `query ($id: ID!) { node(id: $id) { id } official(id: $id) { id name } nodes(ids: [$id, "${c}", $id]) { id }
            province(id: $id) { id } paths(from: $id, to: "event/e") { steps { from { id } } } }`,
          { id },
        );
      const answer = (id: string, name: string) => ({
        node: { id },
        official: { id, name },
        nodes: [{ id }, { id: c }, { id }],
        province: null,
      });
      const nobody = { node: null, official: null, province: null };
      try {
        await write({ puts: moved, removes: [a], redirects: [{ from: a, to: b }] });
        expect(await ask(a)).toEqual({
          ...answer(b, "Lê Bình"),
          paths: [{ steps: [{ from: { id: b } }] }, { steps: [{ from: { id: b } }] }],
        });
        expect(await engine.redirects([a, b, c])).toEqual(new Map([[a, b]]));
        await write({ puts: repointed([a, b], c), removes: [b], redirects: [{ from: b, to: c }] });
        expect(await ask(a)).toMatchObject(answer(c, "Võ Cường"));
        expect(await engine.redirects([a, b, c])).toEqual(
          new Map([
            [a, c],
            [b, c],
          ]),
        ); // prettier-ignore
        await write({ puts: [], redirects: [{ from: b, to: null }] });
        expect(await engine.redirects([a, b])).toEqual(new Map([[a, b]]));
        expect(
          await server.data(`{ node(id: "${a}") { id } official(id: "${a}") { id } province(id: "${a}") { id } }`),
        ).toEqual(nobody);
        // What is stored is itself.
        await put(...data());
        expect(await engine.redirects([a, b])).toEqual(new Map());
        expect(await ask(a)).toMatchObject(answer(a, "Trần An"));
      } finally {
        await server.close();
      }
    });
  });

  it("name ids in order, and find nodes by name and by hash", async () => {
    const ids = counted(1, 25).map((i) => `official/n${String(i).padStart(2, "0")}`);
    await put(
      ...[...ids].reverse().map((id) => official(id, id < "official/n03" ? "Trần An" : "Khác")),
      source("source/s"),
    );
    expect(await engine.ids("Official")).toEqual(ids);
    expect(await engine.ids("Official", ids[9], 3)).toEqual(ids.slice(10, 13));
    expect(await engine.ids("Official", "official/n045", 100)).toEqual(ids.slice(4));
    expect(await engine.ids("Tenure", "", 10)).toEqual([]);
    expect(sorted((await engine.find?.("Official", "nameFold", "tran an")) ?? [])).toEqual(ids.slice(0, 2));
    expect(await engine.find?.("Source", "sha256", "hash of source/s")).toEqual(["source/s"]);
    expect(await engine.find?.("Position", "nameFold", "tran an")).toEqual([]);
  });
});
