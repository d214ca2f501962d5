import { connect } from "node:net";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The body was not whole when the connection closed. */
  readonly cut: boolean;
}

export interface Exchange {
  readonly bytes: Buffer;
  /** Whether the connection was closed by the other side within the time, or the answer is a stream of events. */
  readonly ended: boolean;
}

/** Sends the bytes, in pieces if asked, and listens until the server closes the connection. */
export function exchange(url: string, pieces: readonly Buffer[], patienceMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const end = (ended: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ bytes: Buffer.concat(chunks), ended });
    };
    const timer = setTimeout(() => end(false), patienceMs);
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunk.includes("text/event-stream")) end(true);
    });
    socket.on("close", () => end(true));
    // A refused sender may be cut off while it still sends: what came before then counts.
    socket.on("error", () => end(true));
    socket.on("connect", () => {
      void (async () => {
        for (const piece of pieces) {
          if (socket.destroyed) return;
          socket.write(piece);
          if (pieces.length > 1) await new Promise((next) => setTimeout(next, 5));
        }
      })();
    });
  });
}

/** The answers that follow one another on a connection, as RFC 9112 frames them; interim ones are left out. */
export function answersIn(bytes: Buffer, isHead: boolean): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    // What refuses a HEAD before it is understood as one has a body.
    if (isHead && answers.length > 0 && !rest.subarray(0, 7).equals(Buffer.from("HTTP/1."))) return answers;
    const end = rest.indexOf("\r\n\r\n");
    const head = rest.subarray(0, end === -1 ? rest.length : end).toString("latin1");
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error(`no answer of HTTP: ${JSON.stringify(head.slice(0, 200))}`);
    rest = rest.subarray(end === -1 ? rest.length : end + 4);
    if (status < 200) continue;
    const header = (name: string) => new RegExp(`^${name}: *(.*)$`, "im").exec(head)?.[1]?.trim();
    const contentType = header("content-type") ?? "";
    if (isHead || status === 204 || status === 304) {
      answers.push({ status, contentType, text: "", cut: end === -1 });
      continue;
    }
    const { body, used, cut } = bodyIn(rest, header("transfer-encoding"), header("content-length"));
    answers.push({ status, contentType, text: body.toString("utf8"), cut });
    rest = rest.subarray(used);
  }
  return answers;
}

function bodyIn(rest: Buffer, encoding: string | undefined, length: string | undefined) {
  if (encoding !== "chunked") {
    const size = length === undefined ? rest.length : Number(length);
    return { body: rest.subarray(0, size), used: size, cut: rest.length < size };
  }
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf("\r\n", at);
    const size = line === -1 ? Number.NaN : Number.parseInt(rest.subarray(at, line).toString("latin1"), 16);
    if (Number.isNaN(size)) return { body: Buffer.concat(parts), used: rest.length, cut: true };
    if (size === 0) return { body: Buffer.concat(parts), used: line + 4, cut: false };
    parts.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
