import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chartOf } from "./chart.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "results");

const rate = (of, peer) => of.peers.find((each) => each.peer === peer);
const per = (of, a, b, key = "perSecond") => {
  const [over, under] = [rate(of, a)?.[key], rate(of, b)?.[key]];
  return over === undefined || under === undefined ? undefined : over / under;
};

const processorPer = (of, a, b) => rate(of, a).processor.server / rate(of, b).processor.server;

/** The goals that this run can tell of: each from the workloads by name. */
const goals = [
  [
    "page",
    "Neo4j engine ÷ @neo4j/graphql, nested page, req/s",
    "≥ 6",
    (of) => per(of, "rolegraph-neo4j", "neo4j-graphql"),
  ],
  [
    "page",
    "Neo4j engine ÷ bare driver, nested page, req/s",
    "≥ 0.9",
    (of) => per(of, "rolegraph-neo4j", "bare-driver"),
  ],
  [
    "page",
    "p99 latency, Neo4j engine ÷ @neo4j/graphql, nested page",
    "≤ 0.25",
    (of) => per(of, "rolegraph-neo4j", "neo4j-graphql", "p99"),
  ],
  [
    "page",
    "embedded engine ÷ @neo4j/graphql, nested page, req/s",
    "≥ 20",
    (of) => per(of, "rolegraph-embedded", "neo4j-graphql"),
  ],
  [
    "page",
    "processor time of the server's process, Neo4j engine ÷ bare driver, nested page",
    "",
    (of) => processorPer(of, "rolegraph-neo4j", "bare-driver"),
  ],
  [
    "filtered",
    "three nested filters, Neo4j engine ÷ @neo4j/graphql, req/s",
    "≥ 4",
    (of) => per(of, "rolegraph-neo4j", "neo4j-graphql"),
  ],
];

const besideBare = [
  "lookup",
  "filtered",
  "names",
  "deep",
  "signature",
  "search",
  "companions",
  "paths",
  "crowd",
  "mixed",
].map((name) => [
  name,
  `Neo4j engine ÷ bare driver, ${name}, req/s`,
  "",
  (of) => per(of, "rolegraph-neo4j", "bare-driver"),
]);

const more = [
  [
    "crowd",
    "Neo4j engine with ROLEGRAPH_WORKERS=2 ÷ bare driver in one process, nested page, 50 connections, req/s",
    "",
    (of) => per(of, "rolegraph-neo4j-2", "bare-driver"),
  ],
  [
    "cached",
    "Neo4j engine with kept answers ÷ @neo4j/graphql, nested page, req/s",
    "",
    (of) => per(of, "rolegraph-neo4j-cached", "neo4j-graphql"),
  ],
  [
    "cached",
    "embedded engine with kept answers ÷ @neo4j/graphql, nested page, req/s",
    "",
    (of) => per(of, "rolegraph-embedded-cached", "neo4j-graphql"),
  ],
];

/** Undefined where no goal was set. */
function isMet(value, goal) {
  const [sign, limit] = goal.split(" ");
  if (limit === undefined) return undefined;
  return sign === "≥" ? value >= Number(limit) : value <= Number(limit);
}

/** Reading, checking and deriving included, as a user loads. */
function loading({ neo4j: { seconds, plainSeconds } }) {
  if (plainSeconds === undefined) return [];
  const value = plainSeconds / seconds;
  const what = "bulk load into Neo4j, claims a second ÷ plain UNWIND … CREATE of the same rows";
  return [{ what, goal: "≥ 0.5", value, met: isMet(value, "≥ 0.5") }];
}

export function ratiosOf({ results, loads }) {
  const measured = [...goals, ...besideBare, ...more].flatMap(([workload, what, goal, read]) => {
    const of = results.find((each) => each.workload === workload);
    const value = of && read(of);
    if (value === undefined || Number.isNaN(value)) return [];
    return [{ what, goal, value, met: isMet(value, goal) }];
  });
  return [...measured, ...loading(loads)];
}

const verdict = (met) => (met === undefined ? "" : met ? "met" : "missed");

export function printResults(report) {
  const lines = [];
  for (const of of report.results) {
    lines.push("", of.title, `  ${of.rows} rows alike from ${of.peers.length} peers`);
    for (const { peer, perSecond, spread, p50, p99, processor } of of.peers) {
      const beside = of.peers.at(-1).peer;
      const ratio = per(of, peer, beside);
      const cells = [
        peer.padEnd(20),
        `${perSecond.toFixed(0).padStart(7)} req/s`,
        `spread ${(spread * 100).toFixed(0).padStart(3)} %`,
        `p50 ${String(p50).padStart(4)} ms`,
        `p99 ${String(p99).padStart(4)} ms`,
        `processor ${processor.server.toFixed(2)} + ${processor.database.toFixed(2)} ms`,
        ratio === undefined ? "" : `${ratio.toFixed(2)} × ${beside}`,
      ];
      lines.push(`  ${cells.join("  ")}`);
    }
  }
  lines.push("", "ratios of this run");
  for (const [engine, loaded] of Object.entries(report.loads)) {
    lines.push(`  loading into ${engine}: ${(loaded.claims / loaded.seconds).toFixed(0)} claims/s`);
  }
  for (const { what, goal, value, met } of ratiosOf(report)) {
    lines.push(`  ${value.toFixed(2).padStart(7)}  ${goal.padEnd(7)} ${verdict(met).padEnd(6)}  ${what}`);
  }
  return lines.join("\n");
}

/** The report as JSON and as a chart; the path of the former. */
export function writeResults(report) {
  mkdirSync(folder, { recursive: true });
  const name = report.at.replaceAll(/[:.]/g, "-");
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify({ ...report, ratios: ratiosOf(report) }, null, 2)}\n`);
  writeFileSync(join(folder, `${name}.svg`), chartOf(report));
  return file;
}
