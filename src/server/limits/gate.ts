import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bodyLimit } from "../http-errors.js";
import { busy, busyHeaders, Refusals, shed } from "./shedding.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Whether it has a place among those that are answered. */
    isInside: boolean;
  }
}

/** Of all bodies that wait, in bytes. */
const mostWaitingBytes = 64 * 1024 * 1024;

/**
 * How long requests are let in before the event loop turns. One that the embedded engine answers at once is over before
 * the next is read, so counting alone would hold none of them back, and the health check would wait for all that had
 * arrived: with 400 clients 500 ms.
 */
const turnMs = 10;
/**
 * Node takes one new connection in each turn of the event loop (libuv since 1.45), so turns of 10 ms would take 100 a
 * second: the health check of a supervisor, which comes on a connection of its own, waited 8 s behind the clients of a
 * flood. While new ones come, nobody is let in for so long, and turns are as short as can be.
 */
const acceptMs = 20;

/** A place in the queue is worth no more than this: whoever waited so long had better ask again. */
const patienceMs = 2_000;

interface Waiting {
  readonly since: number;
  readonly settle: (entered: boolean) => void;
}

/** A place in the queue. */
export interface Place {
  /** With true when one is inside, with false when patience has ended or the place was given up. */
  readonly turn: Promise<boolean>;
  readonly giveUp: () => void;
}

/** Lets so many through at a time, and for so long in one turn of the event loop; so many more wait in their order. */
export class Gate {
  #inside = 0;
  #waitingBytes = 0;
  #turnEnds = 0;
  #inTurn = false;
  /** Whether a connection was taken since the last turn began. */
  #connected = false;
  /** When the last turn ended in which somebody could be let in. */
  #lastOpen = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<Waiting>();
  #patience: NodeJS.Timeout | undefined;
  readonly #concurrent: number;
  readonly #queued: number;

  constructor({ concurrent, queued }: { readonly concurrent: number; readonly queued: number }) {
    this.#concurrent = concurrent;
    this.#queued = queued;
  }

  /** How many are inside. */
  get running(): number {
    return this.#inside;
  }

  /** How many wait. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** Whether there is no place in the queue, or none that would lead in before patience ends. */
  get isFull(): boolean {
    if (this.#waiting.size >= this.#places()) return true;
    const [longest] = this.#waiting;
    return longest !== undefined && performance.now() - longest.since > patienceMs / 2;
  }

  /** Whether somebody with so many bytes would find a place in the queue. */
  hasPlaceFor(bytes: number): boolean {
    return !this.isFull && this.#waitingBytes + bytes <= mostWaitingBytes;
  }

  /** Tells that the server has taken a new connection. */
  connected(): void {
    this.#connected = true;
  }

  /** Whether nobody has to be waited for; if so, one is inside. */
  enterAtOnce(): boolean {
    if (this.#waiting.size > 0 || !this.#isOpen()) return false;
    this.#inside++;
    return true;
  }

  leave(): void {
    this.#inside--;
    this.#letIn();
  }

  /** Stands at the end of the queue; whether there is a place is for `hasPlaceFor` to say. */
  queue(bytes = 0): Place {
    let giveUp = () => {};
    const turn = new Promise<boolean>((resolve) => {
      const settle = (entered: boolean) => {
        if (!this.#waiting.delete(waiting)) return;
        this.#waitingBytes -= bytes;
        resolve(entered);
      };
      const waiting: Waiting = { since: performance.now(), settle };
      this.#waiting.add(waiting);
      this.#waitingBytes += bytes;
      giveUp = () => settle(false);
    });
    this.#watchPatience();
    return { turn, giveUp };
  }

  /** One timer for all: each would need its own only if they did not come in their order. */
  #watchPatience(): void {
    const [longest] = this.#waiting;
    if (longest === undefined || this.#patience !== undefined) return;
    this.#patience = setTimeout(
      () => {
        this.#patience = undefined;
        const now = performance.now();
        for (const { since, settle } of this.#waiting) {
          if (now - since < patienceMs) break;
          settle(false);
        }
        this.#watchPatience();
      },
      longest.since + patienceMs - performance.now(),
    );
  }

  #letIn(): void {
    for (const { settle } of this.#waiting) {
      if (!this.#isOpen()) return;
      this.#inside++;
      settle(true);
    }
  }

  /** Those for whom only the event loop has to turn take no place in the queue. */
  #places(): number {
    return this.#queued + Math.max(0, this.#concurrent - this.#inside);
  }

  #isOpen(): boolean {
    const now = performance.now();
    if (!this.#inTurn) this.#beginTurn(now);
    return this.#inside < this.#concurrent && now < this.#turnEnds;
  }

  #beginTurn(now: number): void {
    this.#inTurn = true;
    const isShut = this.#connected && now < this.#lastOpen + acceptMs;
    this.#connected = false;
    this.#turnEnds = isShut ? now : now + turnMs;
    setImmediate(() => {
      this.#inTurn = false;
      if (!isShut) this.#lastOpen = performance.now();
      if (this.#waiting.size > 0) this.#letIn();
    });
  }
}

/**
 * Bounds how many requests of /graphql are answered at a time. Those above are refused as early as can be, since under
 * overload refusing is most of the work: before Fastify sees them if the queue is full already.
 */
export function installGate(http: FastifyInstance, gate: Gate): Pick<Refusals, "count"> {
  http.decorateRequest("isInside", false);
  http.server.on("connection", () => gate.connected());
  const refusals = new Refusals();
  const refuse = async (reply: FastifyReply) => {
    await new Promise<void>((resolve) => refusals.refuse(reply.request.raw.socket, resolve));
    return send(reply);
  };
  /** Whoever has had a place in the queue has waited already. */
  const refuseNow = (reply: FastifyReply) => {
    refusals.count++;
    return send(reply);
  };
  http.addHook("preClose", async () => refusals.close());
  shed(http, refusals, () => gate.isFull);
  const isGated = ({ routeOptions, method }: FastifyRequest) => routeOptions.url === "/graphql" && method !== "OPTIONS";
  http.addHook("onRequest", async (request, reply) => {
    if (gate.isFull && isGated(request)) return refuse(reply);
  });
  // After the body: a slow sender holds no place.
  http.addHook("preHandler", async (request, reply) => {
    if (!isGated(request)) return;
    const bytes = bytesOf(request.headers);
    if (gate.enterAtOnce()) {
      request.isInside = true;
      return;
    }
    if (!gate.hasPlaceFor(bytes)) return refuse(reply);
    const { turn, giveUp } = gate.queue(bytes);
    reply.raw.once("close", giveUp);
    request.isInside = await turn;
    if (!request.isInside) return refuseNow(reply);
  });
  // When the answer is made: a slow reader holds none either.
  http.addHook("onSend", async (request) => {
    if (!request.isInside) return;
    request.isInside = false;
    gate.leave();
  });
  return refusals;
}

/** Of the body, as far as the headers tell: one in chunks may have as many as the limit allows. */
export const bytesOf = (headers: IncomingHttpHeaders): number =>
  headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : bodyLimit;

const send = (reply: FastifyReply) => reply.code(503).headers(busyHeaders).send(busy);
