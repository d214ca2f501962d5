import { join } from "node:path";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { isLong, mean, note } from "./support/figures.js";
import { loadGenerated, type Prepared, pageOf, prepare, rolesAt } from "./support/graph.js";
import {
  type LoadReport,
  type LoadSettings,
  residentOf,
  type ServerProcess,
  startLoad,
  startProbe,
  startServer,
} from "./support/server.js";

/** Whoever has waited 2 s in the queue is refused, so 3 s are what an answer may take. */
const answerMs = 3_000;
/** A refusal waits for up to 8 s if its client asks again at once. */
const deadlineMs = 9_000;

let prepared: Prepared;
let env: Readonly<Record<string, string>>;
beforeAll(() => {
  prepared = prepare("overload");
  // Answers that are kept would cost nothing: what is measured is answering.
  env = { ROLEGRAPH_DATA: join(prepared.folder, "data"), ROLEGRAPH_CACHE_BYTES: "0" };
  loadGenerated(prepared, 1_000, env);
}, 120_000);
afterAll(() => prepared.remove());

async function serving(more: Readonly<Record<string, string>>, use: (server: ServerProcess) => Promise<void>) {
  const server = await startServer(prepared.program, { ...env, ...more });
  try {
    await use(server);
  } finally {
    await server.stop();
  }
}

type Offered = Pick<LoadSettings, "rate" | "connections" | "rampSeconds" | "seconds" | "bodies">;

/** From one process, while another asks /health; with the most memory that the server had. */
async function flood({ port, pid }: ServerProcess, offered: Offered) {
  const probe = startProbe(port);
  let resident = 0;
  const timer = setInterval(() => {
    resident = Math.max(resident, residentOf(pid) ?? 0);
  }, 250);
  const report = await startLoad({ port, deadlineMs, ...offered });
  clearInterval(timer);
  return { report, resident, health: await probe.stop() };
}

it.skipIf(isLong)(
  "more clients than places: some are answered, others get 503, health is answered, and it passes",
  {
    timeout: 120_000,
  },
  async () => {
    await serving({ ROLEGRAPH_MAX_QUEUED: "50" }, async (server) => {
      const bodies = [pageOf(50)];
      const { report, health } = await flood(server, { connections: 300, seconds: 5, bodies });
      expect(report.good).toBeGreaterThan(0);
      expect(report.refused).toBeGreaterThan(0);
      expect([report.withoutRetryAfter, report.failed, report.others]).toEqual([0, 0, {}]);
      expect(health.answered).toBeGreaterThan(0);
      expect(health.failed).toBe(0);
      const after = await startLoad({ port: server.port, connections: 2, seconds: 1, deadlineMs: 20_000, bodies });
      expect([after.good, after.refused]).toEqual([after.sent, 0]);
    });
  },
);

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

/** Answers a second. */
const goodputOf = ({ goodInTime, seconds: time }: LoadReport) => goodInTime / time;

/** Where the most is answered: with fewer the server waits for its clients, with more they wait for each other. */
const levels = [16, 64] as const;

/** By rounds, each with a rate for each level: what the better level gives over all of them, as the flood counts over all its time. */
const peakOf = (rounds: readonly (readonly number[])[]) =>
  Math.max(...levels.map((_, at) => mean(rounds.map((rates) => rates[at] ?? 0))));

/**
 * Of the rounds that make the peak, as many come before as after the flood: other work on the machine, which moves
 * every rate by a tenth, then counts for neither side.
 */
async function overload(context: TestContext, bodies: readonly object[], offered: (peak: number) => Offered) {
  await serving({}, async (server) => {
    const round = async () => {
      const rates: number[] = [];
      for (const connections of levels) {
        rates.push(goodputOf(await startLoad({ port: server.port, connections, seconds: 4, deadlineMs, bodies })));
      }
      return rates;
    };
    await round();
    const before = [await round(), await round(), await round()];
    const flooded = await flood(server, offered(peakOf(before)));
    const after = [await round(), await round(), await round()];
    const peak = peakOf([...before, ...after]);
    note(context, "peak goodput", peak, { unit: "req/s" });
    noteFlood(context, flooded);
    note(context, "goodput ÷ peak", goodputOf(flooded.report) / peak, { atLeast: 0.8 });
    note(context, "goodput afterwards ÷ before", peakOf(after) / peakOf(before), { atLeast: 0.8 });
    note(context, "memory after it", mebibytes((await server.memory()).rss), { atMost: 768, unit: "MiB" });
  });
}

function noteFlood(context: TestContext, { report, resident, health }: Awaited<ReturnType<typeof flood>>) {
  note(context, "offered", (report.sent + report.unsent) / report.seconds, { unit: "req/s" });
  note(context, "of them not sent, for want of connections", report.unsent, { atMost: 0 });
  note(context, "memory, at most", mebibytes(resident), { atMost: 768, unit: "MiB" });
  note(context, "/health, p99", health.p99, { atMost: 100, unit: "ms" });
  note(context, "/health, slowest", health.most, { unit: "ms" });
  note(context, "/health, not answered", health.failed, { atMost: 0 });
  note(context, "answers, p99", report.p99, { atMost: answerMs, unit: "ms" });
  note(context, `not answered or refused in ${deadlineMs / 1000} s`, report.late, { atMost: 0 });
  note(context, "refused with 503", report.refused, { atLeast: 1 });
  note(context, "of them without Retry-After", report.withoutRetryAfter, { atMost: 0 });
  note(context, "client's own delay, p99", report.ownLagMs, { unit: "ms" });
}

const seconds = 30;

// A dear request: to refuse one takes some 32 µs, so that of cheap ones no server could refuse nine times what it serves.
it.runIf(isLong)("10 × the rate that can be served, whether answered or not", { timeout: 180_000 }, (context) => {
  const bodies = [rolesAt(100)];
  return overload(context, bodies, (peak) => ({ rate: 10 * peak, seconds, bodies }));
});

/** Eight are answered at a time and 500 wait. */
const places = 508;

it.runIf(isLong)("10 × the clients that find a place, who ask again at once", { timeout: 180_000 }, (context) => {
  const bodies = [pageOf(20)];
  return overload(context, bodies, () => ({ connections: 10 * places, rampSeconds: 8, seconds, bodies }));
});
