// Asks /health on a new connection again and again, as a supervisor does, until it is told to stop; then says how long
// the answers took. Its argument is the port.
import { once } from "node:events";
import { get } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

const port = Number(process.argv[2]);
const everyMs = 25;
/** @type {number[]} */
const latencies = [];
let failed = 0;
let stopped = false;
process.stdin.once("data", () => {
  stopped = true;
});

async function ask() {
  const began = performance.now();
  try {
    const asked = get({ port, host: "127.0.0.1", path: "/health", agent: false });
    const [response] = await once(asked, "response");
    response.resume();
    await once(response, "end");
    if (response.statusCode === 200) latencies.push(performance.now() - began);
    else failed++;
  } catch {
    failed++;
  }
}

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
while (!stopped) {
  await ask();
  await pause(everyMs);
}
latencies.sort((a, b) => a - b);
const at = (/** @type {number} */ share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
const times = { p50: at(0.5), p99: at(0.99), most: Math.round(latencies.at(-1) ?? 0) };
const report = { answered: latencies.length, failed, ...times, ownLagMs: Math.round(delay.percentile(99) / 1e6) };
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
