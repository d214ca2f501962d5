import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { headersOf, post } from "./sample.mjs";
import { everyday, page } from "./workloads/page.mjs";
import { canonical } from "./workloads/rows.mjs";

/** Those peers that the workload is for, and that can answer it at all. */
export const peersFor = ({ requests, peers: names = everyday }, peers) =>
  names.flatMap((name) => peers.filter((peer) => peer.name === name && requests[peer.kind] !== undefined));

const requestTo = (peer, statement, body) => ({
  url: peer.kind === "bare" ? `${peer.url}${statement}` : peer.url,
  token: peer.token,
  body,
});

/** The workload's reads as requests to one peer. */
export const readsOf = (workload, peer, sample) =>
  workload
    .variants(sample)
    .map((each) => requestTo(peer, workload.statement ?? workload.name, workload.requests[peer.kind](each)));

const writeEvery = 10;

/** All of the workload's requests to one peer, its writes spread among them. */
export function requestsOf(workload, peer, sample) {
  const reads = readsOf(workload, peer, sample);
  const { writes } = workload;
  if (writes === undefined) return reads;
  return writes.variants(sample).flatMap((each, at) => {
    const between = Array.from({ length: writeEvery - 1 }, (_, i) => reads[(at * (writeEvery - 1) + i) % reads.length]);
    return [...between, requestTo(peer, writes.statement, writes[peer.kind](each))];
  });
}

/** All peers must give the same rows to every request; how many rows, and how many bytes the first peer's answers had. */
export async function checkRows(workload, peers, sample) {
  let expected;
  let rows = 0;
  for (const peer of peers) {
    const answers = [];
    for (const { url, body } of readsOf(workload, peer, sample))
      answers.push(rowsOf(workload, peer, await post(url, body)));
    await checkWrite(workload, peer, sample);
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

/** A write that every peer refuses would be fast. */
async function checkWrite({ writes }, peer, sample) {
  if (writes === undefined) return;
  for (const each of writes.variants(sample).slice(0, 2)) {
    const { url, body, token } = requestTo(peer, writes.statement, writes[peer.kind](each));
    const answer = JSON.stringify(await post(url, body, token));
    if (!answer.includes(each.rank)) throw new Error(`${peer.name} does not write: ${answer}`);
  }
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
export async function load(requests, { seconds, connections }, pids = {}) {
  const [{ url }] = requests;
  const before = processorTime(pids);
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.map(({ url, body, token }) => ({
      method: "POST",
      path: new URL(url).pathname,
      headers: headersOf(token),
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

/** Milliseconds that processes and their children have had; nothing where the system does not say. */
function processorTime(pids) {
  const times = {};
  for (const [name, pid] of Object.entries(pids)) {
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
      times[name] = [pid, ...children].reduce((sum, each) => sum + timeOf(each), 0);
    } catch {
      // Not Linux.
    }
  }
  return times;
}

function timeOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Lets every peer that some workload asks, and the database behind it, come to its speed. */
export async function warmUp(workloads, peers, sample, { seconds, connections }) {
  const asked = peers.filter((peer) => workloads.some((workload) => peersFor(workload, peers).includes(peer)));
  for (const peer of asked) await load(requestsOf(page, peer, sample), { seconds, connections });
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
