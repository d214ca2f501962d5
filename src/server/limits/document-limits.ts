import type { FastifyInstance, FastifyRequest } from "fastify";
import { type GraphQLError, Lexer, parse, Source, TokenKind } from "graphql";
import { LRUCache } from "lru-cache";
import { presentError } from "../errors.js";
import { json } from "../http-errors.js";
import type { QueryLimits } from "./config.js";
import { type Counts, countDocument } from "./count-document.js";
import { maxNesting, nests } from "./nesting.js";
import { tooComplex } from "./refusal.js";

/** Characters of documents that are remembered to have passed. */
const remembered = 8 * 1024 * 1024;

/**
 * Refuses what need not be validated to be seen too large. It stands before Apollo, whose validation can be made to
 * work for a fifth of a second by 13 KB and which offers no place between the parser and the validation.
 */
export function installDocumentLimits(http: FastifyInstance, limits: QueryLimits): void {
  const passed = new LRUCache<string, true>({
    maxSize: remembered,
    sizeCalculation: (_true, { length }) => length + 100,
  });
  http.addHook("preValidation", async (request, reply) => {
    if (request.routeOptions.url !== "/graphql") return;
    const { query, variables } = partsOf(request);
    let refusal: GraphQLError | undefined;
    if (typeof query === "string" && !passed.has(query)) {
      refusal = refuseDocument(query, limits);
      if (refusal === undefined && query.length > 0) passed.set(query, true);
    }
    refusal ??= refuseVariables(variables, limits);
    if (refusal === undefined) return;
    return reply
      .code(400)
      .type(json)
      .header("cache-control", "no-store")
      .send(JSON.stringify({ errors: [presentError(refusal)] }));
  });
}

/** The parts of a GraphQL request, before anybody has checked that it is one. */
function partsOf({ method, body, query }: FastifyRequest): { readonly query?: unknown; readonly variables?: unknown } {
  const parts: unknown = method === "GET" ? query : body;
  return typeof parts === "object" && parts !== null ? parts : {};
}

/** What is wrong with a document's size; undefined too where it does not parse: Apollo says so better. */
export function refuseDocument(text: string, limits: QueryLimits): GraphQLError | undefined {
  // No token is shorter than a character.
  if (text.length > limits.tokens && !hasFewTokens(text, limits.tokens)) {
    return tooComplex(`The document has more than ${limits.tokens} tokens: send a smaller query.`, {
      limit: limits.tokens,
    });
  }
  let counts: Counts;
  try {
    counts = countDocument(parse(text, { noLocation: true }));
  } catch {
    return undefined;
  }
  const checks: readonly (readonly [count: number, limit: number, what: string])[] = [
    [counts.depth, limits.depth, "levels of braces"],
    [counts.aliases, limits.aliases, "aliases"],
    [counts.directives, limits.directives, "directives"],
    [counts.rootFields, limits.rootFields, "root fields"],
  ];
  for (const [count, limit, what] of checks) {
    if (count > limit) {
      const counted = Number.isSafeInteger(count) ? String(count) : "countless";
      return tooComplex(`The query has ${counted} ${what}, fragments included, and may have ${limit}.`, { limit });
    }
  }
  return undefined;
}

function hasFewTokens(text: string, limit: number): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let tokens = 0; tokens <= limit; tokens++) {
      if (lexer.advance().kind === TokenKind.EOF) return true;
    }
  } catch {
    // Not GraphQL; up to here it was short enough, and the parser reads no further.
    return true;
  }
  return false;
}

function refuseVariables(variables: unknown, limits: QueryLimits): GraphQLError | undefined {
  if (variables === undefined || variables === null) return undefined;
  if (nests(variables)) {
    return tooComplex(`The variables nest more than ${maxNesting} levels: use flatter filters.`, { limit: maxNesting });
  }
  const bytes = Buffer.byteLength(typeof variables === "string" ? variables : JSON.stringify(variables));
  if (bytes <= limits.variablesBytes) return undefined;
  return tooComplex(`The variables have ${bytes} bytes and may have ${limits.variablesBytes}.`, {
    limit: limits.variablesBytes,
  });
}
