import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../graph/engine.js";
import type { Change } from "../graph/transaction.js";
import { ChangesWatch } from "./changes-watch.js";
import { bodyOf, json } from "./http-errors.js";

export interface FeedOptions {
  /** How often the history is looked at, for what other processes wrote. */
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** Further clients are refused. */
  readonly clients?: number;
}

const defaults = { pollMs: 500, heartbeatMs: 15_000, clients: 100 };
/** After a failure, a browser comes back so soon. */
const RETRY_MS = 1000;

/**
 * `GET /changes`: the history as server-sent events, from a position on. Each event's id is its `seq`, so a browser that
 * was away asks for what it missed with `Last-Event-ID` by itself. The history has no gaps and its numbers become
 * visible in order: nothing is missed or seen twice, whichever process wrote it. Returns what to call after a commit of
 * this process, so that nobody waits for the next look.
 */
export function installChanges(http: FastifyInstance, engine: Engine, options: FeedOptions = {}): () => void {
  const { pollMs, heartbeatMs, clients } = { ...defaults, ...options };
  const watch = new ChangesWatch(engine, pollMs, (error) => {
    http.log.warn({ err: error }, "the history cannot be read");
  });
  const closing = new AbortController();
  // Before the server closes: a stream that does not end would hold it up.
  http.addHook("preClose", async () => closing.abort());
  let open = 0;
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const after = positionIn(request);
    if (after === undefined) return refuse(reply, 400, "The position is the seq of a change, a whole number as in 12.");
    if (open >= clients) {
      return refuse(reply.header("retry-after", "5"), 503, "Too many clients listen already: try again in a moment.");
    }
    open++;
    const gone = new AbortController();
    reply.raw.once("close", () => {
      open--;
      gone.abort();
    });
    const { revision } = await engine.info();
    if (after !== null && after > revision) {
      return refuse(reply, 400, `The history ends at ${revision}: one that reaches ${after} is another history.`);
    }
    const end = AbortSignal.any([gone.signal, closing.signal]);
    reply.headers({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      // The stream ends when the server closes, which would then wait for the connection's next request.
      connection: "close",
    });
    return reply.send(Readable.from(eventsFrom(watch, after ?? revision, heartbeatMs, end)));
  };
  http.route({ method: "GET", url: "/changes", exposeHeadRoute: false, handler });
  return () => watch.wake();
}

/** A generator goes on when the client has taken what it gave: a slow client costs a page of changes at most. */
async function* eventsFrom(
  watch: ChangesWatch,
  from: number,
  heartbeatMs: number,
  end: AbortSignal,
): AsyncGenerator<string> {
  let position = from;
  // An id without data is no event, but a client that is cut off before the first one knows where it was.
  yield `retry: ${RETRY_MS}\nid: ${position}\n\n`;
  while (!end.aborted) {
    const changes = await watch.after(position, heartbeatMs, end);
    if (changes.length === 0 && !end.aborted) yield ": nothing new\n\n";
    for (const change of changes) {
      if (end.aborted) return;
      yield `id: ${change.seq}\nevent: change\ndata: ${textOf(change)}\n\n`;
      position = change.seq;
    }
  }
}

/** Its fields in one order: each engine keeps them in one of its own. */
const textOf = ({ seq, at, actor, verb, subjects, reason, before, after }: Change): string =>
  JSON.stringify({ seq, at, actor, verb, subjects, reason, before, after });

/** Where to go on: null for now, undefined where it is no position. The header is younger than the URL. */
function positionIn({ headers, query }: FastifyRequest): number | null | undefined {
  const text = headers["last-event-id"] ?? Reflect.get(Object(query), "after");
  if (text === undefined || text === "") return null;
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const refuse = (reply: FastifyReply, status: 400 | 503, message: string) =>
  reply
    .code(status)
    .type(json)
    .header("cache-control", "no-store")
    .send(bodyOf(message, status === 503 ? "UNAVAILABLE" : "BAD_USER_INPUT"));
