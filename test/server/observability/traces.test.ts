import { createRequire } from "node:module";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { readConfig } from "../../../src/server/config.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { open } from "../limits/open.js";
import { type Collector, openCollector } from "./collector.js";
import { openLines } from "./lines.js";

let engine: Engine;
let collector: Collector;
beforeAll(async () => {
  engine = await openBundled();
});
afterAll(() => engine.close());
beforeEach(async () => {
  collector = await openCollector();
});
afterEach(() => collector.close());

const otelLoaded = () =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("/@opentelemetry/sdk-trace"));

const observability = (env: Record<string, string>) => readConfig(env).observability;

/** What the collector gets of these requests, with these variables set: the last of it when the server closes. */
async function traced(
  env: Record<string, string>,
  requests: readonly (readonly [query: string, headers?: Record<string, string>])[],
) {
  // OpenTelemetry reads them from the process itself.
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const lines = openLines();
    const options = { observability: observability(env), logStream: lines, logLevel: "warn" } as const;
    const server = await open(engine, {}, options);
    for (const [query, headers] of requests) await server.ask({ query, variables: { t: "TopSecret" } }, headers);
    await server.close();
    return lines.text();
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

const toCollector = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
const query = "query Named($t: String!) { search(text: $t) { matched } officials(first: 2) { nodes { name } } }";

// First, while nothing has loaded it.
it.each<[string, Record<string, string>]>([
  ["no variable is set", {}],
  ["it is turned off", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", OTEL_SDK_DISABLED: "true" }],
  ["traces are to go nowhere", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", OTEL_TRACES_EXPORTER: "none" }],
])("nothing of OpenTelemetry is loaded where %s", async (_name, env) => {
  await traced(env, [[query]]);
  expect(otelLoaded()).toBe(false);
});

describe("the trace of a request", () => {
  it("has a span for it and for each part of its work, and none for a field", async () => {
    await traced(toCollector(), [[query], [query]]);
    expect(otelLoaded()).toBe(true);
    const spans = collector.spans();
    const requests = spans.filter(({ name }) => name === "POST /graphql");
    expect(requests).toHaveLength(2);
    const below = requests.map(({ spanId, traceId }) =>
      spans
        .filter((span) => span.parentSpanId === spanId && span.traceId === traceId)
        .map(({ name }) => name)
        .sort(),
    );
    const engineOnly = ["rolegraph.engine", "rolegraph.engine"];
    expect(below).toEqual([["graphql.parse", "graphql.validate", ...engineOnly, "rolegraph.plan"], engineOnly]);
    expect(spans).toHaveLength(9);
    expect(requests[0]).toMatchObject({
      kind: 2,
      service: "rolegraph",
      attributes: {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "graphql.operation.name": "Named",
        "graphql.operation.type": "query",
        "rolegraph.outcome": "ok",
      },
    });
    expect(collector.text()).not.toContain("TopSecret");
  });

  it("has parts that lie within the request, and name their plans", async () => {
    await traced(toCollector(), [[query]]);
    const [request] = collector.spans().filter(({ name }) => name === "POST /graphql");
    const parts = collector.spans().filter((span) => span !== request && span.name !== "POST /graphql");
    expect(parts).toHaveLength(5);
    const tick = 2_000_000n;
    for (const { name, startTimeUnixNano, endTimeUnixNano, attributes } of parts) {
      expect(BigInt(startTimeUnixNano) + tick >= BigInt(request?.startTimeUnixNano ?? 0), name).toBe(true);
      expect(BigInt(endTimeUnixNano) <= BigInt(request?.endTimeUnixNano ?? 0) + tick, name).toBe(true);
      if (name !== "rolegraph.engine") continue;
      expect(attributes).toMatchObject({
        "db.system.name": "rolegraph",
        "db.operation.name": expect.stringMatching(/^(search|page)$/),
        "rolegraph.plan": expect.stringMatching(/^[0-9a-f]{12}$/),
      });
    }
  });

  it("goes on from the caller's, whose decision to leave it out is kept", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const parent = (flags: string) => ({ traceparent: `00-${trace}-b7ad6b7169203331-${flags}` });
    await traced(toCollector(), [
      [query, parent("01")],
      [query, parent("00")],
      [query, { traceparent: "no such thing" }],
    ]);
    const requests = collector.spans().filter(({ name }) => name === "POST /graphql");
    expect(requests.map(({ traceId }) => traceId === trace)).toEqual([true, false]);
    expect(requests[0]?.parentSpanId).toBe("b7ad6b7169203331");
    expect(requests[1]?.parentSpanId).toBeUndefined();
  });

  it("tells of a failure by its code", async () => {
    await traced(toCollector(), [["{ officials(first: 101) { totalCount } }"]]);
    const [request] = collector.spans().filter(({ name }) => name === "POST /graphql");
    // The client's mistake is no error of the server's.
    expect(request?.status ?? 0).toBe(0);
    expect(request?.attributes["rolegraph.outcome"]).toBe("BAD_USER_INPUT");
  });
});

describe("the standard's variables", () => {
  it("name the service, and choose which traces are kept", async () => {
    await traced({ ...toCollector(), OTEL_SERVICE_NAME: "our-graph" }, [[query]]);
    expect(new Set(collector.spans().map(({ service }) => service))).toEqual(new Set(["our-graph"]));
    const sampled = collector.spans().length;
    await traced({ ...toCollector(), OTEL_TRACES_SAMPLER: "always_off" }, [[query]]);
    expect(collector.spans()).toHaveLength(sampled);
  });

  it("that ask for what is not done warn, and stop nothing", () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317" };
    expect(observability({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }).traces?.warnings).toEqual([
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", but traces are sent as http/json: a collector takes it at its HTTP port, 4318.',
    ]);
    expect(observability({ OTEL_TRACES_EXPORTER: "zipkin" }).traces).toEqual({
      exporter: "none",
      warnings: ['OTEL_TRACES_EXPORTER names "zipkin", but traces go by otlp, console or none.'],
    });
    expect(observability({ OTEL_TRACES_EXPORTER: "console" }).traces).toEqual({ exporter: "console", warnings: [] });
    expect(observability({}).traces).toBeUndefined();
  });
});

it("a collector that is away is told of in the log, and the server closes all the same", async () => {
  const log = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" }, [[query]]);
  expect(log).toMatch(/Traces: /);
});
