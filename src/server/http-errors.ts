import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ErrorCode } from "../graph/errors.js";
import { type ProtocolCode, unexpectedMessage } from "./errors.js";
import { timesSent } from "./raw-headers.js";

export const bodyLimit = 1024 * 1024;

export const json = "application/json; charset=utf-8";

/** What to say of a request that never became a GraphQL one, by Fastify's code. */
const sentences: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is larger than 1 MiB: send a smaller query or fewer variables.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    'The Content-Type is not one that this server reads: send JSON with "Content-Type: application/json".',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty: send JSON such as {"query": "{ graphInfo { revision } }"}.',
  FST_ERR_CTP_INVALID_JSON_BODY:
    'The body is not valid JSON: send JSON such as {"query": "{ graphInfo { revision } }"}.',
  FST_ERR_BAD_URL: "The path is not a valid URL.",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "The body's length differs from its Content-Length.",
  FST_ERR_RATE_LIMIT: "Too many requests: wait for as many seconds as Retry-After says.",
};

/** Errors outside GraphQL have GraphQL's form too, so that a client has one way to read them. */
export function installErrorHandlers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (statusOf(error) < 500) return reply.code(statusOf(error)).type(json).send(refusalOf(error));
    request.log.error({ err: error }, "unexpected error");
    return reply
      .code(500)
      .type(json)
      .send(bodyOf(unexpectedMessage(request.id), "INTERNAL"));
  });
  const methods = watchMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const { method, url } = request;
    const places = "the API is at /graphql, the playground at /, the health checks at /health and /ready";
    const allowed = methods.get(url.replace(/\?.*$/s, ""));
    if (allowed === undefined) return refuse(reply, 404, `Nothing answers ${method} here: ${places}.`);
    reply.header("allow", [...allowed].join(", "));
    return refuse(reply, 405, `${method} is not answered here, only ${[...allowed].join(" and ")}; ${places}.`);
  });
  app.addHook("onRequest", refuseBadHost);
  app.addHook("onRequest", refuseCompressed);
}

/** The methods of each path. Those that Fastify adds, HEAD to GET, are left out: /graphql refuses it. */
function watchMethods(app: FastifyInstance): ReadonlyMap<string, ReadonlySet<string>> {
  const methods = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const each of [method].flat()) if (each === "GET" || each === "POST") methods.set(url, known.add(each));
  });
  return methods;
}

export const statusOf = ({ statusCode }: FastifyError): number => statusCode ?? 500;

/** The body for a request that Fastify refused. Messages of libraries can quote the request: none is passed on. */
export function refusalOf(error: FastifyError): string {
  const status = statusOf(error);
  // secure-json-parse, which refuses __proto__ as a key, has an error of its own.
  const code = error instanceof SyntaxError ? "FST_ERR_CTP_INVALID_JSON_BODY" : error.code;
  const name = status === 400 ? "The request is malformed" : (STATUS_CODES[status] ?? "The request is refused");
  return bodyOf(sentences[code] ?? `${name}.`, status === 429 ? "UNAVAILABLE" : "BAD_REQUEST");
}

/** Apollo's integration builds a URL from the Host header and throws where that is none. */
async function refuseBadHost(request: FastifyRequest, reply: FastifyReply) {
  const { headers, raw } = request;
  // HTTP/1.0 needs no Host, and so some balancers ask whether the server is there.
  if (raw.httpVersion === "1.0") headers.host ??= "localhost";
  const { host = "" } = headers;
  // Node shows the first of several; a proxy before it may have gone by another.
  if (timesSent(raw.rawHeaders, "host") > 1) return refuse(reply, 400, "There are several Host headers: send one.");
  if (host === "" || !URL.canParse(request.url, `${request.protocol}://${request.hostname}/`)) {
    return refuse(reply, 400, "The Host header is missing, or it or the request's path is malformed.");
  }
}

/** Nothing is unpacked, lest a small body become a large one; as JSON, what is packed would be called malformed. */
async function refuseCompressed({ method, headers }: FastifyRequest, reply: FastifyReply) {
  const coding = headers["content-encoding"] ?? "identity";
  if (method !== "POST" || /^(?:identity)?$/i.test(coding)) return;
  const message = "The body has a Content-Encoding, and this server unpacks none: send it as it is.";
  return refuse(reply.header("accept-encoding", "identity"), 415, message);
}

const refuse = (reply: FastifyReply, status: number, message: string) =>
  reply.code(status).type(json).send(bodyOf(message, "BAD_REQUEST"));

/** One error outside GraphQL, in GraphQL's form. */
export const bodyOf = (message: string, code: ErrorCode | ProtocolCode) =>
  JSON.stringify({ errors: [{ message, extensions: { code } }] });
