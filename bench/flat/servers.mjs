import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { startNeo4j } from "../../scripts/neo4j/server.mjs";
import { startFlags } from "../../scripts/start-flags.mjs";
import { ask } from "./ask.mjs";

const execute = promisify(execFile);
const buffer = { maxBuffer: 1 << 26 };
const password = "rolegraph-flat";

/**
 * One graph of so many officials behind our server, on each engine. What is generated and loaded stays in the folder for
 * the next run.
 */
export async function serving({ root, dist, folder, officials, seed, engines, log, stops }) {
  mkdirSync(folder, { recursive: true });
  const build = join(root, dist);
  const name = `${officials}-${seed}`;
  const graph = join(folder, `graph-${name}.ndjson`);
  if (!existsSync(graph)) {
    log(`generating ${officials} officials`);
    const asked = ["--officials", String(officials), "--seed", seed, "--out", graph];
    await execute(process.execPath, [join(build, "scripts/generate/main.js"), ...asked], buffer);
  }
  const environments = { embedded: { ROLEGRAPH_DATA: join(folder, `embedded-${name}`) } };
  const server = await startNeo4j({ home: join(folder, `neo4j-${name}`), password, log });
  stops.push(() => server.stop());
  environments.neo4j = { NEO4J_URI: server.uri, NEO4J_USER: "neo4j", NEO4J_PASSWORD: password };
  const urls = {};
  for (const engine of engines) {
    const env = clean(environments[engine]);
    const loaded = join(folder, `${engine}-${name}.loaded`);
    if (!existsSync(loaded)) {
      log(`loading ${officials} officials into ${engine}`);
      const files = [...bundled(root), graph];
      const command = [join(build, "src/load/main.js"), "--batch", "20000", ...files];
      const start = performance.now();
      const { stdout } = await execute(process.execPath, command, { ...buffer, env });
      log(`  ${((performance.now() - start) / 1000).toFixed(0)} s: ${stdout.trim().replaceAll("\n", " ")}`);
      writeFileSync(loaded, stdout);
    }
    urls[engine] = await start(build, env, join(folder, `${engine}-${name}.log`), stops);
    await answering(urls[engine]);
  }
  return { officials, uri: server.uri, auth: ["neo4j", password], urls };
}

/** A database that has just been started may take longer to accept a connection than our server waits. */
async function answering(url) {
  const limit = performance.now() + 60_000;
  for (;;) {
    const problem = await ask(url, { query: "{ officials(first: 1) { nodes { id } } }" }).then(
      () => undefined,
      (error) => error,
    );
    if (problem === undefined) return;
    if (performance.now() > limit) throw problem;
    await setTimeout(500);
  }
}

const bundled = (root) =>
  readdirSync(join(root, "data"))
    .filter((name) => /^(?!.*\.schema\.json$).*\.(json|csv)$/.test(name))
    .map((name) => join(root, "data", name));

function clean(more) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(ROLEGRAPH|NEO4J|BENCH)_|^(HOST|PORT)$/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production", ...more };
}

function start(build, env, log, stops) {
  // The caches of answers are no part of what is measured; nor are the limits on strangers.
  const settings = {
    PORT: "0",
    ROLEGRAPH_LOG_LEVEL: "error",
    ROLEGRAPH_CACHE_BYTES: "0",
    ROLEGRAPH_MAX_COST: "1000000",
  };
  const child = spawn(process.execPath, [...startFlags, join(build, "src/main.js")], {
    env: { ...env, ...settings },
    stdio: ["ignore", "pipe", openSync(log, "w")],
  });
  const over = new Promise((done) => child.once("exit", done));
  stops.push(async () => {
    child.kill("SIGTERM");
    await over;
  });
  return new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`Rolegraph ended with code ${code}; see ${log}`)));
    child.stdout.on("data", (chunk) => {
      const url = /http:\S+\/graphql/.exec(String(chunk))?.[0];
      if (url !== undefined) done(url);
    });
  });
}
