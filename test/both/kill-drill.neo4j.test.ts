import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, it } from "vitest";
import { type Neo4jServer, randomPassword, startNeo4j } from "../../scripts/neo4j/server.mjs";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { Random } from "../agreement/random.js";
import { buildProgram } from "../support/drill/build.js";
import { Ledger } from "../support/drill/ledger.js";
import { doneOf, killWriter, startWriter, tasksOf } from "../support/drill/process.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j, type Neo4jConnection } from "../support/neo4j.js";

const kills = { writer: 10, database: 2 };
const seed = Number(process.env["KILL_DRILL_SEED"] ?? Date.now() % 100_000);
const module = { module: "graph/neo4j/engine.js", name: "Neo4jEngine" };

describeNeo4j("a kill on the way to Neo4j", (connection) => {
  let program: ReturnType<typeof buildProgram>;
  let folder = "";
  beforeAll(() => {
    program = buildProgram("kill-drill-neo4j");
    folder = mkdtempSync(join(tmpdir(), "rolegraph-kill-drill-"));
  });
  afterAll(() => {
    program.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const optionsOf = ({ uri, user, password }: Neo4jConnection) => ({ uri, user, password, database: "neo4j" });
  const begin = async (engine: Neo4jEngine) => {
    const ledger = new Ledger();
    await loadBundled(engine);
    await ledger.begin(engine);
    return ledger;
  };

  it("of the writing process loses nothing that was acknowledged, and leaves nothing half done", async () => {
    const random = new Random(seed);
    const engine = await openEmptyNeo4j();
    try {
      const ledger = await begin(engine);
      const target = { engine: { ...module, open: optionsOf(connection()) }, folder };
      for (let round = 1; round <= kills.writer; round++) {
        const moment = { acknowledgements: random.between(1, 12), wait: random.between(0, 30) };
        await killWriter(program.folder, target, ledger, { round, writers: 4, ...moment });
        await settled(engine);
        await ledger.check(engine);
      }
      console.log(`killed ${kills.writer} times, ${ledger.acknowledged.size} acknowledged, all there`);
    } catch (error) {
      throw new Error(`With KILL_DRILL_SEED=${seed}: ${error}`, { cause: error });
    } finally {
      await engine.close();
    }
  });

  it("of Neo4j itself loses nothing that was acknowledged, and leaves nothing half done", {
    timeout: 300_000,
  }, async () => {
    const random = new Random(seed);
    const home = join(folder, "home");
    const start = { home, password: randomPassword(), version: process.env["ROLEGRAPH_TEST_NEO4J_VERSION"] ?? "5.26" };
    const use = async <T>(server: Neo4jServer, work: (engine: Neo4jEngine) => Promise<T>): Promise<T> => {
      const engine = await Neo4jEngine.open(optionsOf(server));
      try {
        return await work(engine);
      } finally {
        await engine.close();
      }
    };
    let server = await startNeo4j(start);
    try {
      const ledger = await use(server, begin);
      for (let round = 1; round <= kills.database; round++) {
        const target = { engine: { ...module, open: optionsOf(server) }, folder };
        const writing = startWriter(program.folder, target, tasksOf(ledger, round, 4));
        const enough = random.between(8, 30);
        while (doneOf(writing) < enough && writing.child.exitCode === null) await setTimeout(1);
        process.kill(server.pid, "SIGKILL");
        await server.ended;
        await writing.kill();
        writing.enter(ledger);
        server = await startNeo4j(start);
        await use(server, (engine) => ledger.check(engine));
      }
      console.log(`killed Neo4j ${kills.database} times, ${ledger.acknowledged.size} acknowledged, all there`);
    } catch (error) {
      throw new Error(`With KILL_DRILL_SEED=${seed}: ${error}`, { cause: error });
    } finally {
      await server.stop();
    }
  });
});

/** What the killed process had sent already is still carried out: until nothing new comes. */
async function settled(engine: Neo4jEngine): Promise<void> {
  let last = -1;
  for (;;) {
    const { revision } = await engine.info();
    if (revision === last) return;
    last = revision;
    await setTimeout(200);
  }
}
