import { setTimeout } from "node:timers/promises";
import {
  type Attributes,
  type Context,
  DiagLogLevel,
  defaultTextMapGetter,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, ConsoleSpanExporter } from "@opentelemetry/sdk-trace-base";
import type { TracesConfig } from "./config.js";
import type { Mark } from "./observed.js";
import { planHash } from "./plan-hash.js";
import type { Traced, Tracing } from "./tracing.js";

/** The server closes without what a collector does not take by then. */
const closeMs = 2_000;

/**
 * Sampler, limits, batches, resource and the collector's address are read by OpenTelemetry from the standard's own
 * variables. Contexts are handed on by hand: what follows them through every promise costs each request, traced or not.
 */
export function openOtel({ exporter }: TracesConfig, warn: (message: string) => void): Tracing {
  tellFailures(warn);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "rolegraph" }))
    .merge(detectResources({ detectors: [envDetector] }));
  const target = exporter === "otlp" ? new OTLPTraceExporter() : new ConsoleSpanExporter();
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(target)] });
  const tracer = provider.getTracer("rolegraph");
  const propagator = new W3CTraceContextPropagator();
  return {
    trace: (request) => {
      const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
      writeSpans(tracer, parent, request);
    },
    close: async () => {
      const shut = provider.shutdown().then(
        () => undefined,
        (error: unknown) => messageOf(error),
      );
      const late = setTimeout(closeMs, `the collector did not take them within ${closeMs / 1000} s`, { ref: false });
      const failure = await Promise.race([shut, late]);
      if (failure !== undefined) warn(`Traces: the last ones are lost: ${failure}`);
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A collector that is away fails every few seconds: the same failure again is not news. */
function tellFailures(warn: (message: string) => void): void {
  let last = "";
  const tell = (message: string) => {
    if (message !== last) warn(`Traces: ${message}`);
    last = message;
  };
  const ignore = () => undefined;
  const logger = { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

/** One span for the request, and one below it for each part of its work; none for a field. */
function writeSpans(tracer: Tracer, parent: Context, request: Traced): void {
  const { method, began, ended, status, outcome, observed } = request;
  const attributes = attributesOf(request);
  const span = tracer.startSpan(
    `${method} /graphql`,
    { kind: SpanKind.SERVER, startTime: at(began), attributes },
    parent,
  );
  if (span.isRecording()) {
    const context = trace.setSpan(parent, span);
    for (const mark of observed?.marks ?? []) writeMark(tracer, context, mark, request);
  }
  if (status >= 500 || outcome === "INTERNAL") span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
  span.end(at(ended));
}

function writeMark(tracer: Tracer, parent: Context, mark: Mark, { engine }: Traced): void {
  const { name, began, ended, plan, failed } = mark;
  const attributes: Attributes =
    plan === undefined
      ? {}
      : {
          "db.system.name": engine === "neo4j" ? "neo4j" : "rolegraph",
          "db.operation.name": plan.root.kind,
          "rolegraph.plan": planHash(plan),
        };
  const kind = plan !== undefined && engine === "neo4j" ? SpanKind.CLIENT : SpanKind.INTERNAL;
  const span = tracer.startSpan(name, { kind, startTime: at(began), attributes }, parent);
  if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(at(ended));
}

function attributesOf({ method, status, requestId, outcome, observed }: Traced): Attributes {
  const { operation, cost, rows } = observed ?? {};
  return {
    "http.request.method": method,
    "http.route": "/graphql",
    "http.response.status_code": status,
    "rolegraph.request_id": requestId,
    "rolegraph.outcome": outcome,
    ...(operation !== undefined && { "graphql.operation.type": operation.type }),
    ...(operation?.name != null && { "graphql.operation.name": operation.name }),
    ...(cost !== undefined && { "rolegraph.cost": cost }),
    ...(rows !== undefined && { "rolegraph.rows": rows }),
  };
}

/** A moment of `performance.now()` as one of the calendar. */
const at = (moment: number): number => performance.timeOrigin + moment;
