import { constants } from "node:zlib";
import compress from "@fastify/compress";
import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import type { Limits } from "./config.js";

/** Answers below this many bytes fit one packet as they are. */
const compressedFrom = 1_400;

/** How long a client may take: to say what it wants, to send all of it, and between two requests. */
const patience = { headersMs: 10_000, requestMs: 30_000, idleMs: 65_000 } as const;

/** Options of Fastify against clients that hold a connection without using it, and for those behind a proxy. */
export function connectionOptions({ trustProxy }: Pick<Limits, "trustProxy">) {
  return {
    trustProxy,
    // What was sent before the client could know is answered (drain.ts).
    return503OnClosing: false,
    requestTimeout: patience.requestMs,
    // Above the 60 s of usual balancers, which would else send a request into a connection that is being closed.
    keepAliveTimeout: patience.idleMs,
    // Without traffic for so long, the client does not read its answer.
    connectionTimeout: patience.requestMs,
    http: {
      headersTimeout: patience.headersMs,
      connectionsCheckingInterval: 2_000,
      // Node would refuse a request without a host with an empty body; `refuseBadHost` has a sentence.
      requireHostHeader: false,
    },
  };
}

export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "x-permitted-cross-domain-policies": "none",
  // Of what is no page; the playground sets its own.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/** A browser that came by TLS comes by TLS for half a year. */
const strictTransport = "max-age=15552000";

/** What every answer carries, whoever makes it. */
export function installSecurityHeaders(http: FastifyInstance): void {
  http.addHook("onRequest", async (request, reply) => {
    reply.headers(securityHeaders);
    // Behind a proxy that ends TLS, `protocol` is what the proxy says, if it is trusted.
    if (request.protocol === "https") reply.header("strict-transport-security", strictTransport);
  });
}

/** Which other sites' pages may read the answers, and compression. Before authentication: a preflight has no token. */
export async function installEdges(http: FastifyInstance, { origins }: Pick<Limits, "origins">): Promise<void> {
  if (origins.length > 0) {
    await http.register(cors, {
      origin: origins.includes("*") ? "*" : [...origins],
      methods: ["GET", "POST"],
      allowedHeaders: [
        ...["authorization", "content-type", "apollo-require-preflight", "x-apollo-operation-name"],
        ...["x-request-id", "x-rolegraph-cost", "last-event-id", "if-none-match"],
        // What clients add by themselves: Apollo's say who they are, OpenTelemetry's which trace they are part of.
        ...["apollographql-client-name", "apollographql-client-version", "traceparent", "tracestate"],
      ],
      exposedHeaders: [
        "etag",
        "retry-after",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "x-request-id",
      ],
      maxAge: 3_600,
      strictPreflight: false,
    });
  }
  // A compressor would hold events back until its block is full.
  http.addHook("onRoute", (route) => {
    if (route.url === "/changes") route.compress = false;
  });
  await http.register(compress, {
    threshold: compressedFrom,
    encodings: ["br", "gzip"],
    // Brotli's own default, 11, is for files that are compressed once: 26 KB of JSON took 31 ms, and 0.3 at 4.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
    globalDecompression: false,
  });
}
