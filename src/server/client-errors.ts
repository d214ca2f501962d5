import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { bodyOf, json } from "./http-errors.js";

type ClientError = Error & { readonly code?: string };

/** What to say of bytes that are no request of HTTP, by Node's code; 400 of all others. */
const answers: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive in time: send all of it at once."],
  HPE_HEADER_OVERFLOW: [431, "The request's headers are too large: they may have 16 KiB."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The extensions of the chunks are too large: send none."],
};

/**
 * Answers what Node's parser refuses in the form of all other errors: Fastify's answer has one of its own. What stands
 * behind whole requests has no answer: it would be taken for part of theirs. They are answered, and that is the end.
 */
export function answerClientError(error: ClientError, socket: Socket): void {
  const open = [...(underWay.get(socket) ?? [])];
  const whole = open.filter(({ req }) => req.complete);
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  if (whole.length > 0) {
    endAfter(whole, socket);
    return;
  }
  if (open.some(({ headersSent }) => headersSent)) {
    socket.destroy();
    return;
  }
  const [status, message] = answers[error.code ?? ""] ?? [400, "The request is not one of HTTP/1.1."];
  const body = bodyOf(message, "BAD_REQUEST");
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${json}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

/** The answers that each connection has not had to their end. */
const underWay = new WeakMap<Socket, Set<ServerResponse>>();

const ending = new WeakSet<Socket>();

function endAfter(responses: readonly ServerResponse[], socket: Socket): void {
  // More of the same nonsense comes as further errors.
  if (ending.has(socket)) return;
  ending.add(socket);
  let left = responses.length;
  for (const response of responses) {
    response.once("close", () => {
      left -= 1;
      if (left === 0) socket.destroySoon();
    });
  }
}

/** Knows what is being answered, and refuses in JSON what Node would refuse with an empty body. */
export function watchRequests(server: Server): void {
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    const open = underWay.get(socket) ?? new Set();
    underWay.set(socket, open.add(response));
    response.once("close", () => open.delete(response));
  });
  server.on("checkExpectation", (_request, response: ServerResponse) => {
    const body = bodyOf("This server meets no expectation but 100-continue.", "BAD_REQUEST");
    response.writeHead(417, { "content-type": json, connection: "close" }).end(body);
  });
}
