import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { bodyOf, json } from "../http-errors.js";
import { timesSent } from "../raw-headers.js";
import { securityHeaders } from "./edges.js";

declare module "node:net" {
  interface Socket {
    /** When a request on it was last refused for want of a place, by performance.now(). */
    refusedAt?: number;
  }
}

const retryAfterSeconds = 1;

/** What whoever is refused is told. */
export const busy = bodyOf("The server has more to do than it can: try again in a moment.", "UNAVAILABLE");
export const busyHeaders = {
  "content-type": json,
  "retry-after": String(retryAfterSeconds),
  "cache-control": "no-store",
} as const;

/**
 * As long as no more have to be refused in a second, they are refused at once, which takes a sixth of a processor: some
 * 32 µs each, and 47 if it waits among thousands of others, of which nothing is left in the processor's cache.
 */
const fewPerSecond = 5_000;
const eachMs = 1000 / fewPerSecond;
/** So many of them may come at one time. */
const burst = 1_250;
/**
 * More come only from clients that ask again as soon as they are refused, and refusing is work too: 1,000 of them got
 * 3,600 refusals a second, and half as many answers as 400 clients that all found a place. So for a while those of them
 * wait who did not do as Retry-After told them, at least 500 ms. Each while begins with a burst that nobody waits for,
 * so it is a long one; it harms nobody, since when the flood is over whoever is still held waits no longer than that.
 */
const holdMs = 60_000;
const waitMs = 500;
/**
 * Nor do those who are refused together ask again together: one in so many milliseconds, none later than the last, which
 * is below the 10 s after which many a client gives up. Of 5,000 clients, 600 then ask in a second.
 */
const everyMs = 2;
const longestMs = 8_000;
/** They go out together, as what is done in a row costs less: in a server of Node alone 48 µs each instead of 60. */
const togetherMs = 20;

interface Held {
  readonly at: number;
  readonly socket: Socket;
  readonly send: () => void;
}

/** Refusals: sent at once while they are few, else held back in their order; one timer for all, as there are thousands. */
export class Refusals {
  /** All that there ever were. */
  count = 0;
  /** Whether the server closes: nothing is held back any more. */
  isClosing = false;
  /** When all that were sent at once would have been sent, had they come evenly. */
  #evenly = 0;
  #holdsUntil = 0;
  readonly #held: Held[] = [];
  #last = 0;
  #timer: NodeJS.Timeout | undefined;

  refuse(socket: Socket, send: () => void): void {
    this.count++;
    const now = performance.now();
    if (this.isClosing || (!this.#asksTooSoon(socket, now) && this.#takeAtOnce(now))) tell(socket, send, now);
    else this.#hold(socket, send, now);
  }

  close(): void {
    this.isClosing = true;
    clearTimeout(this.#timer);
    this.#tellUntil(Number.POSITIVE_INFINITY);
  }

  #asksTooSoon({ refusedAt }: Socket, now: number): boolean {
    return now < this.#holdsUntil && refusedAt !== undefined && now < refusedAt + retryAfterSeconds * 1000;
  }

  /** Counts one as sent at once, if there are still few; if not, those who ask too soon are held for a while. */
  #takeAtOnce(now: number): boolean {
    const evenly = Math.max(this.#evenly, now) + eachMs;
    if (evenly > now + burst * eachMs) {
      this.#holdsUntil = now + holdMs;
      return false;
    }
    this.#evenly = evenly;
    return true;
  }

  #hold(socket: Socket, send: () => void, now: number): void {
    const at = Math.min(Math.max(now + waitMs, this.#last + everyMs), now + longestMs);
    this.#last = at;
    this.#held.push({ at, socket, send });
    this.#timer ??= setTimeout(() => this.#tellDue(), at - now);
  }

  #tellDue(): void {
    const now = performance.now();
    this.#tellUntil(now);
    const [next] = this.#held;
    this.#timer = next && setTimeout(() => this.#tellDue(), Math.max(togetherMs, next.at - now));
  }

  #tellUntil(time: number): void {
    let told = 0;
    for (let next = this.#held[told]; next !== undefined && next.at <= time; next = this.#held[told]) {
      told++;
      tell(next.socket, next.send, time);
    }
    this.#held.splice(0, told);
  }
}

function tell(socket: Socket, send: () => void, now: number): void {
  socket.refusedAt = now;
  send();
}

const headers = { ...securityHeaders, ...busyHeaders, "content-length": String(Buffer.byteLength(busy)) };
const lastHeaders = { ...headers, connection: "close" };

/**
 * A page of another site is told by way of CORS, which is Fastify's affair, as is a preflight. By the raw headers: Node
 * makes an object of them only when it is asked for.
 */
const isPlain = ({ url = "", method, rawHeaders }: IncomingMessage) =>
  (url === "/graphql" || url.startsWith("/graphql?")) && method !== "OPTIONS" && timesSent(rawHeaders, "origin") === 0;

/**
 * Refuses requests of /graphql before Fastify sees them: one then takes two thirds of the processor's time, of which
 * most is Node's own part (three rounds by turns on a busy machine, logs off). They have no log line, request id
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
  const refuse = (socket: Socket, response: ServerResponse) => {
    if (refused++ === 0) setTimeout(report, 1_000).unref();
    refusals.refuse(socket, () => {
      response.writeHead(503, refusals.isClosing ? lastHeaders : headers).end(busy);
    });
  };
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (isRefusing() && isPlain(request)) {
      // Nobody reads it, and thousands would wait with it.
      request.resume();
      return refuse(request.socket, response);
    }
    for (const handle of handlers) handle(request, response);
  });
}
