import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const usage = `Usage: npm run bench:flat -- [--small N] [--large N] [--seed S] [--rounds N] [--requests N] [--engines neo4j,embedded]
                            [--folder FOLDER] [--dist FOLDER]
How answers slow down as the graph grows: the same queries on two graphs (by default of 2,000 and 200,000 officials: 10,000
and a million claims), each request in turn on one and on the other. Both engines must give the same rows. The graphs stay
in the folder for the next run; the first takes some twenty minutes.`;

const { values } = parseArgs({
  options: {
    small: { type: "string", default: "2000" },
    large: { type: "string", default: "200000" },
    seed: { type: "string", default: "7" },
    rounds: { type: "string", default: "5" },
    requests: { type: "string", default: "60" },
    engines: { type: "string", default: "neo4j,embedded" },
    folder: { type: "string", default: join(tmpdir(), "rolegraph-flat") },
    dist: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const log = (line) => process.stderr.write(`${line}\n`);
const print = (line) => process.stdout.write(`${line}\n`);
const settings = { rounds: Number(values.rounds), requests: Number(values.requests) };
const engines = values.engines.split(",");

async function main() {
  if (values.dist === undefined) execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  const { serving } = await import("./flat/servers.mjs");
  const { sampleOf } = await import("./flat/sample.mjs");
  const stops = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  process.once("SIGINT", () => stop().then(() => process.exit(130)));
  try {
    const shared = { root, dist: values.dist ?? "dist", folder: values.folder, seed: values.seed, engines, log, stops };
    const graphs = [];
    for (const officials of [Number(values.small), Number(values.large)]) {
      const server = await serving({ ...shared, officials });
      log(`looking for places among ${officials} officials`);
      graphs.push({ server, sample: await sampleOf(server) });
    }
    await flat(graphs);
    await searchHits(graphs[1]);
    await signatures(graphs[1]);
    await planning(graphs[0], join(root, shared.dist));
  } finally {
    await stop();
  }
}

/** Medians on both graphs and their ratio, of each engine. */
async function flat(graphs) {
  const { cases } = await import("./flat/cases.mjs");
  print("median latency, ms: small and large graph, their ratio (least to greatest of the rounds); goal ≤ 1.5");
  for (const { name, requests: of } of cases) {
    const asked = graphs.map(({ server, sample }) => ({ server, bodies: of(sample) }));
    const rows = await alike(name, asked);
    for (const engine of engines) {
      const found = await timed(asked.map(({ server, bodies }) => ({ url: server.urls[engine], bodies })));
      const { medians, ratios } = found;
      const [least, middle, most] = [ratios[0], ratios[ratios.length >> 1], ratios.at(-1)];
      print(
        `  ${name.padEnd(40)} ${engine.padEnd(9)} ${medians.map((ms) => ms.toFixed(2).padStart(7)).join(" ")}  ${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})  ${middle <= 1.5 ? "met" : "missed"}  ${rows} rows`,
      );
    }
  }
}

/** All engines must give the same; how many nodes they name. */
async function alike(name, asked) {
  const { ask } = await import("./flat/ask.mjs");
  const { canonical } = await import("./workloads/rows.mjs");
  let rows = 0;
  for (const { server, bodies } of asked) {
    if (bodies.length === 0) throw new Error(`${name}: the graph of ${server.officials} officials has no place for it`);
    for (const body of bodies) {
      const texts = [];
      for (const engine of engines) texts.push(canonical((await ask(server.urls[engine], body)).data));
      if (new Set(texts).size > 1) throw new Error(`${name}: the engines differ on ${JSON.stringify(body)}`);
      rows += texts[0].split('"id"').length - 1;
    }
  }
  return rows;
}

/** Each request in turn on one and on the other, so that what slows the machine down slows both alike. */
async function timed(targets, { rounds, requests } = settings) {
  const { ask, median } = await import("./flat/ask.mjs");
  const rounded = [];
  for (let round = -1; round < rounds; round++) {
    const times = targets.map(() => []);
    for (let at = 0; at < requests; at++) {
      const turn = [...targets.entries()];
      for (const [index, { url, bodies }] of at % 2 === 0 ? turn : turn.reverse()) {
        times[index].push((await ask(url, bodies[at % bodies.length])).ms);
      }
    }
    // The first round warms up.
    if (round >= 0) rounded.push(times.map(median));
  }
  const ratios = rounded.map(([small, large]) => large / small).sort((a, b) => a - b);
  return { medians: targets.map((_target, index) => median(rounded.map((each) => each[index]))), ratios };
}

/** The line through the latencies of searches with more and more hits. */
async function searchHits({ server, sample }) {
  const { searching } = await import("./flat/cases.mjs");
  const some = sample.texts.filter(({ hits }) => hits >= 400);
  const chosen = some.filter((_text, at) => at % Math.ceil(some.length / 12) === 0);
  for (const engine of engines) {
    const points = [];
    for (const text of chosen) {
      const { medians } = await timed([{ url: server.urls[engine], bodies: [searching(text)] }], {
        rounds: 1,
        requests: 15,
      });
      points.push([text.hits, medians[0]]);
    }
    const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
    const slope =
      points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
    const [least, most] = [Math.min, Math.max].map((of) => of(...points.map(([hits]) => hits)));
    const us = slope * 1000;
    print(
      `search, ${engine}: ${us.toFixed(2)} µs for each more hit, from ${least} to ${most} hits; goal ≤ 5: ${us <= 5 ? "met" : "missed"}`,
    );
  }
}

/** Of the province whose chairs at conferences are nearest to a thousand. */
async function signatures({ server, sample }) {
  const { candidates, signature } = await import("./flat/cases.mjs");
  const { ask } = await import("./flat/ask.mjs");
  const counted = [];
  for (const province of sample.provinces) {
    const { data } = await ask(server.urls.neo4j, candidates(province));
    counted.push({ province, count: data.participations.totalCount });
  }
  const [{ province, count }] = counted.sort((a, b) => Math.abs(a.count - 1000) - Math.abs(b.count - 1000));
  const bodies = [signature(province)];
  await alike("signature", [{ server, bodies }]);
  for (const engine of engines) {
    const url = server.urls[engine];
    const { medians } = await timed([
      { url, bodies },
      { url, bodies: [{ query: '{ official(id: "official/nobody") { id } }' }] },
    ]);
    const us = ((medians[0] - medians[1]) / count) * 1000;
    print(
      `signature, ${engine}: ${medians[0].toFixed(2)} ms with ${count} candidates, ${us.toFixed(1)} µs for each over a request that finds nothing (${medians[1].toFixed(2)} ms); goal ≤ 40: ${us <= 40 ? "met" : "missed"}`,
    );
  }
}

async function planning({ server }, build) {
  const { firstRequests } = await import("./flat/first-request.mjs");
  const { ours, bare, ratio } = await firstRequests({ server, build, count: 40 });
  print(
    `first request of a shape: ${ours.toFixed(1)} ms, the bare driver ${bare.toFixed(1)} ms, ratio ${ratio.toFixed(2)}; goal ≤ 1.2: ${ratio <= 1.2 ? "met" : "missed"}`,
  );
}

if (values.help) print(usage);
else if (existsSync(new URL("node_modules/neo4j-driver", import.meta.url))) await main();
else {
  log("The benchmark's own packages are missing: run npm ci --prefix bench first.");
  process.exitCode = 1;
}
