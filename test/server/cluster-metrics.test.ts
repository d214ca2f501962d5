import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import type { FromPrimary } from "../../src/server/cluster/messages.js";
import { ClusterMetrics } from "../../src/server/cluster/metrics.js";

/** Metrics as a process has them, answering the primary or not. */
function openWorker(id: number, all: () => ClusterMetrics) {
  const register = new Registry();
  const registers = [register];
  const requests = new Counter({ name: "requests_total", help: "a", labelNames: ["route"], registers });
  const seconds = new Histogram({ name: "seconds", help: "b", buckets: [1], registers });
  const open = new Gauge({ name: "open", help: "c", registers });
  const worker = {
    id,
    answers: true,
    send: async (message: FromPrimary) => {
      if (!worker.answers || message.kind !== "collect") return;
      // A copy, as messages between processes are.
      const metrics = structuredClone(await register.getMetricsAsJSON());
      all().take(id, { kind: "collected", round: message.round, metrics });
    },
  };
  return { worker, requests, seconds, open };
}

function openTwo() {
  const metrics: ClusterMetrics = new ClusterMetrics(() => listening);
  const [one, two] = [openWorker(1, () => metrics), openWorker(2, () => metrics)];
  const listening = [one.worker, two.worker];
  return { metrics, one, two, listening };
}

const lines = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

describe("the metrics of all workers", () => {
  it("are the sums of theirs", async () => {
    const { metrics, one, two } = openTwo();
    one.requests.inc({ route: "/graphql" }, 3);
    two.requests.inc({ route: "/graphql" }, 4);
    two.requests.inc({ route: "/changes" });
    one.open.set(2);
    two.open.set(5);
    two.seconds.observe(0.5);
    const [first, second] = await Promise.all([metrics.gather(), metrics.gather()]);
    expect(second).toBe(first);
    expect(lines(first)).toEqual([
      'requests_total{route="/graphql"} 7',
      'requests_total{route="/changes"} 1',
      'seconds_bucket{le="1"} 1',
      'seconds_bucket{le="+Inf"} 1',
      "seconds_sum 0.5",
      "seconds_count 1",
      "open 7",
      "rolegraph_workers 2",
      "rolegraph_worker_restarts_total 0",
    ]);
  });

  it("keep what ended ones had counted, and not what they held", async () => {
    const { metrics, one, two, listening } = openTwo();
    for (let round = 1; round <= 3; round++) {
      two.requests.inc({ route: "/graphql" });
      two.seconds.observe(2);
      two.open.set(1);
      await metrics.gather();
      metrics.end(2);
    }
    listening.pop();
    metrics.restarted();
    one.requests.inc({ route: "/graphql" });
    const text = lines(await metrics.gather());
    // Each time it ended as another process, which had counted 1, 2 and 3.
    expect(text).toContain('requests_total{route="/graphql"} 7');
    expect(text).toContain("seconds_sum 12");
    expect(text).toContain("open 0");
    expect(text).toContain("rolegraph_workers 1");
    expect(text).toContain("rolegraph_worker_restarts_total 1");
  });

  it("count one that does not answer as it was last, and wait for none that has ended", async () => {
    const { metrics, one, two } = openTwo();
    two.requests.inc({ route: "/graphql" });
    await metrics.gather();
    two.worker.answers = false;
    one.requests.inc({ route: "/graphql" });
    expect(lines(await metrics.gather())).toContain('requests_total{route="/graphql"} 2');
    const gathering = metrics.gather();
    metrics.end(2);
    expect(lines(await gathering)).toContain('requests_total{route="/graphql"} 2');
  });
});
