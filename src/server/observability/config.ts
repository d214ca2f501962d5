import { parseBoolean, type SettingsReader, type Variable } from "../settings.js";

/** What the operator wants to see. */
export interface ObservabilityConfig {
  readonly engine: "embedded" | "neo4j";
  /** A GraphQL operation that took as long is logged as slow; 0: none is. */
  readonly slowQueryMs: number;
  /** Whether each query's Cypher is logged. */
  readonly logCypher: boolean;
  /** Operations that have metrics of their own, besides the examples. */
  readonly operations: readonly string[];
  /** Absent: no traces, and nothing of OpenTelemetry is loaded. */
  readonly traces?: TracesConfig;
}

export interface TracesConfig {
  /** `none`: what was asked for is not to be had. */
  readonly exporter: "otlp" | "console" | "none";
  /** What was asked for and is not done, as sentences. */
  readonly warnings: readonly string[];
}

export type ObservabilityOptions = Partial<ObservabilityConfig>;

const observabilityDefaults = { slowQueryMs: 1_000, logCypher: false, operations: [] } as const;

export const observabilityOf = (options: ObservabilityOptions = {}): ObservabilityConfig => ({
  engine: "embedded",
  ...observabilityDefaults,
  ...options,
});

type Environment = Readonly<Record<string, string | undefined>>;

export function readObservability(
  reader: SettingsReader,
  env: Environment,
  engine: ObservabilityConfig["engine"],
): ObservabilityConfig {
  const { slowQueryMs, logCypher, operations } = observabilityDefaults;
  const traces = readTraces(env);
  return {
    engine,
    slowQueryMs: reader.read("ROLEGRAPH_SLOW_QUERY_MS", slowQueryMs, slowRule, parseMs),
    logCypher: reader.read("ROLEGRAPH_LOG_CYPHER", logCypher, "it must be true or false", parseBoolean),
    operations: reader.read<readonly string[]>(
      "ROLEGRAPH_METRICS_OPERATIONS",
      operations,
      operationsRule,
      parseOperations,
    ),
    ...(traces !== undefined && { traces }),
  };
}

const slowRule = "it must be a whole number of milliseconds, as in 1000, or 0 to log no query as slow";
const parseMs = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** Each has some thirty series: buckets and outcomes. */
const mostOperations = 200;
const operationsRule = `it must be names of GraphQL operations, at most ${mostOperations}, separated by commas, as in Chairs,WhoHeld`;

function parseOperations(text: string): readonly string[] | undefined {
  const names = text.split(",").map((each) => each.trim());
  const isName = (name: string) => /^[_A-Za-z][_A-Za-z0-9]{0,63}$/.test(name);
  return names.length <= mostOperations && names.every(isName) ? names : undefined;
}

/**
 * Traces, by the standard's own variables. They are often set for all programs of a machine alike, so what is not
 * understood warns and does not stop the start.
 */
function readTraces(env: Environment): TracesConfig | undefined {
  const get = (name: string) => env[name]?.trim().toLowerCase() || undefined;
  const asked = get("OTEL_TRACES_EXPORTER")
    ?.split(",")
    .map((each) => each.trim());
  const endpoint = get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") ?? get("OTEL_EXPORTER_OTLP_ENDPOINT");
  if (get("OTEL_SDK_DISABLED") === "true" || asked?.includes("none")) return undefined;
  if (asked === undefined && endpoint === undefined) return undefined;
  const exporter = (["otlp", "console"] as const).find((each) => (asked ?? ["otlp"]).includes(each)) ?? "none";
  const unknown = (asked ?? []).filter((each) => each !== "otlp" && each !== "console");
  const warnings = unknown.map(
    (each) => `OTEL_TRACES_EXPORTER names ${JSON.stringify(each)}, but traces go by otlp, console or none.`,
  );
  const protocol = get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? get("OTEL_EXPORTER_OTLP_PROTOCOL") ?? "http/json";
  if (exporter === "otlp" && protocol !== "http/json") {
    warnings.push(
      `OTEL_EXPORTER_OTLP_PROTOCOL is ${JSON.stringify(protocol)}, but traces are sent as http/json: a collector takes it at its HTTP port, 4318.`,
    );
  }
  return { exporter, warnings };
}

/** The settings that the operator chose: the others are in the README. */
export function observabilitySettings(config: ObservabilityConfig): Partial<Record<Variable, string>> {
  const { slowQueryMs, logCypher, operations } = config;
  return {
    ...(slowQueryMs !== observabilityDefaults.slowQueryMs && { ROLEGRAPH_SLOW_QUERY_MS: String(slowQueryMs) }),
    ...(logCypher && { ROLEGRAPH_LOG_CYPHER: "true" }),
    ...(operations.length > 0 && { ROLEGRAPH_METRICS_OPERATIONS: operations.join(",") }),
  };
}
