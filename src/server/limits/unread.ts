import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** Of the rest of one body. Whoever sends more is cut off. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Whoever is refused may still be sending. If the connection ended now, TCP would reset it, and the client would have a
 * broken pipe instead of its answer (RFC 9112, section 9.6): so what it sends is read first, and thrown away. The time
 * for that is the request's own.
 */
export function readBeforeAnswering(http: FastifyInstance): void {
  http.addHook("onSend", async ({ raw }) => {
    if (!raw.complete) await throwAway(raw);
  });
}

const throwAway = (body: IncomingMessage) =>
  new Promise<void>((resolve) => {
    let left = mostBytes;
    body.on("data", ({ length }: Buffer) => {
      left -= length;
      if (left < 0) resolve();
    });
    body.once("end", resolve).once("close", resolve).resume();
    if (body.destroyed) resolve();
  });
