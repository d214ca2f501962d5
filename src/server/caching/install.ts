import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine, GraphState } from "../../graph/engine.js";
import { bytesOf } from "./bytes.js";
import type { CachingConfig } from "./config.js";
import { etagOf, matches, mayMatch } from "./etag.js";
import { FreshState, inTime } from "./fresh-state.js";
import { Names } from "./read-request.js";
import { type Kept, ResponseCache } from "./response-cache.js";
import { Witness } from "./witness.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Sees what the answer is made of; undefined for what is no read. */
    witness: Witness | undefined;
    /** Whether a 304 or a kept answer was sent, with all its headers. */
    isServed: boolean;
  }
}

interface Served {
  readonly engine: Pick<Engine, "state">;
  readonly config: CachingConfig;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  /** Whether answers may depend on a token. */
  readonly hasKey: boolean;
}

/**
 * ETags, 304 and kept answers for the reads of /graphql. A request that can be answered by what is known asks the store
 * for the state of the graph, and for nothing else; any other costs no round trip more than without.
 */
export function installCaching(http: FastifyInstance, { engine, config, fingerprint, hasKey }: Served): void {
  const names = new Names(fingerprint);
  const cache = new ResponseCache(config.bytes);
  const fresh = new FreshState(engine, config.stalenessMs);
  const tagged: Label = (request, reply, etag) => label(request, reply, hasKey, etag);
  http.decorateRequest("witness", undefined);
  http.decorateRequest("isServed", false);

  http.addHook("preHandler", async (request, reply) => {
    const named = isGraphql(request) ? names.of(request) : undefined;
    if (named === undefined) return;
    request.witness = new Witness(named);
    const kept = cache.get(named.key);
    const known = ifNoneMatchOf(request);
    if ((kept === undefined && (known === undefined || !mayMatch(known))) || !passesCsrf(request)) return;
    const state = await inTime(fresh.read());
    if (state === undefined) return;
    const etag = etagOf(named.key, state);
    const isKept = kept?.state === state;
    if (known !== undefined && (isKept || known.trim() !== "*") && matches(known, etag)) {
      request.isServed = true;
      return tagged(request, reply, etag).code(304).send();
    }
    if (kept === undefined || !isKept) return;
    request.isServed = true;
    return tagged(request, reply, etag).type(kept.type).send(kept.body);
  });

  http.addHook("onSend", async (request, reply, payload) =>
    isGraphql(request) && !request.isServed ? finished(request, reply, payload, cache, tagged) : payload,
  );
}

type Label = (request: FastifyRequest, reply: FastifyReply, etag?: string) => FastifyReply;

/** What is sent of an answer that was made for this request, which is kept if it may be. */
function finished(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  cache: ResponseCache,
  tagged: Label,
): unknown {
  const { witness } = request;
  if (witness?.answered !== true || reply.statusCode !== 200 || typeof payload !== "string") {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    return payload;
  }
  const { state, quoted, named } = witness;
  // As bytes: Node would write out a string twice, to count its bytes and behind the headers.
  const body = bytesOf(payload);
  if (state === undefined) {
    tagged(request, reply);
    return body;
  }
  const etag = etagOf(named.key, state, quoted ? payload : undefined);
  if (!quoted) cache.set(named.key, keep(state, body, reply));
  tagged(request, reply, etag);
  const known = ifNoneMatchOf(request);
  if (known === undefined || !matches(known, etag)) return body;
  reply.code(304).removeHeader("content-type").removeHeader("content-length");
  return null;
}

const isGraphql = ({ method, routeOptions }: FastifyRequest): boolean =>
  routeOptions.url === "/graphql" && (method === "GET" || method === "POST");

const keep = (state: GraphState, body: Buffer, reply: FastifyReply): Kept => ({
  state,
  body,
  type: String(reply.getHeader("content-type")),
});

/** Of a GET alone: to another method it would be a precondition, and a POST of GraphQL has none. */
const ifNoneMatchOf = ({ method, headers }: FastifyRequest): string | undefined =>
  method === "GET" ? headers["if-none-match"] : undefined;

/**
 * Whether Apollo's protection against requests that another site's page sends would let it through. What it might
 * refuse is left to it.
 */
function passesCsrf({ method, headers }: FastifyRequest): boolean {
  // Nothing but JSON is read as a body.
  if (method === "POST") return true;
  const type = headers["content-type"];
  if (type !== undefined) return /^application\/json *(?:;|$)/i.test(type);
  return Boolean(headers["x-apollo-operation-name"] || headers["apollo-require-preflight"]);
}

/** Whoever keeps the answer asks again before it uses it; what was sent for a token, nobody keeps for others. */
function label(request: FastifyRequest, reply: FastifyReply, hasKey: boolean, etag: string | undefined): FastifyReply {
  const isPrivate = request.headers.authorization !== undefined;
  const vary = ["accept", "accept-encoding", "x-rolegraph-cost", ...(hasKey ? ["authorization"] : [])];
  const before = reply.getHeader("vary");
  if (before !== undefined) vary.unshift(String(before));
  if (etag !== undefined) reply.header("etag", etag);
  return reply.header("cache-control", isPrivate ? "private, no-cache" : "no-cache").header("vary", vary.join(", "));
}
