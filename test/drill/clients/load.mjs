// Asks a server for a while and counts what comes back. Its one argument is JSON: port, bodies, seconds, deadlineMs, and
// either connections (each asks again when it is answered; opened over rampSeconds, uncounted) or rate (so many a second, whether answered or not).
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { Connection, postOf } from "./connection.mjs";

const { port, bodies, seconds, deadlineMs, connections, rate, rampSeconds = 0 } = JSON.parse(process.argv[2] ?? "{}");
const requests = bodies.map((/** @type {unknown} */ body) => postOf(body));
/** Of open descriptors, with room for others. */
const mostOpen = 16_000;

const counts = {
  sent: 0,
  good: 0,
  goodInTime: 0,
  refused: 0,
  late: 0,
  failed: 0,
  lost: 0,
  withoutRetryAfter: 0,
  unsent: 0,
};
/** @type {Record<string, number>} */
const others = {};
/** @type {number[]} */
const latencies = [];
/** @type {Connection[]} */
const idle = [];
let open = 0;
let next = 0;

let counting = rampSeconds === 0;
/** When nothing more is asked. */
const ends = performance.now() + (rampSeconds + seconds) * 1000;

/** @param {Connection} connection */
async function one(connection) {
  const began = performance.now();
  const counted = counting;
  if (counted) counts.sent++;
  const request = requests[next++ % requests.length];
  const late = new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), deadlineMs);
    void connection.ask(request).then((answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
  const answer = await late;
  if (answer === undefined) connection.close();
  // Whenever it was asked: so much is answered in the time that counts.
  else if (isGood(answer) && counting && performance.now() < ends) counts.goodInTime++;
  if (!counted) return;
  if (answer === undefined) counts.late++;
  else count(answer, performance.now() - began);
}

/** @param {import("./connection.mjs").Answer} answer */
const isGood = ({ status, begin }) => status === 200 && begin.startsWith('{"data":{');

/** @param {import("./connection.mjs").Answer} answer @param {number} ms */
function count(answer, ms) {
  const { status, head } = answer;
  if (isGood(answer)) {
    counts.good++;
    latencies.push(ms);
  } else if (status === 200) counts.failed++;
  else if (status === 503) {
    counts.refused++;
    if (!/\r\nretry-after: \d+/.test(head)) counts.withoutRetryAfter++;
  } else if (status === 0) counts.lost++;
  else others[status] = (others[status] ?? 0) + 1;
}

async function arrive() {
  const connection = idle.pop() ?? (open < mostOpen ? new Connection(port) : undefined);
  if (connection === undefined) {
    counts.unsent++;
    return;
  }
  open++;
  await one(connection);
  open--;
  if (connection.isOpen) idle.push(connection);
}

async function atRate() {
  const began = performance.now();
  for (let due = 0; ; ) {
    const elapsed = (performance.now() - began) / 1000;
    for (; due < Math.min(elapsed, seconds) * rate; due++) void arrive();
    if (elapsed >= seconds) break;
    await pause(2);
  }
  const patience = performance.now() + deadlineMs + 100;
  while (open > 0 && performance.now() < patience) await pause(10);
}

async function inTurns() {
  const loop = async (/** @type {unknown} */ _, /** @type {number} */ at) => {
    await pause((rampSeconds * 1000 * at) / connections);
    let connection = new Connection(port);
    while (performance.now() < ends) {
      if (!connection.isOpen) connection = new Connection(port);
      await one(connection);
    }
    connection.close();
  };
  setTimeout(() => {
    counting = true;
  }, rampSeconds * 1000);
  await Promise.all(Array.from({ length: connections }, loop));
}

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
await (rate === undefined ? inTurns() : atRate());
latencies.sort((a, b) => a - b);
const at = (/** @type {number} */ share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
const report = { ...counts, others, seconds };
const times = { p50: at(0.5), p99: at(0.99), ownLagMs: Math.round(delay.percentile(99) / 1e6) };
process.stdout.write(`${JSON.stringify({ ...report, ...times })}\n`, () => process.exit(0));
