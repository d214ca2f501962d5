import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";

/** The routes that cost an engine something. A page's own files and the health checks are free. */
const limited: ReadonlySet<string | undefined> = new Set(["/graphql", "/changes"]);

/**
 * So many requests a minute of one token's name, else of one address; with RateLimit-* headers (the IETF's draft) and
 * Retry-After. Only routes that are added later are limited, so it is installed before them and after authentication.
 */
export async function installRateLimit(http: FastifyInstance, perMinute: number): Promise<void> {
  if (perMinute === 0) return;
  await http.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    // Beyond so many callers the oldest are forgotten: memory stays bounded whoever asks.
    cache: 20_000,
    enableDraftSpec: true,
    keyGenerator: ({ actor, ip }) => (actor === undefined ? `address ${ip}` : `token ${actor.name}`),
    allowList: ({ method, routeOptions }) => method === "OPTIONS" || !limited.has(routeOptions.url),
    errorResponseBuilder: () => new TooManyRequests("too many requests"),
  });
}

/** Goes through the error handler, which has the sentence. */
class TooManyRequests extends Error {
  override readonly name = "TooManyRequests";
  readonly statusCode = 429;
  readonly code = "FST_ERR_RATE_LIMIT";
}
