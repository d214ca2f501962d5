import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Node closes idle connections when a server closes, but not those on which nothing was ever asked, as browsers and
 * balancers hold them ready: each would keep the server for its header timeout.
 */
export function installDrain(http: FastifyInstance): void {
  const sockets = new Set<Socket>();
  http.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  http.addHook("preClose", async () => {
    for (const socket of sockets) {
      // One that has sent something may be in the middle of a request, which will be answered.
      if (socket.bytesRead === 0) socket.destroy();
    }
  });
}
