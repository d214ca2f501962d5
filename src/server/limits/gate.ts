import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bodyOf, json } from "../http-errors.js";

/** Lets so many through at a time; so many more wait in turn. */
export class Gate {
  #inside = 0;
  readonly #waiting = new Set<() => void>();
  readonly #concurrent: number;
  readonly #queued: number;

  constructor({ concurrent, queued }: { readonly concurrent: number; readonly queued: number }) {
    this.#concurrent = concurrent;
    this.#queued = queued;
  }

  get isFull(): boolean {
    return this.#inside >= this.#concurrent && this.#waiting.size >= this.#queued;
  }

  /** Resolves when it is one's turn, with false where there is none: the queue is full, or the wait was given up. */
  async enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#inside < this.#concurrent) {
      this.#inside++;
      return true;
    }
    if (this.#waiting.size >= this.#queued) return false;
    return new Promise((resolve) => {
      const give = (): void => settle(true);
      const giveUp = (): void => settle(false);
      const settle = (entered: boolean) => {
        this.#waiting.delete(give);
        signal.removeEventListener("abort", giveUp);
        resolve(entered);
      };
      this.#waiting.add(give);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Whoever waits longest takes the place of the one that leaves. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#inside--;
    else next();
  }
}

/** A place in the queue is worth no more than this: whoever waited so long had better ask again. */
const patienceMs = 2_000;
const retryAfterSeconds = 1;

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
    if (await gate.enter(giveUpOf(reply))) inside.add(request);
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

const refuse = (reply: FastifyReply) =>
  reply
    .code(503)
    .type(json)
    .headers({ "retry-after": String(retryAfterSeconds), "cache-control": "no-store" })
    .send(busy);
