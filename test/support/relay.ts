import { connect, createServer, type Socket } from "node:net";

/** A way to a Neo4j that a test can cut. */
export interface Relay {
  readonly uri: string;
  /** The next bytes of a client end its connection, and there are no others until `restore`. */
  readonly cutAtNextRequest: () => void;
  readonly restore: () => void;
  /** The next message of these bytes reaches the database, but its connection ends before the answer comes back. */
  readonly loseAnswerTo: (message: Buffer) => void;
  readonly close: () => Promise<void>;
}

/** On this port of the machine, or any free one. */
export async function openRelay(uri: string, at = 0): Promise<Relay> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let cut = false;
  let losing: Buffer | undefined;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const end = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", end).on("close", () => {
        end();
        sockets.delete(socket);
      });
    }
    let lost = false;
    client.on("data", (bytes) => {
      if (losing !== undefined && bytes.includes(losing)) {
        losing = undefined;
        lost = true;
      }
      if (cut) end();
      else database.write(bytes);
    });
    database.on("data", (bytes) => (lost ? end() : client.write(bytes)));
  });
  await new Promise<void>((done) => server.listen(at, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The relay has no port.");
  return {
    uri: `bolt://127.0.0.1:${address.port}`,
    cutAtNextRequest: () => {
      cut = true;
    },
    restore: () => {
      cut = false;
    },
    loseAnswerTo: (message) => {
      losing = message;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
