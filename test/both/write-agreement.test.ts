import { GraphQLError } from "graphql";
import { expect, it } from "vitest";
import { exportGraph } from "../../src/graph/changes/export.js";
import {
  addEvidence,
  merge,
  recordEntity,
  recordTenure,
  reviseEntity,
  unmerge,
  type Verb,
} from "../../src/graph/changes/verbs/index.js";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import type { Engine } from "../../src/graph/engine.js";
import { isEntityType } from "../../src/graph/node-types.js";
import { loadBundled } from "../../src/load/bundled.js";
import { Random } from "../agreement/random.js";
import { expectDerived, historyOf, recordsOf } from "../support/drill/ledger.js";
import { describeBothEngines, openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j } from "../support/neo4j.js";
import { type Server, serve } from "../support/serve.js";
import { beginning, beginnings, type Doing } from "../support/verbs/doing.js";
import { RandomCurator } from "../support/verbs/random-verb.js";

const seed = Number(process.env["WRITE_AGREEMENT_SEED"] ?? 1);
const steps = Number(process.env["WRITE_AGREEMENT_STEPS"] ?? 300);
const perSequence = 75;

/** What one graph says of a doing: the outcome and its place in the history, or the refusal. */
async function outcomeOf(engine: Engine, { subjects, work }: Doing): Promise<unknown> {
  try {
    return await engine.transact(subjects, work);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { message: error.message, ...error.extensions };
  }
}

const questions = [
  `{ officials(first: 50) { totalCount nodes { id name aliases mergedFrom version
       tenures { nodes { id from to status rank position { id } } }
       participations { nodes { id role event { id } inCapacityOf { id } } } history(first: 5) { seq verb } } } }`,
  `{ participations(first: 50, where: {status: {in: [PROPOSED, CONFIRMED, REJECTED]}}) { totalCount
       nodes { id status rank evidence { source { id } start end asWritten } } } }`,
  "{ reviewQueue(first: 50) { totalCount nodes { claim { id } similar { id status } } } }",
  "{ changes(first: 100) { seq at actor verb subjects reason before after } }",
  `{ search(text: "nguyen van an") { entity { id } matched } participationCounts(by: [OFFICIAL]) { count official { id } } }`,
  "{ provinces(first: 50) { nodes { id predecessors { id } } } graphInfo { revision } }",
];

