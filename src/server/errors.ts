import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import { GraphQLError, type GraphQLFormattedError, isValueNode } from "graphql";
import type { ErrorCode } from "../graph/errors.js";

/** What the exit needs of a request: where to log what went wrong, under which id. */
export interface RequestTrace {
  readonly requestId: string;
  readonly log: Readonly<Record<"error" | "warn", (fields: object, message: string) => void>>;
}

/** Codes that Apollo and graphql-js give to documents and requests that are no good. */
export type ProtocolCode =
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "OPERATION_RESOLUTION_FAILURE"
  | "BAD_REQUEST"
  | "PERSISTED_QUERY_NOT_FOUND"
  | "PERSISTED_QUERY_NOT_SUPPORTED"
  // Of Apollo's router, for the same refusals.
  | "PERSISTED_QUERY_NOT_IN_LIST"
  | "QUERY_NOT_IN_SAFELIST";

/** A record, so that a code added to either list and not to this one is a type error. */
const codes: Readonly<Record<ErrorCode | ProtocolCode, true>> = {
  BAD_USER_INPUT: true,
  NOT_FOUND: true,
  UNAUTHENTICATED: true,
  FORBIDDEN: true,
  CONFLICT: true,
  QUERY_TOO_COMPLEX: true,
  TIMEOUT: true,
  UNAVAILABLE: true,
  INTERNAL: true,
  GRAPHQL_PARSE_FAILED: true,
  GRAPHQL_VALIDATION_FAILED: true,
  OPERATION_RESOLUTION_FAILURE: true,
  BAD_REQUEST: true,
  PERSISTED_QUERY_NOT_FOUND: true,
  PERSISTED_QUERY_NOT_SUPPORTED: true,
  PERSISTED_QUERY_NOT_IN_LIST: true,
  QUERY_NOT_IN_SAFELIST: true,
};
type Code = keyof typeof codes;
export const isCode = (code: unknown): code is Code => typeof code === "string" && Object.hasOwn(codes, code);

/** Extensions that may leave the server; everything else may hold input objects or internals. */
const published = ["argument", "cost", "limit", "field"] as const;

/** The cause of each error on its way out, if it is none of ours, until its request's log has it. */
const causes = new WeakMap<GraphQLFormattedError, unknown>();

const wentWrong = "Something went wrong on the server";

/**
 * The one exit: the client's form of an error. An error without a code of ours is unexpected: it leaves as INTERNAL
 * with neither message nor path of its cause, which `errorExit` logs.
 */
export function presentError(error: unknown): GraphQLFormattedError {
  const known = error instanceof GraphQLError ? error : undefined;
  const code = known && codeOf(known);
  if (known === undefined || code === undefined || code === "INTERNAL") return presentUnexpected(error, known);
  const { message, argument } = argumentProblem(known) ?? { message: known.message, argument: undefined };
  const extensions: Record<string, unknown> = { code, ...(argument !== undefined && { argument }) };
  for (const key of published) {
    if (known.extensions[key] !== undefined) extensions[key] = known.extensions[key];
  }
  const { locations, path } = known.toJSON();
  const formatted = { message, ...(locations && { locations }), ...(path && { path }), extensions };
  const cause = rootOf(known);
  if (!(cause instanceof GraphQLError)) causes.set(formatted, cause);
  return formatted;
}

/** The error at the bottom: graphql-js wraps what a resolver throws, and our own errors may carry a driver's. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined ? rootOf(error.originalError) : error;
}

function presentUnexpected(error: unknown, known: GraphQLError | undefined): GraphQLFormattedError {
  const { locations, path } = known?.toJSON() ?? {};
  const formatted: GraphQLFormattedError = {
    message: `${wentWrong}.`,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: "INTERNAL" satisfies Code },
  };
  causes.set(formatted, rootOf(error));
  return formatted;
}

/** What graphql-js itself refuses about an argument while it executes: the value stands for the place, not the field. */
const isOfValue = ({ nodes = [] }: GraphQLError) => nodes.length > 0 && nodes.every(isValueNode);

function codeOf(error: GraphQLError): Code | undefined {
  const { code, http } = error.extensions;
  if (isCode(code)) return code;
  if (isOfValue(error)) return "BAD_USER_INPUT";
  // Apollo refuses some requests (a persisted query of another hash) with a status and no code.
  const status = typeof http === "object" && http !== null && "status" in http ? http.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? "BAD_REQUEST" : undefined;
}

/** What class-validator found, as a sentence: its own report carries the whole input object. */
function argumentProblem(error: GraphQLError): { message: string; argument: string } | undefined {
  const { validationErrors } = error.extensions;
  return Array.isArray(validationErrors) ? firstProblem(validationErrors, []) : undefined;
}

function firstProblem(
  reports: readonly unknown[],
  above: readonly string[],
): { message: string; argument: string } | undefined {
  for (const report of reports) {
    if (typeof report !== "object" || report === null || !("property" in report)) continue;
    const path = [...above, String(report.property)];
    const constraints = "constraints" in report ? report.constraints : undefined;
    if (typeof constraints === "object" && constraints !== null) {
      const sentences = Object.values(constraints).map(String).join("; ");
      return { message: `${path.join(".")}: ${sentences}.`, argument: path.join(".") };
    }
    const below = "children" in report && Array.isArray(report.children) ? firstProblem(report.children, path) : null;
    if (below) return below;
  }
  return undefined;
}

/** The sentence of an unexpected error: the id leads whoever runs the server to the log. */
export const unexpectedMessage = (requestId: string) => `${wentWrong}; the request id is ${requestId}.`;

/** Logs the causes of unexpected errors and puts the request's id into their message, whoever executed the query. */
export function errorExit<Context extends RequestTrace>(): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    async willSendResponse({ response: { body }, contextValue }) {
      if (body.kind !== "single" || body.singleResult.errors === undefined) return;
      body.singleResult.errors = body.singleResult.errors.map((error) => traced(error, contextValue));
    },
  };
  return {
    requestDidStart: async () => listener,
    // A throw that no part of the pipeline caught: Apollo answers 500 and would log the message alone.
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      requestContext.contextValue.log.error({ err: error }, "unexpected error");
    },
  };
}

function traced(error: GraphQLFormattedError, { requestId, log }: RequestTrace): GraphQLFormattedError {
  const code = error.extensions?.["code"];
  const fields = { err: causes.get(error) ?? error, code, path: error.path };
  if (isCode(code) && code !== "INTERNAL") {
    if (causes.has(error)) log.warn(fields, "failed for a known reason");
    return error;
  }
  log.error(fields, "unexpected error");
  return { ...error, message: unexpectedMessage(requestId), extensions: { code: "INTERNAL" satisfies Code } };
}
