import type { FastifyInstance } from "fastify";
import { Histogram, type Registry } from "prom-client";
import type { Meters } from "./observability/meters.js";

/** Given the metrics of this process, what makes the text of those of all that share its port. */
export type GatherMetrics = (own: Registry) => () => Promise<string>;

const alone: GatherMetrics = (own) => () => own.metrics();

/** `/metrics` in Prometheus's text form: all meters, and the duration of requests by route and status. */
export function installMetrics(app: FastifyInstance, { registry }: Meters, gather: GatherMetrics = alone): void {
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the first byte of a request to the last of its response.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.addHook("onResponse", (request, reply, done) => {
    // The route's pattern, never the path: a stranger's paths would grow the series without end.
    const route = request.routeOptions.url ?? "unknown";
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  const gathered = gather(registry);
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await gathered()));
}
