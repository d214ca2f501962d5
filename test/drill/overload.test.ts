import { join } from "node:path";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { isLong, note } from "./support/figures.js";
import { loadGenerated, type Prepared, pageOf, prepare, rolesAt } from "./support/graph.js";
import {
  type LoadReport,
  type LoadSettings,
  processorOf,
  residentOf,
  type ServerProcess,
  startLoad,
  startProbe,
  startServer,
} from "./support/server.js";

/** Whoever has waited 2 s in the queue is refused, so 3 s are what an answer may take. */
const deadlineMs = 3_000;

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

/** From two processes, while a third asks /health; with the most memory that the server had. */
async function flood({ port, pid }: ServerProcess, { rate, connections, ...offered }: Offered) {
  const probe = startProbe(port);
  let resident = 0;
  const timer = setInterval(() => {
    resident = Math.max(resident, residentOf(pid) ?? 0);
  }, 250);
  const half = {
    ...(rate !== undefined && { rate: rate / 2 }),
    ...(connections !== undefined && { connections: Math.ceil(connections / 2) }),
  };
  const reports = await Promise.all([1, 2].map(() => startLoad({ port, deadlineMs, ...offered, ...half })));
  clearInterval(timer);
  return { reports, resident, health: await probe.stop() };
}

const total = (reports: readonly LoadReport[], key: "refused" | "withoutRetryAfter" | "failed" | "good") =>
  reports.reduce((sum, report) => sum + report[key], 0);

it.skipIf(isLong)(
  "more clients than places: some are answered, others get 503, health is answered, and it passes",
  {
    timeout: 120_000,
  },
  async () => {
    await serving({ ROLEGRAPH_MAX_QUEUED: "50" }, async (server) => {
      const bodies = [pageOf(50)];
      const { reports, health } = await flood(server, { connections: 300, seconds: 5, bodies });
      expect(total(reports, "good")).toBeGreaterThan(0);
      expect(total(reports, "refused")).toBeGreaterThan(0);
      expect([total(reports, "withoutRetryAfter"), total(reports, "failed")]).toEqual([0, 0]);
      expect(reports.map(({ others }) => others)).toEqual([{}, {}]);
      expect(health.answered).toBeGreaterThan(0);
      expect(health.failed).toBe(0);
      const after = await startLoad({ port: server.port, connections: 2, seconds: 1, deadlineMs: 20_000, bodies });
      expect([after.good, after.refused]).toEqual([after.sent, 0]);
    });
  },
);

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

/** Answers a second, and for each second of the processor's time: that is steadier where the machine has other work. */
interface Goodput {
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

async function goodputOf(pid: number, load: () => Promise<readonly LoadReport[]>): Promise<Goodput> {
  const before = processorOf(pid) ?? 0;
  const reports = await load();
  const used = (processorOf(pid) ?? 0) - before;
  const perSecond = reports.reduce((sum, { goodInTime, seconds }) => sum + goodInTime / seconds, 0);
  return { perSecond, perProcessorSecond: total(reports, "good") / used };
}

const most = (all: readonly Goodput[], key: keyof Goodput) => Math.max(...all.map((each) => each[key]));

async function overload(context: TestContext, bodies: readonly object[], offered: (peak: number) => Offered) {
  await serving({}, async (server) => {
    const { port, pid } = server;
    const plain = (connections: number) =>
      goodputOf(pid, async () => [await startLoad({ port, connections, seconds: 5, deadlineMs, bodies })]);
    await plain(16);
    const before = [await plain(16), await plain(64), await plain(16)];
    const peak = most(before, "perSecond");
    note(context, "peak goodput", peak, { unit: "req/s" });
    const flooded: Awaited<ReturnType<typeof flood>>[] = [];
    const under = await goodputOf(pid, async () => {
      const one = await flood(server, offered(peak));
      flooded.push(one);
      return one.reports;
    });
    const after = await plain(16);
    for (const each of flooded) noteFlood(context, each);
    note(context, "goodput ÷ peak", under.perSecond / peak, { atLeast: 0.8 });
    const perProcessor = most(before, "perProcessorSecond");
    note(context, "the same, of the processor's time", under.perProcessorSecond / perProcessor);
    note(context, "goodput afterwards ÷ peak", after.perSecond / peak, { atLeast: 0.8 });
    note(context, "memory after it", mebibytes((await server.memory()).rss), { atMost: 768, unit: "MiB" });
  });
}

function noteFlood(context: TestContext, { reports, resident, health }: Awaited<ReturnType<typeof flood>>) {
  const offered = reports.reduce((sum, { sent, unsent, seconds }) => sum + (sent + unsent) / seconds, 0);
  note(context, "offered", offered, { unit: "req/s" });
  note(context, "memory, at most", mebibytes(resident), { atMost: 768, unit: "MiB" });
  note(context, "/health, p99", health.p99, { atMost: 100, unit: "ms" });
  note(context, "/health, slowest", health.most, { unit: "ms" });
  note(context, "/health, not answered", health.failed, { atMost: 0 });
  note(context, "refused with 503", total(reports, "refused"), { atLeast: 1 });
  note(context, "of them without Retry-After", total(reports, "withoutRetryAfter"), { atMost: 0 });
  note(context, "client's own delay, p99", Math.max(...reports.map(({ ownLagMs }) => ownLagMs)), { unit: "ms" });
}

const seconds = 30;

// A dear request: to refuse one takes some 50 µs, so that of cheap ones no server could refuse nine times what it serves.
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