describeNeo4j("random verbs", () => {
  it("leave both engines with the same graph, the same history and the same answers", {
    timeout: 1_200_000,
  }, async () => {
    const done = new Map<string, { did: number; nothing: number; refused: number }>();
    for (let begun = 0; begun < steps; begun += perSequence) {
      const sequence = seed + begun / perSequence;
      const engines = [await EmbeddedEngine.open({ path: undefined }), await openEmptyNeo4j()] as const;
      const servers: Server[] = [];
      try {
        for (const engine of engines) servers.push(await serve(engine));
        await runSequence(engines, sequence, done);
        await expectSame(engines, servers);
      } catch (error) {
        throw new Error(`WRITE_AGREEMENT_SEED=${sequence}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      } finally {
        for (const server of servers) await server.close();
      }
    }
    const lines = [...done].map(([verb, { did, nothing, refused }]) => `${verb} ${did}/${nothing}/${refused}`);
    console.log(`seed ${seed}: done, nothing to do, refused: ${lines.sort().join(", ")}`);
  });
});

async function runSequence(
  [embedded, neo4j]: readonly [Engine, Engine],
  sequence: number,
  counts: Map<string, { did: number; nothing: number; refused: number }>,
): Promise<void> {
  const random = new Random(sequence);
  const absorbed = new Set<string>();
  const past: Doing[] = [];
  for (const input of beginnings) for (const engine of [embedded, neo4j]) await outcomeOf(engine, beginning(input));
  for (let step = 0; step < perSequence; step++) {
    const known = { records: await recordsOf(embedded), absorbed: [...absorbed] };
    const again = random.chance(0.1) ? random.maybe(past, 0) : undefined;
    const doing = again ?? new RandomCurator(random, known, step).doing();
    past.push(doing);
    const [one, other] = [await outcomeOf(embedded, doing), await outcomeOf(neo4j, doing)];
    expect(other, `step ${step}: ${doing.name} ${JSON.stringify(doing.input)}`).toEqual(one);
    const made = one as { readonly changes?: readonly unknown[] };
    const count = counts.get(doing.name) ?? { did: 0, nothing: 0, refused: 0 };
    count[made.changes === undefined ? "refused" : made.changes.length > 0 ? "did" : "nothing"]++;
    counts.set(doing.name, count);
    if (doing.name === "merge" && (made.changes?.length ?? 0) > 0) {
      const gone = known.records.filter(({ type }) => isEntityType(type)).map(({ id }) => id);
      const left = new Set((await embedded.read(gone)).map(({ id }) => id));
      for (const id of gone) if (!left.has(id)) absorbed.add(id);
    }
  }
}

async function expectSame([embedded, neo4j]: readonly [Engine, Engine], servers: readonly Server[]): Promise<void> {
  expect(await exportGraph(neo4j)).toBe(await exportGraph(embedded));
  expect(await historyOf(neo4j)).toEqual(await historyOf(embedded));
  const [one, other] = [await recordsOf(embedded), await recordsOf(neo4j)];
  const versions = (records: typeof one) => new Map(records.map(({ id, properties }) => [id, properties["version"]]));
  expect(versions(other)).toEqual(versions(one));
  for (const records of [one, other]) expectDerived(records);
  for (const question of questions) {
    const [asked, same] = await Promise.all(servers.map((server) => server.data(question)));
    expect(same, question).toEqual(asked);
    // Records are told as JSON, whose order of keys is part of the answer.
    expect(JSON.stringify(same), question).toBe(JSON.stringify(asked));
  }
}

describeBothEngines("verbs", (open) => {
  const using = async (use: (engine: Engine) => Promise<void>) => {
    const engine = await open();
    try {
      await loadBundled(engine);
      await use(engine);
    } finally {
      await engine.close();
    }
  };
  const by = { actor: "An", at: "2026-11-23T08:00:00.000Z", reason: "một lý do" };
  const run = <I, R>(engine: Engine, verb: Verb<I, R>, input: I, subjects: readonly string[] = []) =>
    engine.transact(subjects, (reader) => verb(reader, input, by));

  const officials = ["official/mai-van-huynh", "official/nguyen-thanh-phong"] as const;
  const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
  const position = "position/tong-bi-thu";
  const [one, other] = officials;

  it("of 8 writers at once about the same two officials lose nothing", async () => {
    await using(async (engine) => {
      const { revision } = await engine.info();
      const passage = (start: number) => [{ source, start, end: start + 1 }];
      const { result: shared } = await run(engine, recordTenure, { official: one, position, evidence: passage(0) });
      /** As a client does: where another came first, it reads again. */
      const addAlias = async (id: string, alias: string): Promise<void> => {
        for (;;) {
          const [held] = await engine.read([id]);
          const { version, aliases } = held?.properties ?? {};
          const set = { aliases: [...(Array.isArray(aliases) ? aliases.map(String) : []), alias] };
          try {
            await run(engine, reviseEntity, { id, version: Number(version), set });
            return;
          } catch (error) {
            if (!(error instanceof GraphQLError) || error.extensions["argument"] !== "version") throw error;
          }
        }
      };
      const times = [1, 2, 3];
      const writers = [1, 2, 3, 4, 5, 6, 7, 8];
      await Promise.all(
        writers.map(async (writer) => {
          for (const time of times) {
            const mark = writer * 10 + time;
            for (const official of writer % 2 === 0 ? officials : [other, one]) {
              await run(engine, recordTenure, { official, position, ordinal: mark, evidence: passage(mark) });
              await addAlias(official, `Tên ${mark}`);
            }
            await run(engine, addEvidence, { claim: shared.id, evidence: passage(mark) });
          }
        }),
      );
      const marks = writers.flatMap((writer) => times.map((time) => writer * 10 + time));
      for (const id of officials) {
        const [held] = await engine.read([id]);
        expect(held?.properties["aliases"]).toEqual(expect.arrayContaining(marks.map((mark) => `Tên ${mark}`)));
      }
      const [claim] = await engine.read([shared.id]);
      const places = claim?.links.flatMap(({ passage }) => passage?.start ?? []);
      expect(places?.sort((a, b) => a - b)).toEqual([0, ...marks]);
      const history = await historyOf(engine);
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1));
      expect(history.length).toBe(revision + 1 + marks.length * 5);
      expectDerived(await recordsOf(engine));
    });
  });

  it("that several claims are in the way of name the one of the least id", async () => {
    await using(async (engine) => {
      const official = "official/moi";
      await run(engine, recordEntity, { type: "Official", id: official, name: "Mới" });
      const positions = (await engine.ids("Position")).slice(0, 8);
      const ids: string[] = [];
      for (const [at, position] of positions.entries()) {
        const passage = { source, start: at, end: at + 1 };
        const tenure = { official, position, from: "2020", evidence: [passage] };
        ids.push((await run(engine, recordTenure, tenure)).result.id);
      }
      const dead = { id: official, version: 1, set: { death: "2019" } };
      await expect(run(engine, reviseEntity, dead)).rejects.toThrow(`${ids.sort()[0]}: No day is left for the tenure`);
    });
  });

  it("merge and unmerge leave the export byte for byte as it was", async () => {
    await using(async (engine) => {
      const before = await exportGraph(engine);
      await run(engine, merge, { absorbed: other, survivor: one });
      expect(await exportGraph(engine)).not.toBe(before);
      await run(engine, unmerge, { absorbed: other });
      expect(await exportGraph(engine)).toBe(before);
      expect(await engine.redirects(officials)).toEqual(new Map());
    });
  });
});
