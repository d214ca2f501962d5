import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { bodyOf, json } from "../http-errors.js";
import { securityHeaders } from "./edges.js";

/** What whoever is refused is told. */
export const busy = bodyOf("The server has more to do than it can: try again in a moment.", "UNAVAILABLE");
export const busyHeaders = { "content-type": json, "retry-after": "1", "cache-control": "no-store" } as const;

/**
 * Refusing is work too: 1,000 clients that asked again at once got 3,600 refusals a second, and half as many answers as
 * 400 clients that all found a place. So a refusal waits: then it was 85 %.
 */
const waitMs = 500;
/** Nor do those who are refused together ask again together: one in so many milliseconds, none later than the last. */
const everyMs = 1;
const longestMs = 2_500;
/** They go out together, as what is done in a row costs less: in a server of Node alone 48 µs each instead of 60. */
const togetherMs = 20;

interface Waiting {
  readonly at: number;
  readonly send: () => void;
}

/** Refusals on their way out, in their order; one timer for all, as there are thousands. */
export class Refusals {
  /** All that there ever were. */
  count = 0;
  readonly #waiting: Waiting[] = [];
  #sent = 0;
  #last = 0;

  later(send: () => void): void {
    this.count++;
    const now = performance.now();
    const at = Math.min(Math.max(now + waitMs, this.#last + everyMs), now + longestMs);
    this.#last = at;
    this.#waiting.push({ at, send });
    if (this.#waiting.length === 1) setTimeout(() => this.#sendDue(), at - now);
  }

  #sendDue(): void {
    const now = performance.now();
    for (let next = this.#waiting[this.#sent]; next !== undefined && next.at <= now; next = this.#waiting[this.#sent]) {
      this.#sent++;
      next.send();
    }
    this.#waiting.splice(0, this.#sent);
    this.#sent = 0;
    const next = this.#waiting[0];
    if (next !== undefined) setTimeout(() => this.#sendDue(), Math.max(togetherMs, next.at - now));
  }
}

const headers = { ...securityHeaders, ...busyHeaders, "content-length": String(Buffer.byteLength(busy)) };

/** A page of another site is told by way of CORS, which is Fastify's affair, as is a preflight. */
const isPlain = ({ url = "", method, rawHeaders }: IncomingMessage) =>
  (url === "/graphql" || url.startsWith("/graphql?")) && method !== "OPTIONS" && !hasOrigin(rawHeaders);

/** By the raw headers, names and values by turns: Node makes an object of them only when it is asked for. */
function hasOrigin(raw: readonly string[]): boolean {
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === "origin") return true;
  }
  return false;
}

/**
 * Refuses requests of /graphql before Fastify sees them: one then takes about 105 µs of the processor and not 160, of
 * which most is Node's own part (three rounds by turns on a busy machine, logs off). They have no log line, request id
 * or metric each; they are counted and logged together.
 */
export function shed(http: FastifyInstance, refusals: Refusals, isRefusing: () => boolean): void {
  const { server } = http;
  const handlers = server.listeners("request") as RequestListener[];
  let refused = 0;
  const report = () => {
    http.log.warn({ refused }, "more requests than places");
    refused = 0;
  };
  const refuse = (response: ServerResponse) => {
    if (refused++ === 0) setTimeout(report, 1_000).unref();
    refusals.later(() => response.writeHead(503, headers).end(busy));
  };
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (isRefusing() && isPlain(request)) {
      // Nobody reads it, and thousands would wait with it.
      request.resume();
      return refuse(response);
    }
    for (const handle of handlers) handle(request, response);
  });
}
