import { setMaxListeners } from "node:events";
import type { FastifyReply } from "fastify";
import { clientError } from "../../graph/errors.js";

/**
 * Aborts when the request's time is over, or when its client has gone; engines throw the reason. (Fastify's own
 * `request.signal` will not do: it aborts as soon as the body is read.)
 */
export function deadlineOf(reply: FastifyReply, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  // Each root field listens: more than ten are no leak, which Node would warn of.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(timedOut(timeoutMs)), timeoutMs);
  reply.raw.once("close", () => {
    clearTimeout(timer);
    // Nobody reads it; of a known code, it is not logged as a fault of ours.
    if (!reply.raw.writableFinished) controller.abort(clientError("UNAVAILABLE", "The client has gone."));
  });
  return controller.signal;
}

const timedOut = (ms: number) =>
  clientError("TIMEOUT", `The query took more than ${ms / 1000} s and was stopped. Ask for less, or for fewer hops.`);
