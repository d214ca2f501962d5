import { execFile, execFileSync, fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startNeo4j } from "../scripts/neo4j/server.mjs";
import { startFlags } from "../scripts/start-flags.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const execute = promisify(execFile);
const buffer = { maxBuffer: 1 << 26 };

/** The environment of every peer, without what the person who runs the benchmark has set for Rolegraph. */
function clean(more) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(ROLEGRAPH|NEO4J|BENCH)_|^(HOST|PORT)$/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production", ...more };
}

/** Everything that the benchmark measures, each in its own process on 127.0.0.1, over the same generated graph. */
export async function setUp({ officials, seed, dist, folder, log }) {
  const stops = [];
  const stop = async () => {
    for (const each of stops.reverse()) await each();
  };
  try {
    mkdirSync(folder, { recursive: true });
    const graph = await generated({ officials, seed, dist, folder, log });
    log("starting Neo4j");
    const server = await startNeo4j({ log });
    stops.push(() => server.stop());
    const neo4j = { NEO4J_URI: server.uri, NEO4J_PASSWORD: server.password };
    const embedded = { ROLEGRAPH_DATA: join(folder, `embedded-${officials}-${seed}`) };
    const loads = {
      neo4j: await load({ dist, graph, env: neo4j, name: "Neo4j", log }),
      embedded: await load({ dist, graph, env: embedded, name: "the embedded engine", log }),
    };
    const login = { BENCH_URI: server.uri, BENCH_PASSWORD: server.password };
    // A folder has one process.
    const copied = { ROLEGRAPH_DATA: `${embedded.ROLEGRAPH_DATA}-copy` };
    rmSync(copied.ROLEGRAPH_DATA, { recursive: true, force: true });
    cpSync(embedded.ROLEGRAPH_DATA, copied.ROLEGRAPH_DATA, { recursive: true });
    const token = tokenFrom(dist);
    const ours = async (name, env) => {
      const started = await startOurs(dist, env, stops, join(folder, `${name}.log`));
      return { name, kind: "ours", token, ...started };
    };
    const peers = [
      await ours("rolegraph-neo4j", { ...neo4j, ...noCache }),
      await ours("rolegraph-neo4j-2", { ...neo4j, ...noCache, ROLEGRAPH_WORKERS: "2" }),
      await ours("rolegraph-neo4j-cached", neo4j),
      await ours("rolegraph-embedded", { ...embedded, ...noCache }),
      await ours("rolegraph-embedded-cached", copied),
      { name: "bare-driver", kind: "bare", ...(await startPeer("bare-driver.mjs", login, stops)) },
      { name: "neo4j-graphql", kind: "theirs", ...(await startPeer("neo4j-graphql.mjs", login, stops)) },
    ];
    return { peers, login, server, graph, loads, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is measured is the engine: an answer that was kept is made by none. */
const noCache = { ROLEGRAPH_CACHE_BYTES: "0" };

const secret = { ROLEGRAPH_JWT_SECRET: randomBytes(32).toString("hex") };

/** For the writes, of any peer that is ours. */
function tokenFrom(dist) {
  const command = [join(root, dist, "src/server/token-main.js"), "--role", "curator", "--name", "Benchmark"];
  return execFileSync(process.execPath, command, { env: clean(secret), encoding: "utf8" }).trim();
}

async function generated({ officials, seed, dist, folder, log }) {
  const file = join(folder, `graph-${officials}-${seed}.ndjson`);
  log(`generating ${officials} officials`);
  const arguments_ = ["--officials", String(officials), "--seed", seed, "--out", file];
  await execute(process.execPath, [join(root, dist, "scripts/generate/main.js"), ...arguments_], buffer);
  return { file, bytes: statSync(file).size };
}

/** Loads as a user would, by the command; seconds, and what it said. */
async function load({ dist, graph, env, name, log }) {
  if (env.ROLEGRAPH_DATA !== undefined) rmSync(env.ROLEGRAPH_DATA, { recursive: true, force: true });
  log(`loading into ${name}`);
  const start = performance.now();
  // The embedded engine begins with the bundled facts, so Neo4j has to have them as well.
  const command = [join(root, dist, "src/load/main.js"), "--batch", "20000", ...bundled(), graph.file];
  const { stdout } = await execute(process.execPath, command, { ...buffer, env: clean(env) });
  const seconds = (performance.now() - start) / 1000;
  const claims = Number(/, (\d+) claims/.exec(stdout)?.[1]);
  log(`  ${seconds.toFixed(0)} s: ${stdout.trim().replaceAll("\n", " ")}`);
  return { seconds, claims };
}

const bundled = () =>
  readdirSync(join(root, "data"))
    .filter((name) => /^(?!.*\.schema\.json$).*\.(json|csv)$/.test(name))
    .map((name) => join(root, "data", name));

function startOurs(dist, env, stops, logFile) {
  const settings = { PORT: "0", ROLEGRAPH_LOG_LEVEL: "error", ROLEGRAPH_RATE_LIMIT: "0", ...secret, ...env };
  const command = [...startFlags, join(root, dist, "src/main.js")];
  const stdio = ["ignore", "pipe", openSync(logFile, "w")];
  const child = spawn(process.execPath, command, { env: clean(settings), stdio });
  stops.push(() => ended(child));
  return new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`Rolegraph ended with code ${code}`)));
    child.stdout.on("data", (chunk) => {
      const url = /http:\S+\/graphql/.exec(String(chunk))?.[0];
      if (url !== undefined) done({ url, pid: child.pid });
    });
  });
}

function startPeer(file, env, stops) {
  const stdio = ["ignore", "ignore", "inherit", "ipc"];
  const child = fork(join(here, "peers", file), { env: clean(env), stdio, execArgv: [...startFlags] });
  stops.push(() => ended(child));
  return new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`${file} ended with code ${code}`)));
    child.once("message", ({ url }) => done({ url, pid: child.pid }));
  });
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await over;
}
