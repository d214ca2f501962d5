import { setTimeout as timeout } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bodyOf, json } from "../http-errors.js";

/** Of all bodies that wait, in bytes. */
const mostWaitingBytes = 64 * 1024 * 1024;

/**
 * How long requests are let in before the event loop turns. One that the embedded engine answers at once is over before
 * the next is read, so counting alone would hold none of them back, and the health check would wait for all that had
 * arrived: with 400 clients 500 ms.
 */
const turnMs = 20;

interface Waiting {
  readonly enter: () => void;
  readonly bytes: number;
}

/** Lets so many through at a time, and for so long in one turn of the event loop; so many more wait in their order. */
export class Gate {
  #inside = 0;
  #waitingBytes = 0;
  #turnBegan = 0;
  #inTurn = false;
  readonly #waiting = new Set<Waiting>();
  readonly #concurrent: number;
  readonly #queued: number;

  constructor({ concurrent, queued }: { readonly concurrent: number; readonly queued: number }) {
    this.#concurrent = concurrent;
    this.#queued = queued;
  }

  get isFull(): boolean {
    return this.#waiting.size >= this.#places();
  }

  /** Resolves when it is one's turn, with false where there is none: the queue is full, or the wait was given up. */
  async enter(signal: AbortSignal, bytes = 0): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#waiting.size === 0 && this.#isOpen()) {
      this.#inside++;
      return true;
    }
    if (this.isFull || this.#waitingBytes + bytes > mostWaitingBytes) return false;
    return this.#wait(signal, bytes);
  }

  leave(): void {
    this.#inside--;
    this.#letIn();
  }

  #wait(signal: AbortSignal, bytes: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (entered: boolean) => {
        this.#waiting.delete(waiting);
        this.#waitingBytes -= bytes;
        signal.removeEventListener("abort", giveUp);
        resolve(entered);
      };
      const waiting: Waiting = { enter: () => settle(true), bytes };
      const giveUp = () => settle(false);
      this.#waiting.add(waiting);
      this.#waitingBytes += bytes;
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  #letIn(): void {
    for (const { enter } of this.#waiting) {
      if (!this.#isOpen()) return;
      this.#inside++;
      enter();
    }
  }

  /** Those for whom only the event loop has to turn wait even where there is no queue. */
  #places(): number {
    return Math.max(this.#queued, this.#concurrent - this.#inside);
  }

  #isOpen(): boolean {
    if (!this.#inTurn) {
      this.#inTurn = true;
      this.#turnBegan = performance.now();
      setImmediate(() => {
        this.#inTurn = false;
        if (this.#waiting.size > 0) this.#letIn();
      });
    }
    return this.#inside < this.#concurrent && performance.now() - this.#turnBegan < turnMs;
  }
}

/** A place in the queue is worth no more than this: whoever waited so long had better ask again. */
const patienceMs = 2_000;
const retryAfterSeconds = 1;
/**
 * Refusing is work too: 1,000 clients that asked again at once got 3,600 refusals a second, and half as many answers as
 * 400 clients that all found a place. So a refusal waits, with the body unread: then it was 85 %.
 */
const refuseAfterMs = 500;

/**
 * Bounds how many requests of /graphql are answered at a time. Those above are refused as early as can be, since under
 * overload refusing is most of the work: before the body is read if the queue is full already.
 */
export function installGate(http: FastifyInstance, gate: Gate): void {
  const inside = new WeakSet<FastifyRequest>();
  const isGated = ({ routeOptions, method }: FastifyRequest) => routeOptions.url === "/graphql" && method !== "OPTIONS";
  http.addHook("onRequest", async (request, reply) => {
    if (gate.isFull && isGated(request)) return refuse(reply);
  });
  // After the body: a slow sender holds no place.
  http.addHook("preHandler", async (request, reply) => {
    if (!isGated(request)) return;
    const bytes = Number(request.headers["content-length"] ?? 0);
    if (await gate.enter(giveUpOf(reply), bytes)) inside.add(request);
    else return refuse(reply);
  });
  // When the answer is made: a slow reader holds none either.
  http.addHook("onSend", async (request) => {
    if (inside.delete(request)) gate.leave();
  });
}

function giveUpOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patienceMs);
  raw.once("close", () => {
    clearTimeout(timer);
    controller.abort();
  });
  return controller.signal;
}

const busy = bodyOf("The server has more to do than it can: try again in a moment.", "UNAVAILABLE");

async function refuse(reply: FastifyReply): Promise<FastifyReply> {
  await timeout(refuseAfterMs);
  return reply
    .code(503)
    .type(json)
    .headers({ "retry-after": String(retryAfterSeconds), "cache-control": "no-store" })
    .send(busy);
}
