import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { parseBoolean, type SettingsReader, type Variable } from "../settings.js";

/** What one GraphQL document may ask; each is counted through fragments and aliases. */
export interface QueryLimits {
  /** Levels of braces. GraphiQL's introspection has 15. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Validation compares fields in pairs: 2,000 tokens can take it 28 ms, 4,000 took 216. */
  readonly tokens: number;
  readonly rootFields: number;
  /** Fields of the plan: those of an interface count once for each type that it can be. */
  readonly fields: number;
  readonly variablesBytes: number;
  /** See cost.ts for the unit, which is about a row read. */
  readonly cost: number;
}

/** How much the server takes on. */
export interface Limits {
  readonly query: QueryLimits;
  readonly timeoutMs: number;
  /** Requests of /graphql that are answered at a time; those above wait, and those above `queued` are refused. */
  readonly concurrent: number;
  readonly queued: number;
  /** Requests a minute of one token's name or one address; 0: any number. */
  readonly perMinute: number;
  /** Whose X-Forwarded headers are believed, as Fastify's `trustProxy`. */
  readonly trustProxy: boolean | string;
  /** Origins whose pages may read the answers; "*": all. */
  readonly origins: readonly string[];
}

/**
 * Of 2,000 random queries of the agreement test and all examples, none has more than 8 levels, 46 aliases, 350 tokens,
 * 232 fields or a cost of 21,000 (examples/page.graphql: 1,766; two-hops.graphql: 7,792). Lists of 20, 25 and 40 in one
 * another, a cost of 42,000, took the embedded engine 60 ms and Neo4j 170, on a busy machine with four processors.
 */
export const queryDefaults: QueryLimits = {
  depth: 16,
  aliases: 100,
  directives: 50,
  tokens: 2_000,
  rootFields: 20,
  fields: 2_000,
  variablesBytes: 256 * 1024,
  cost: 50_000,
};

/**
 * The embedded engine computes in one thread, in turns of 10 ms: more requests at a time would answer none of them
 * sooner, and keep the health check waiting. Neo4j works on other processors; its driver's pool has 100 connections.
 */
const concurrentOf = (engine: "embedded" | "neo4j") =>
  engine === "embedded" ? 8 : Math.min(100, Math.max(16, 8 * availableParallelism()));

/**
 * About half a second of pages on one processor. Refusing costs something too, so a queue that is too short turns the
 * server's time into refusals; whoever waits 2 s is refused all the same.
 */
const queued = 500;

export function defaultLimits(engine: "embedded" | "neo4j" = "embedded"): Limits {
  const concurrent = concurrentOf(engine);
  return {
    query: queryDefaults,
    timeoutMs: 10_000,
    concurrent,
    queued,
    perMinute: 0,
    trustProxy: false,
    origins: [],
  };
}

const counted: readonly (readonly [Variable, keyof QueryLimits])[] = [
  ["ROLEGRAPH_MAX_DEPTH", "depth"],
  ["ROLEGRAPH_MAX_ALIASES", "aliases"],
  ["ROLEGRAPH_MAX_DIRECTIVES", "directives"],
  ["ROLEGRAPH_MAX_TOKENS", "tokens"],
  ["ROLEGRAPH_MAX_ROOT_FIELDS", "rootFields"],
  ["ROLEGRAPH_MAX_FIELDS", "fields"],
  ["ROLEGRAPH_MAX_VARIABLES_BYTES", "variablesBytes"],
  ["ROLEGRAPH_MAX_COST", "cost"],
];

export function readLimits(reader: SettingsReader, engine: "embedded" | "neo4j"): Limits {
  const defaults = defaultLimits(engine);
  const query = { ...defaults.query };
  for (const [variable, name] of counted) Object.assign(query, { [name]: whole(reader, variable, query[name], 1) });
  const concurrent = whole(reader, "ROLEGRAPH_MAX_CONCURRENT", defaults.concurrent, 1);
  return {
    query,
    timeoutMs: whole(reader, "ROLEGRAPH_TIMEOUT_MS", defaults.timeoutMs, 1),
    concurrent,
    queued: whole(reader, "ROLEGRAPH_MAX_QUEUED", defaults.queued, 0),
    perMinute: whole(reader, "ROLEGRAPH_RATE_LIMIT", defaults.perMinute, 0),
    trustProxy: reader.read("ROLEGRAPH_TRUST_PROXY", defaults.trustProxy, proxyRule, parseProxy),
    origins: reader.read("ROLEGRAPH_ALLOWED_ORIGINS", defaults.origins, originRule, parseOrigins),
  };
}

/** A timer of Node holds no more milliseconds. */
const most = 2 ** 31 - 1;

function whole(reader: SettingsReader, name: Variable, missing: number, least: number): number {
  return reader.read(name, missing, `it must be a whole number from ${least} to ${most}`, (text) => {
    const value = Number(text);
    return /^\d{1,10}$/.test(text) && value >= least && value <= most ? value : undefined;
  });
}

const proxyRule =
  "it must be true, false, or the addresses of the proxies in front, separated by commas, as in 10.0.0.0/8,127.0.0.1";

/** Not a number of proxies: that would believe whoever connects directly. */
function parseProxy(text: string): boolean | string | undefined {
  const named: ReadonlySet<string> = new Set(["loopback", "linklocal", "uniquelocal"]);
  const isRange = (each: string) => {
    const [address = "", bits, ...more] = each.split("/");
    const most = isIP(address) === 6 ? 128 : 32;
    return isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= most));
  };
  const ranges = text.split(",").map((each) => each.trim());
  return (
    parseBoolean(text) ?? (ranges.every((each) => named.has(each) || isRange(each)) ? ranges.join(",") : undefined)
  );
}

const originRule = "it must be origins, separated by commas, as in https://example.org,http://localhost:3000, or *";

function parseOrigins(text: string): readonly string[] | undefined {
  if (text === "*") return ["*"];
  const origins = text.split(",").map((each) => each.trim());
  const isOrigin = (each: string) => /^https?:/.test(each) && URL.canParse(each) && new URL(each).origin === each;
  return origins.every(isOrigin) ? origins : undefined;
}

/** The limits that the operator chose: the others are in the README. */
export function limitSettings(limits: Limits, engine: "embedded" | "neo4j"): Partial<Record<Variable, string>> {
  const defaults = defaultLimits(engine);
  const chosen: Partial<Record<Variable, string>> = {};
  const note = (name: Variable, value: unknown, usual: unknown) => {
    if (String(value) !== String(usual)) chosen[name] = String(value);
  };
  for (const [variable, name] of counted) note(variable, limits.query[name], defaults.query[name]);
  note("ROLEGRAPH_TIMEOUT_MS", limits.timeoutMs, defaults.timeoutMs);
  note("ROLEGRAPH_MAX_CONCURRENT", limits.concurrent, defaults.concurrent);
  note("ROLEGRAPH_MAX_QUEUED", limits.queued, defaults.queued);
  note("ROLEGRAPH_RATE_LIMIT", limits.perMinute, defaults.perMinute);
  note("ROLEGRAPH_TRUST_PROXY", limits.trustProxy, defaults.trustProxy);
  note("ROLEGRAPH_ALLOWED_ORIGINS", limits.origins, defaults.origins);
  return chosen;
}
