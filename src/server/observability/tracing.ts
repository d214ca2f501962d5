import type { IncomingHttpHeaders } from "node:http";
import type { TracesConfig } from "./config.js";
import type { Observed } from "./observed.js";

/** A request that was answered. */
export interface Traced {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly status: number;
  readonly requestId: string;
  /** By `performance.now()`. */
  readonly began: number;
  readonly ended: number;
  readonly observed: Observed | undefined;
  readonly engine: "embedded" | "neo4j";
  readonly outcome: string;
}

/** Where traces go. */
export interface Tracing {
  /** Writes the spans of a request, which is over: nothing is done for them while it is answered. */
  readonly trace: (request: Traced) => void;
  /** Sends what is left, as far as the collector takes it in time. */
  readonly close: () => Promise<void>;
}

/** Loads OpenTelemetry only where traces are wanted: it takes 90 ms, and 16 MB. */
export async function openTracing(
  config: TracesConfig | undefined,
  warn: (message: string) => void,
): Promise<Tracing | undefined> {
  if (config === undefined) return undefined;
  for (const warning of config.warnings) warn(warning);
  if (config.exporter === "none") return undefined;
  const { openOtel } = await import("./otel.js");
  return openOtel(config, warn);
}
