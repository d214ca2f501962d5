import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { plainCreate } from "./bulk.mjs";
import { checkRows, measure, peersFor, warmUp } from "./measure.mjs";
import { printResults, writeResults } from "./report.mjs";
import { sampleOf } from "./sample.mjs";
import { setUp } from "./setup.mjs";
import { workloads } from "./workloads/index.mjs";

const usage = `Usage: npm run bench -- [--quick] [--officials N] [--seed S] [--only a,b] [--rounds N] [--seconds N] [--dist FOLDER]
Measures Rolegraph on both engines beside @neo4j/graphql and the bare driver, on the same rows. --quick takes some five
minutes. --only names workloads: bulk, ${workloads.map(({ name }) => name).join(", ")}.`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    officials: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    rounds: { type: "string" },
    seconds: { type: "string" },
    connections: { type: "string", default: "10" },
    dist: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const log = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const { quick } = values;
  const chosen = workloads.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
  const settings = {
    officials: Number(values.officials ?? (quick ? 3_000 : 20_000)),
    seed: values.seed,
    connections: Number(values.connections),
    rounds: Number(values.rounds ?? (quick ? 3 : 7)),
    seconds: Number(values.seconds ?? (quick ? 0.8 : 10)),
    warmup: quick ? 0.6 : 15,
  };
  if (values.dist === undefined) execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  const folder = join(tmpdir(), "rolegraph-bench");
  const bench = await setUp({ ...settings, dist: values.dist ?? "dist", folder, log });
  const stop = async () => {
    await bench.stop();
    process.exit(130);
  };
  process.once("SIGINT", stop);
  try {
    if (values.only === undefined || values.only.split(",").includes("bulk")) {
      bench.loads.neo4j.plainSeconds = await plainCreate({ ...bench, log });
    }
    const sample = await sampleOf(bench);
    log("warming up");
    // A young Java process is several times slower than it will be, which would favour whatever is measured later.
    await warmUp(chosen, bench.peers, sample, { ...settings, seconds: quick ? 4 : 30 });
    const results = [];
    for (const workload of chosen) {
      log(`${workload.name}: comparing rows`);
      const peers = peersFor(workload, bench.peers);
      const checked = await checkRows(workload, peers, sample);
      log(`${workload.name}: ${checked.requests} requests, ${checked.rows} rows alike; measuring`);
      const measured = await measure(workload, peers, sample, { ...settings, databasePid: bench.server.pid });
      results.push({ workload: workload.name, title: workload.title, ...checked, peers: measured });
    }
    const report = { at: new Date().toISOString(), settings, loads: bench.loads, results };
    process.stdout.write(`${printResults(report)}\n`);
    log(`written to ${writeResults(report)}`);
  } finally {
    await bench.stop();
  }
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
