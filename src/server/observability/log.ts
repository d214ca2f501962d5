import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Observed } from "./observed.js";
import { planHash } from "./plan-hash.js";

const rounded = (ms: number) => Math.round(ms * 100) / 100;

/** One line a request: what it was and what it took, never what it asked with, by which token, or what it was told. */
export function logRequest(request: FastifyRequest, reply: FastifyReply, observed: Observed | undefined): void {
  const { method, routeOptions, log } = request;
  const route = routeOptions.url ?? null;
  // The playground's files and the probes of a supervisor would bury the rest.
  const level = route === "/graphql" || reply.statusCode >= 400 ? "info" : "debug";
  if (!isWanted(log, level)) return;
  const status = observed?.isGone === true ? null : reply.statusCode;
  const fields = { method, route, status, ms: rounded(reply.elapsedTime) };
  log[level](observed === undefined ? fields : { ...fields, ...operationFields(observed, request) }, "request");
}

/** Of an answer that was kept, neither cost nor rows are known. */
function operationFields({ operation, cost, rows, codes, isGone }: Observed, { isServed }: FastifyRequest) {
  return {
    operation: operation?.name ?? null,
    type: operation?.type ?? null,
    ...(isServed ? { kept: true } : { cost: cost ?? null, rows }),
    ...(codes.length > 0 && { codes }),
    ...(isGone && { gone: true }),
  };
}

/** A query that took long, under names by which it can be found again: its own, and those of its plans. */
export function logSlow(
  { log }: FastifyRequest,
  { began, ended, operation, cost, rows, engineMs, plans }: Observed,
  { engine, slowQueryMs }: { readonly engine: string; readonly slowQueryMs: number },
): void {
  const ms = (ended ?? performance.now()) - began;
  if (slowQueryMs === 0 || ms < slowQueryMs || operation === undefined || !isWanted(log, "warn")) return;
  const what = { operation: operation.name, type: operation.type, cost: cost ?? null, rows };
  const took = { ms: rounded(ms), engine, engineMs: rounded(engineMs) };
  log.warn({ ...what, ...took, plans: [...new Set(plans.map(planHash))] }, "slow query");
}

/** Fastify's type of a logger leaves out what pino's can tell. */
function isWanted(log: FastifyBaseLogger, level: "info" | "debug" | "warn"): boolean {
  return !("isLevelEnabled" in log) || typeof log.isLevelEnabled !== "function" || log.isLevelEnabled(level) === true;
}

/** Errors on their way to the log: what else libraries hang on them can be a query, its values, or a whole request. */
function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: "Something that is no error was thrown.", stack: "" };
  const { name, message, stack = "", cause } = error;
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : undefined;
  return { type: name, message, stack, ...code, ...(cause instanceof Error && { cause: errorForLog(cause) }) };
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly [more: string]: unknown;
}

export const serializers = { err: errorForLog };

/** A statement's text, under the plan's name; its values are parameters and stand nowhere in it. */
export function warnOfCypher(http: FastifyInstance): void {
  http.log.warn("ROLEGRAPH_LOG_CYPHER is true, but the embedded engine runs no Cypher: nothing is logged for it.");
}
