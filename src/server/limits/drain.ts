import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * A connection that rests may already carry the next request, which closing it would lose: for so long requests are
 * answered as before, and each answer closes its connection.
 */
const graceMs = 100;

/**
 * Node closes idle connections when a server closes, but neither those on which nothing was ever asked, as browsers and
 * balancers hold them ready, nor those of requests that are answered later: each would keep the server for a timeout.
 */
export function installDrain(http: FastifyInstance): void {
  const sockets = new Set<Socket>();
  http.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let closing = false;
  http.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  http.addHook("preClose", async () => {
    closing = true;
    if (sockets.size > 0) await setTimeout(graceMs);
    for (const socket of sockets) {
      // One that has sent something may be in the middle of a request, which will be answered.
      if (socket.bytesRead === 0) socket.destroy();
    }
  });
}
