import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, it, type TestContext } from "vitest";
import { openStream } from "../support/event-stream.js";
import { type Answer, Connection, postOf } from "./clients/connection.mjs";
import { isLong, note } from "./support/figures.js";
import { loadGenerated, type Prepared, pageOf, prepare } from "./support/graph.js";
import { type ServerProcess, startServer } from "./support/server.js";

const rounds = isLong ? 10 : 2;

let prepared: Prepared;
let env: Readonly<Record<string, string>>;
beforeAll(() => {
  prepared = prepare("drain");
  env = { ROLEGRAPH_DATA: join(prepared.folder, "data") };
  loadGenerated(prepared, 300, env);
}, 120_000);
afterAll(() => prepared.remove());

interface Asked {
  readonly at: number;
  readonly answer: Answer;
}

/** Asks on one connection, again and again, until it is closed. */
async function askOn(connection: Connection, request: Buffer, asked: Asked[]): Promise<void> {
  while (connection.isOpen) {
    const at = performance.now();
    asked.push({ at, answer: await connection.ask(request) });
  }
}

async function openIdle(port: number, count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  for (const socket of sockets) socket.on("error", () => undefined).resume();
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  return sockets;
}

/** SIGTERM while so many ask, each again when it is answered; what they asked before and after. */
async function terminated(server: ServerProcess, clients: number) {
  const asked: Asked[] = [];
  const request = postOf(pageOf(20));
  const connections = Array.from({ length: clients }, () => new Connection(server.port));
  // A connection that is not yet taken from the system's queue could still be refused.
  await Promise.all(connections.map((connection) => connection.ask(request)));
  const busy = connections.map((connection) => askOn(connection, request, asked));
  await setTimeout(1_000);
  const signalled = performance.now();
  const code = await server.stop();
  const took = performance.now() - signalled;
  await Promise.all(busy);
  const [taken, later] = [asked.filter(({ at }) => at < signalled), asked.filter(({ at }) => at >= signalled)];
  return { code, took, taken, later };
}

/** SIGTERM in the middle of it all; what became of the requests that were sent before and after. */
async function drained(server: ServerProcess) {
  const { port, url } = server;
  const silent = await openIdle(port, 20);
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(`${url}/changes`)));
  const resting = Array.from({ length: 20 }, () => new Connection(port));
  await Promise.all(resting.map((connection) => connection.ask(postOf({ query: "{ __typename }" }))));
  const { code, took, taken, later } = await terminated(server, 40);
  for (const socket of silent) socket.destroy();
  const lost = taken.filter(({ answer: { status } }) => status !== 200);
  const unanswered = later.filter(({ answer: { status } }) => status === 0);
  const open = streams.filter(({ ended }) => !ended).length + resting.filter(({ isOpen }) => isOpen).length;
  return {
    code,
    took,
    taken: taken.length,
    lost: lost.length,
    later: later.length,
    unanswered: unanswered.length,
    open,
  };
}

it("SIGTERM under load, with open streams, resting and silent connections: no request is lost", {
  timeout: 180_000,
}, async (context: TestContext) => {
  const all: Awaited<ReturnType<typeof drained>>[] = [];
  for (let round = 0; round < rounds; round++) all.push(await drained(await startServer(prepared.program, env)));
  const sum = (key: "taken" | "lost" | "later" | "unanswered" | "open") =>
    all.reduce((total, each) => total + each[key], 0);
  note(context, "SIGTERMs", all.length);
  note(context, "that did not end with code 0", all.filter(({ code }) => code !== 0).length, { atMost: 0 });
  note(context, "slowest end", Math.round(Math.max(...all.map(({ took }) => took))), { atMost: 10_000, unit: "ms" });
  note(context, "requests sent before it", sum("taken"), { atLeast: 1 });
  note(context, "of them not answered with 200", sum("lost"), { atMost: 0 });
  note(context, "sent after it on an open connection", sum("later"));
  // A client that is itself held up for longer than the grace may still be: on a busy machine that is no fault.
  note(context, "of them cut off", sum("unanswered"), isLong ? { atMost: 0 } : {});
  note(context, "streams and connections left open", sum("open"), { atMost: 0 });
});

it("SIGTERM in a flood of clients that ask again at once: each request is answered or refused", {
  timeout: 60_000,
}, async (context: TestContext) => {
  const server = await startServer(prepared.program, {
    ...env,
    ROLEGRAPH_CACHE_BYTES: "0",
    ROLEGRAPH_MAX_QUEUED: "50",
  });
  const { code, took, taken } = await terminated(server, isLong ? 3_000 : 500);
  const count = (expected: number) => taken.filter(({ answer: { status } }) => status === expected).length;
  note(context, "exit code", code ?? -1, { atMost: 0 });
  note(context, "end", Math.round(took), { atMost: 10_000, unit: "ms" });
  note(context, "requests sent before it, answered with 200", count(200), { atLeast: 1 });
  note(context, "refused with 503", count(503), { atLeast: 1 });
  note(context, "neither", taken.length - count(200) - count(503), { atMost: 0 });
});
