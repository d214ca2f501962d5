import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportGraph } from "../../src/graph/changes/export.js";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import type { Engine } from "../../src/graph/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { Random } from "../agreement/random.js";
import { buildProgram } from "../support/drill/build.js";
import { Ledger } from "../support/drill/ledger.js";
import { killWriter, type Moment, tasksOf, type Victim, victim } from "../support/drill/process.js";
import type { DrillRequest } from "../support/drill/requests.js";
import { secret, sign } from "../support/tokens.js";

/** Kills of the server in its first start, of a serving one, and of a process that writes without HTTP. */
const kills = { starting: 3, serving: 30, writing: 10 };
const seed = Number(process.env["KILL_DRILL_SEED"] ?? Date.now() % 100_000);

let program: ReturnType<typeof buildProgram>;
let folder = "";
beforeAll(() => {
  program = buildProgram("kill-drill");
  folder = mkdtempSync(join(tmpdir(), "rolegraph-kill-drill-"));
}, 120_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const startServer = (data: string): Victim =>
  victim(join(program.folder, "src/main.js"), [], {
    PORT: "0",
    ROLEGRAPH_DATA: data,
    ROLEGRAPH_JWT_SECRET: secret,
    ROLEGRAPH_RATE_LIMIT: "0",
    ROLEGRAPH_LOG_LEVEL: "silent",
  });

/** What the folder holds, now that its process is gone. */
async function inspect(data: string, look: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await EmbeddedEngine.open({ path: data });
  try {
    await look(engine);
  } finally {
    await engine.close();
  }
}

/** Sends one request after the other until there is no answer any more. */
async function send(url: string, token: string, ledger: Ledger, writer: number, requests: readonly DrillRequest[]) {
  for (const request of requests) {
    ledger.send(writer, request);
    const body = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: request.query, variables: request.variables }),
    }).then(
      (response) => response.text(),
      () => undefined,
    );
    if (body === undefined) return;
    const seq: unknown = JSON.parse(body).data?.done.change?.seq;
    if (typeof seq !== "number") throw new Error(`${request.key} was refused: ${body}`);
    ledger.acknowledge(request.key, seq);
  }
}

async function killServer(data: string, token: string, ledger: Ledger, round: number, moment: Moment): Promise<void> {
  const server = startServer(data);
  if (!(await server.says("Settings:"))) throw new Error(`no start: ${server.errors()}`);
  const url = /http:\/\/[^/]+/.exec(server.output())?.[0] ?? "";
  // By turns one client alone and four at once.
  const tasks = tasksOf(ledger, round, 4).slice(0, round % 2 === 0 ? 1 : 4);
  const clients = tasks.map((requests, writer) => send(url, token, ledger, writer, requests));
  // A refusal ends the drill, not the kill.
  const ended = Promise.all(clients);
  const enough = ledger.acknowledged.size + moment.acknowledgements;
  const progress = async () => {
    while (ledger.acknowledged.size < enough) await setTimeout(1);
    await setTimeout(moment.wait);
  };
  await Promise.race([progress(), ended]);
  await server.kill();
  await ended;
}

it("a writing server that is killed again and again has every write that it acknowledged", {
  timeout: 480_000,
}, async () => {
  const random = new Random(seed);
  const data = join(folder, "data");
  mkdirSync(data);
  const ledger = new Ledger();
  let killed = 0;
  const facts = await EmbeddedEngine.open({ path: undefined });
  await loadBundled(facts);
  const [full, nothing] = [await exportGraph(facts), ""];
  try {
    for (let at = 0; at < kills.starting; at++) {
      const server = startServer(data);
      await setTimeout(random.between(200, 1200));
      await server.kill();
      killed++;
      await inspect(data, async (engine) => expect([full, nothing]).toContain(await exportGraph(engine)));
    }
    await inspect(data, async (engine) => {
      await loadBundled(engine);
      await ledger.begin(engine);
    });
    const token = await sign();
    for (let round = 1; round <= kills.serving + kills.writing; round++) {
      const moment = { acknowledgements: random.between(0, 24), wait: random.between(0, 20) };
      if (round <= kills.serving) await killServer(data, token, ledger, round, moment);
      else {
        const engine = { module: "graph/embedded/engine.js", name: "EmbeddedEngine", open: { path: data } };
        // Sometimes while it is opening the store.
        const wait = moment.acknowledgements === 0 ? random.between(0, 800) : moment.wait;
        await killWriter(program.folder, { engine, folder }, ledger, { round, writers: 4, ...moment, wait });
      }
      killed++;
      await inspect(data, (engine) => ledger.check(engine));
    }
  } catch (error) {
    throw new Error(`After ${killed} kills, with KILL_DRILL_SEED=${seed}: ${error}`, { cause: error });
  } finally {
    await facts.close();
  }
  expect(ledger.acknowledged.size).toBeGreaterThan(100);
  console.log(`killed ${killed} times, ${ledger.acknowledged.size} acknowledged, all there`);
});
