import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Neo4jServer, randomPassword, startNeo4j } from "../../scripts/neo4j/server.mjs";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { Ledger } from "../support/drill/ledger.js";
import { type DrillRequest, requestsOf } from "../support/drill/requests.js";
import { describeNeo4j } from "../support/neo4j.js";
import { secret, sign } from "../support/tokens.js";
import { isLong, note } from "./support/figures.js";
import { type Prepared, prepare } from "./support/graph.js";
import { type ServerProcess, startServer } from "./support/server.js";

const kills = isLong ? 3 : 1;
const writers = 2;
const readers = 20;

describeNeo4j("a Neo4j of one's own", () => {
  let prepared: Prepared;
  let start: { readonly home: string; readonly password: string; readonly version: string };
  let database: Neo4jServer;
  const optionsOf = ({ uri, user, password }: Neo4jServer) => ({ uri, user, password, database: "neo4j" });
  const environment = ({ uri, password }: Neo4jServer) => ({ NEO4J_URI: uri, NEO4J_PASSWORD: password });
  const portOf = () => Number(new URL(database.uri).port);

  beforeAll(async () => {
    prepared = prepare("neo4j-killed");
    const version = process.env["ROLEGRAPH_TEST_NEO4J_VERSION"] ?? "5.26";
    const home = join(prepared.folder, "home");
    mkdirSync(home);
    start = { home, password: randomPassword(), version };
    database = await startNeo4j(start);
  }, 180_000);
  afterAll(async () => {
    await database.stop();
    prepared.remove();
  }, 60_000);

  interface Outcome {
    readonly at: number;
    readonly ms: number;
    readonly kind: string;
  }

  async function ask(url: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    const at = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch(() => undefined);
    const text = (await response?.text()) ?? "";
    const parsed = response === undefined ? {} : JSON.parse(text);
    const code = parsed.errors?.[0]?.extensions.code ?? "data";
    const kind = response === undefined ? "hung" : response.status === 200 ? code : String(response.status);
    return { at, ms: performance.now() - at, kind, body: parsed } as const;
  }

  async function read(url: string, isOver: () => boolean, outcomes: Outcome[]) {
    while (!isOver()) {
      const { at, ms, kind } = await ask(url, { query: "{ officials(first: 5) { nodes { name } } }" });
      outcomes.push({ at, ms, kind });
      // Who is refused at once does not ask at once again.
      await setTimeout(kind === "data" ? 5 : 50);
    }
  }

  /** What is not acknowledged is asked again, under the same key, until it is. */
  async function write(
    url: string,
    [ledger, writer, requests]: readonly [Ledger, number, readonly DrillRequest[]],
    isOver: () => boolean,
    outcomes: Outcome[],
  ) {
    const headers = { authorization: `Bearer ${await sign()}` };
    for (const request of requests) {
      ledger.send(writer, request);
      for (;;) {
        const { at, ms, kind, body } = await ask(url, request, headers);
        outcomes.push({ at, ms, kind });
        const seq: unknown = body.data?.done?.change?.seq;
        if (typeof seq === "number") {
          ledger.acknowledge(request.key, seq);
          break;
        }
        if (kind === "data") throw new Error(`${request.key} was refused: ${JSON.stringify(body)}`);
        if (isOver()) return;
        await setTimeout(50);
      }
      if (isOver()) return;
    }
  }

  const statusOf = async (url: string) => (await fetch(`${url}/ready`)).status;

  it("that is killed and restarted under load: UNAVAILABLE in between, nothing hangs, nothing is lost", {
    timeout: 300_000,
  }, async (context) => {
    const ledger = new Ledger();
    const check = async (use: (engine: Neo4jEngine) => Promise<void>) => {
      const engine = await Neo4jEngine.open(optionsOf(database));
      await use(engine).finally(() => engine.close());
    };
    await check(async (engine) => {
      await loadBundled(engine);
      await ledger.begin(engine);
    });
    const server = await startServer(prepared.program, {
      ...environment(database),
      ROLEGRAPH_JWT_SECRET: secret,
      ROLEGRAPH_LOG_LEVEL: "error",
    });
    const reads: Outcome[] = [];
    const writes: Outcome[] = [];
    const back: number[] = [];
    const killed: number[] = [];
    const port = portOf();
    try {
      for (let round = 1; round <= kills; round++) {
        let over = false;
        const isOver = () => over;
        const clients = [
          ...Array.from({ length: readers }, () => read(server.url, isOver, reads)),
          ...Array.from({ length: writers }, (_, writer) => {
            const tasks = [...ledger.openOf(writer), ...requestsOf(round, writer, 2_000)];
            return write(server.url, [ledger, writer, tasks], isOver, writes);
          }),
        ];
        const ended = Promise.all(clients);
        await setTimeout(2_000);
        killed.push(performance.now());
        process.kill(database.pid, "SIGKILL");
        await database.ended;
        await expect.poll(() => statusOf(server.url), { timeout: 10_000 }).toBe(503);
        database = await startNeo4j({ ...start, boltPort: port });
        const began = performance.now();
        await expect.poll(() => statusOf(server.url), { timeout: 30_000 }).toBe(200);
        back.push(performance.now() - began);
        const resumed = performance.now();
        const isBack = () => reads.some(({ at, kind }) => at > resumed && kind === "data");
        await expect.poll(isBack, { timeout: 30_000 }).toBe(true);
        await setTimeout(1_000);
        over = true;
        await ended;
        await check((engine) => ledger.check(engine));
      }
    } finally {
      await server.stop();
    }
    const count = (all: readonly Outcome[], kind: string) => all.filter((each) => each.kind === kind).length;
    // What was under way when Neo4j was killed has waited for it since then.
    const waited = ({ at, ms }: Outcome) => at + ms - Math.max(at, ...killed.filter((each) => each < at + ms));
    const refused = (all: readonly Outcome[]) => all.filter(({ kind }) => kind === "UNAVAILABLE" || kind === "503");
    const slowest = (all: readonly Outcome[]) => Math.round(Math.max(0, ...refused(all).map(waited)));
    const known: ReadonlySet<string> = new Set(["data", "UNAVAILABLE", "503", "TIMEOUT"]);
    const others = [...reads, ...writes].filter(({ kind }) => !known.has(kind));
    if (others.length > 0) console.log(JSON.stringify(others.slice(0, 5)), server.errors().slice(0, 10_000));
    const within = isLong ? { atMost: 2_000, unit: "ms" } : { atMost: 10_000, unit: "ms" };
    note(context, "kills of Neo4j", back.length, { atLeast: kills });
    note(context, "reads answered", count(reads, "data"), { atLeast: 1 });
    note(context, "reads UNAVAILABLE or 503", refused(reads).length, { atLeast: 1 });
    note(context, "slowest of them", slowest(reads), within);
    note(context, "slowest of writes that were not acknowledged", slowest(writes), within);
    // A Neo4j that has just come back plans each statement anew, on a busy machine for seconds.
    note(context, "TIMEOUT, after Neo4j was back", count([...reads, ...writes], "TIMEOUT"));
    note(context, "answered otherwise, or not at all", others.length, { atMost: 0 });
    note(context, "writes acknowledged, all there", ledger.acknowledged.size, { atLeast: 1 });
    note(context, "ready again after Neo4j was", Math.round(Math.max(...back)), { atMost: 30_000, unit: "ms" });
  });

  /** A start that must fail: its sentence and code. */
  async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
    let server: ServerProcess;
    try {
      server = await startServer(prepared.program, { ...environment(database), ...env });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    await server.stop();
    return "it started";
  }

  it("that will not have us stops the start, each time with its sentence", { timeout: 180_000 }, async (context) => {
    const { uri } = database;
    expect(await refusal({ NEO4J_PASSWORD: "wrong" })).toBe(
      `no start (1): Neo4j at ${uri} refuses neo4j: check NEO4J_USER and NEO4J_PASSWORD.\n`,
    );
    expect(await refusal({ NEO4J_DATABASE: "nowhere" })).toBe(
      `no start (1): Neo4j at ${uri} has no database nowhere: set NEO4J_DATABASE to one that it has.\n`,
    );
    note(context, "starts refused with a sentence and code 1", 2);
  });

  it.runIf(isLong)("that takes no writes stops the first start", { timeout: 240_000 }, async (context) => {
    const port = portOf();
    await database.stop();
    // A database is made by the first start that may write; a read-only one never comes up before.
    const home = join(prepared.folder, "read-only");
    await (await startNeo4j({ ...start, home, boltPort: port })).stop();
    const settings = { "server.databases.default_to_read_only": "true" };
    database = await startNeo4j({ ...start, home, boltPort: port, settings });
    const { uri } = database;
    expect(await refusal({})).toBe(
      `no start (1): Neo4j at ${uri} takes no writes, and constraints and indexes must be made: set NEO4J_URI to one that does, or to the cluster (neo4j://).\n`,
    );
    note(context, "starts refused with a sentence and code 1", 1);
  });
});
