import { execFile, spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { startFlags } from "../scripts/start-flags.mjs";
import { samplesOf, workloads } from "./embedded/workloads.mjs";
import { post } from "./sample.mjs";

const usage = `Usage: npm run bench:embedded -- [--officials N] [--small N] [--rounds N] [--dist FOLDER] [--keep]
Measures the embedded engine by itself: the start beside a bare scan of the same store, memory for each claim, the
longest block of the event loop, and what a large graph costs beside a small one. 200000 officials make a million claims.
--keep measures on what an earlier run has loaded.`;

const { values } = parseArgs({
  options: {
    officials: { type: "string", default: "200000" },
    small: { type: "string", default: "2000" },
    rounds: { type: "string", default: "3" },
    dist: { type: "string", default: "dist" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const dist = resolve(root, values.dist);
const folder = join(tmpdir(), "rolegraph-bench-embedded");
const execute = promisify(execFile);
const log = (line) => process.stderr.write(`${line}\n`);

/** Without what the person who runs the benchmark has set for Rolegraph. */
function clean(more) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(ROLEGRAPH|NEO4J)_|^(HOST|PORT)$/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production", ...more };
}

async function node(...command) {
  const { stdout } = await execute(process.execPath, command, { maxBuffer: 1 << 26, env: clean({}) });
  return stdout;
}

async function storeOf(officials) {
  const store = join(folder, `store-${officials}`);
  if (values.keep) return store;
  log(`generating and loading ${officials} officials`);
  const graph = join(folder, `graph-${officials}.ndjson`);
  rmSync(store, { recursive: true, force: true });
  await node(join(dist, "scripts/generate/main.js"), "--officials", officials, "--seed", "1", "--out", graph);
  const data = readdirSync(join(root, "data")).filter((name) => /^(?!.*\.schema\.json$).*\.(json|csv)$/.test(name));
  const files = [...data.map((name) => join(root, "data", name)), graph];
  const command = [join(dist, "src/load/main.js"), "--batch", "20000", ...files];
  await execute(process.execPath, command, { maxBuffer: 1 << 26, env: clean({ ROLEGRAPH_DATA: store }) });
  return store;
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What is done with a server, from the start of its process. */
async function serving(store, signal, work) {
  const env = clean({ ROLEGRAPH_DATA: store, PORT: "0", ROLEGRAPH_LOG_LEVEL: "error", ROLEGRAPH_CACHE_BYTES: "0" });
  const child = spawn(process.execPath, [...startFlags, join(dist, "src/main.js")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const over = new Promise((done) => child.once("exit", done));
  try {
    const url = await new Promise((done, fail) => {
      child.once("exit", (code) => fail(new Error(`the server ended with code ${code}`)));
      child.stdout.on("data", (chunk) => {
        const found = /http:\S+\/graphql/.exec(String(chunk))?.[0];
        if (found !== undefined) done(found);
      });
    });
    return await work(url);
  } finally {
    child.kill(signal);
    await over;
  }
}

/** Milliseconds from the start of the server's process to its first answer. */
async function startOf(store, signal) {
  const start = performance.now();
  return serving(store, signal, async (url) => {
    const { official } = await ask(url, '{ official(id: "official/mai-van-huynh") { name } }', {});
    if (official?.name === undefined) throw new Error("the first answer is not right");
    return performance.now() - start;
  });
}

async function ask(url, query, variables) {
  const { data, errors } = await post(url, { query, variables });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Medians of both graphs over HTTP, one request after the other, the graphs in turn. */
async function overHttp(small, large) {
  return serving(small, "SIGTERM", (few) =>
    serving(large, "SIGTERM", async (many) => {
      const asked = [];
      for (const url of [few, many]) {
        const samples = await samplesOf((query, variables) => ask(url, query, variables));
        asked.push({ url, samples });
      }
      const medians = {};
      for (const { name, query, variables } of workloads.filter(({ goal }) => goal)) {
        const times = [[], []];
        for (let i = 0; i < 400; i++) {
          for (const [at, { url, samples }] of asked.entries()) {
            const all = variables(samples);
            const start = performance.now();
            await ask(url, query, all[i % all.length]);
            // The first half warms up.
            if (i >= 200) times[at].push(performance.now() - start);
          }
        }
        medians[name] = times.map((each) => each.sort((a, b) => a - b)[each.length >> 1]);
      }
      return medians;
    }),
  );
}

async function round(small, large) {
  const scan = await timed(() => node(join(here, "embedded/scan.mjs"), large));
  const start = await startOf(large, "SIGTERM");
  // As after a crash that followed a write: the columns that were kept are of another state.
  rmSync(join(large, "graph.columns"), { force: true });
  const reading = await startOf(large, "SIGKILL");
  await startOf(large, "SIGTERM");
  const empty = join(folder, "empty");
  const memory = async (store) => JSON.parse(await node("--expose-gc", join(here, "embedded/memory.mjs"), dist, store));
  const [none, all] = [await memory(empty), await memory(large)];
  const [few, many] = [await probe(small), await probe(large)];
  const http = await overHttp(small, large);
  return {
    scan,
    start,
    reading,
    smallStart: await startOf(small, "SIGTERM"),
    bytes: (all.anonymous - none.anonymous) / all.claims,
    workloads: Object.fromEntries(
      Object.keys(few).map((name) => [
        name,
        {
          small: few[name].median,
          large: many[name].median,
          ratio: many[name].median / few[name].median,
          ...(http[name] !== undefined && { http: http[name][1] / http[name][0] }),
          first: many[name].first,
          block: many[name].block,
          ...(many[name].hits !== undefined && {
            perHit: ((many[name].median - few[name].median) * 1000) / Math.max(1, many[name].hits - few[name].hits),
            hits: many[name].hits,
          }),
        },
      ]),
    ),
  };
}

const probe = async (store) => JSON.parse(await node(join(here, "embedded/probe.mjs"), dist, store));

/** The middle of the rounds, and from where to where they went. */
function spread(numbers, digits = 2) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((n) => n.toFixed(digits));
  return `${middle} (${low}–${high})`;
}

function print(rounds) {
  const of = (pick, digits) => spread(rounds.map(pick), digits);
  const lines = [
    "| what | median (spread) | goal |",
    "|---|---|---|",
    `| start to first answer ÷ bare scan | ${of((r) => r.start / r.scan)} | ≤ 2.5 |`,
    `| the same without kept columns | ${of((r) => r.reading / r.scan)} | |`,
    `| bare scan, ms | ${of((r) => r.scan, 0)} | |`,
    `| start, ms; of the small graph | ${of((r) => r.start, 0)}; ${of((r) => r.smallStart, 0)} | |`,
    `| memory for each claim, bytes | ${of((r) => r.bytes, 0)} | ≤ 400 |`,
    "",
    "| workload | small, ms | large, ms | ratio | ratio over HTTP (goal ≤ 1.5) | first, ms | longest block, ms | µs a hit more |",
    "|---|---|---|---|---|---|---|---|",
  ];
  for (const name of Object.keys(rounds[0].workloads)) {
    const each = (key, digits) => of((r) => r.workloads[name][key], digits);
    const { hits, http } = rounds[0].workloads[name];
    const perHit = hits === undefined ? "" : `${each("perHit")}, ${hits} hits`;
    lines.push(
      `| ${name} | ${each("small", 3)} | ${each("large", 3)} | ${each("ratio")} | ${http === undefined ? "" : each("http")} | ${each("first", 0)} | ${each("block", 0)} | ${perHit} |`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function main() {
  if (values.dist === "dist") await execute("npm", ["run", "-s", "build"], { cwd: root });
  mkdirSync(folder, { recursive: true });
  const [small, large] = [await storeOf(values.small), await storeOf(values.officials)];
  const rounds = [];
  for (let i = 1; i <= Number(values.rounds); i++) {
    log(`round ${i}`);
    rounds.push(await round(small, large));
  }
  print(rounds);
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
