import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { post } from "./sample.mjs";
import { canonical } from "./workloads/rows.mjs";

/** Those peers that can answer the workload at all. */
export const peersFor = (workload, peers) => peers.filter(({ kind }) => workload.requests[kind] !== undefined);

/** The workload as requests to one peer. */
export function requestsOf(workload, peer, sample) {
  const url = peer.kind === "bare" ? `${peer.url}${workload.statement ?? workload.name}` : peer.url;
  return { url, bodies: workload.variants(sample).map(workload.requests[peer.kind]) };
}

/** All peers must give the same rows to every request; how many rows, and how many bytes the first peer's answers had. */
export async function checkRows(workload, peers, sample) {
  let expected;
  let rows = 0;
  for (const peer of peers) {
    const { url, bodies } = requestsOf(workload, peer, sample);
    const answers = [];
    for (const body of bodies) answers.push(rowsOf(workload, peer, await post(url, body)));
    const texts = answers.map(canonical);
    if (expected === undefined) {
      expected = { peer, texts };
      rows = answers.reduce((sum, each) => sum + each.length, 0);
    }
    const at = texts.findIndex((text, index) => text !== expected.texts[index]);
    if (at >= 0) throw new Error(difference(workload, expected, peer, texts[at], at));
  }
  const bytes = Math.round(expected.texts.reduce((sum, text) => sum + text.length, 0) / expected.texts.length);
  return { requests: expected.texts.length, rows, bytes };
}

function rowsOf(workload, peer, answer) {
  if (peer.kind === "bare") return workload.rows.bare(answer);
  if (answer.errors !== undefined) throw new Error(`${peer.name}, ${workload.name}: ${JSON.stringify(answer.errors)}`);
  return workload.rows[peer.kind](answer.data);
}

function difference(workload, expected, peer, text, at) {
  const other = expected.texts[at];
  let from = 0;
  while (from < text.length && text[from] === other[from]) from++;
  const around = (each) => each.slice(Math.max(0, from - 80), from + 120);
  return `${workload.name}, request ${at}: ${peer.name} answers other rows than ${expected.peer.name}:\n  ${around(other)}\n  ${around(text)}`;
}

/** Requests for some seconds over so many connections, each taking the next of the requests in turn. */
export async function load({ url, bodies }, { seconds, connections }, pids = {}) {
  const before = processorTime(pids);
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })),
  });
  if (result.errors + result.non2xx > 0) throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} refusals`);
  const { latency } = result;
  const answered = result["2xx"];
  const after = processorTime(pids);
  // Of the server and of the database: steadier than rates where the machine has other work as well.
  const processor = Object.fromEntries(
    Object.keys(after).map((name) => [name, (after[name] - before[name]) / answered]),
  );
  const { p50, p99, average } = latency;
  return { perSecond: answered / result.duration, p50, p99, mean: average, processor };
}

/** Milliseconds that processes have had; nothing where the system does not say. */
function processorTime(pids) {
  const times = {};
  for (const [name, pid] of Object.entries(pids)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [user, system] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13)
        .map(Number);
      times[name] = (user + system) * 10;
    } catch {
      // Not Linux.
    }
  }
  return times;
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Lets every peer, and the database behind it, come to its speed. */
export async function warmUp(workload, peers, sample, { seconds, connections }) {
  for (const peer of peersFor(workload, peers))
    await load(requestsOf(workload, peer, sample), { seconds, connections });
}

/** Rounds interleaved: what slows the machine down for a while slows all peers alike. */
export async function measure(workload, peers, sample, settings) {
  const { rounds, databasePid } = settings;
  const { weight = 1 } = workload;
  const [seconds, warmup] = [settings.seconds * weight, settings.warmup * weight];
  const connections = workload.connections ?? settings.connections;
  const targets = peers.map((peer) => ({ peer, target: requestsOf(workload, peer, sample), results: [] }));
  for (const { target } of targets) await load(target, { seconds: warmup, connections });
  for (let round = 0; round < rounds; round++) {
    // Another peer goes first each time.
    const order = targets.map((_, at) => targets[(at + round) % targets.length]);
    for (const { peer, target, results } of order) {
      results.push(await load(target, { seconds, connections }, { server: peer.pid, database: databasePid }));
    }
  }
  return targets.map(({ peer, results }) => ({ peer: peer.name, ...summary(results), results }));
}

function summary(results) {
  const rates = results.map(({ perSecond }) => perSecond);
  const middle = median(rates);
  return {
    perSecond: middle,
    spread: (Math.max(...rates) - Math.min(...rates)) / middle,
    p50: median(results.map(({ p50 }) => p50)),
    p99: median(results.map(({ p99 }) => p99)),
    processor: {
      server: median(results.map(({ processor }) => processor.server ?? Number.NaN)),
      database: median(results.map(({ processor }) => processor.database ?? Number.NaN)),
    },
  };
}
