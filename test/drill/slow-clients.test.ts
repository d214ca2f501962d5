import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { openBundled } from "../../src/server/open-engine.js";
import { open, type Serving } from "../server/limits/open.js";
import { Connection, postOf } from "./clients/connection.mjs";
import { isLong, note } from "./support/figures.js";

/** What the server gives its clients; the short form gives them less. Node looks every two seconds. */
const patience = isLong
  ? { headersMs: 10_000, requestMs: 30_000, idleMs: 65_000, readMs: 30_000 }
  : { headersMs: 1_000, requestMs: 2_000, idleMs: 1_000, readMs: 3_000 };
const slackMs = isLong ? 5_000 : 15_000;
const seconds = (ms: number) => Math.round(ms / 100) / 10;

let engine: Engine;
let server: Serving;
let port = 0;
/** The clients' ports of the connections that the server holds. */
const connections = new Set<number | undefined>();
beforeAll(async () => {
  engine = await openBundled();
  server = await open(engine);
  port = Number(new URL(server.url).port);
  server.app.http.server.on("connection", (socket: Socket) => {
    const { remotePort } = socket;
    connections.add(remotePort);
    socket.once("close", () => connections.delete(remotePort));
  });
  if (isLong) return;
  const { headersMs, requestMs, idleMs, readMs } = patience;
  const { http } = server.app;
  Object.assign(http.server, { headersTimeout: headersMs, requestTimeout: requestMs, keepAliveTimeout: idleMs });
  http.server.setTimeout(readMs);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

/** Milliseconds until the server closes it. */
async function untilClosed(socket: Socket): Promise<number> {
  const began = performance.now();
  socket.on("error", () => undefined);
  // Not `once`, which rejects where the connection is reset.
  await new Promise((resolve) => socket.once("close", resolve));
  return performance.now() - began;
}

async function connected(): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Sends a text byte by byte, five in a second. */
async function trickle(head: string, text: string): Promise<number> {
  const socket = await connected();
  socket.write(head);
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ""), 200);
  socket.resume();
  const closed = await untilClosed(socket);
  clearInterval(timer);
  return closed;
}

const slowHeaders = () => trickle("POST /graphql HTTP/1.1\r\n", "X-Header: v\r\n");
const bodyHead = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n";
const slowBody = () => trickle(bodyHead, " ");

/** Never says anything. */
async function silent(): Promise<number> {
  const socket = await connected();
  socket.resume();
  return untilClosed(socket);
}

/** Asks once, and then no more. */
async function idle(): Promise<number> {
  const connection = new Connection(port);
  await connection.ask(postOf({ query: "{ __typename }" }));
  const began = performance.now();
  while (connection.isOpen) await setTimeout(50);
  return performance.now() - began;
}

const aliases = Array.from(
  { length: 20 },
  (_, i) => `a${i}: officials(first: 40) { nodes { id name aliases kind note } }`,
);
const large = postOf({ query: `{ ${aliases.join(" ")} }` });

/** Asks for megabytes, one large answer after the other, and reads nothing. */
async function slowReader(): Promise<number> {
  const socket = await connected();
  socket.pause();
  for (let i = 0; i < 200; i++) socket.write(large);
  // What is not read keeps the end of the stream from being seen here; the server knows when it closed it.
  const began = performance.now();
  await closedByServer(socket.localPort);
  socket.destroy();
  return performance.now() - began;
}

async function closedByServer(port: number | undefined): Promise<void> {
  while (connections.has(port)) await setTimeout(50);
}

const most = (all: readonly number[]) => seconds(Math.max(...all));
const many = (count: number, one: () => Promise<number>) => Promise.all(Array.from({ length: count }, one));

it("slow senders, slow readers, silent and resting clients are cut off, and others are served meanwhile", {
  timeout: 180_000,
}, async (context) => {
  const { headersMs, requestMs, idleMs, readMs } = patience;
  // Node looks at a connection that was still being written to a second time.
  const limit = (ms: number) => ({ atMost: seconds(ms + slackMs), unit: "s" });
  let over = false;
  const others: number[] = [];
  let refused = 0;
  const asking = async () => {
    while (!over) {
      const began = performance.now();
      if ((await server.ask({ query: "{ officials { totalCount } }" })).status !== 200) refused++;
      others.push(performance.now() - began);
      await setTimeout(50);
    }
  };
  const served = asking();
  const [headers, bodies, mute, resting, readers] = await Promise.all([
    many(20, slowHeaders),
    many(20, slowBody),
    many(50, silent),
    many(200, idle),
    many(3, slowReader),
  ]);
  over = true;
  await served;
  note(context, "20 slow headers closed after", most(headers), limit(headersMs));
  note(context, "20 slow bodies closed after", most(bodies), limit(requestMs));
  note(context, "50 silent connections closed after", most(mute), limit(Math.max(headersMs, readMs)));
  note(context, "200 resting connections closed after", most(resting), limit(idleMs));
  note(context, "3 readers of nothing closed after", most(readers), limit(2 * readMs));
  note(context, "others asked meanwhile", others.length, { atLeast: 10 });
  note(context, "of them refused", refused, { atMost: Math.ceil(others.length / 100) });
  others.sort((a, b) => a - b);
  const p99 = Math.round(others[Math.floor(others.length * 0.99)] ?? 0);
  note(context, "answers to them, p99", p99, isLong ? { atMost: 500, unit: "ms" } : { unit: "ms" });
});
