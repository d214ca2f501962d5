import type { Random } from "../agreement/random.js";
import { bodies, get, json, methods, oddHeaders, query, targets } from "./http-parts.js";

/** A request in its parts, any of which may be wrong. */
export interface Draft {
  method: string;
  target: string;
  version: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** Sent after it on the same connection. */
  next: Buffer | undefined;
  /** Chunked, in this framing. */
  chunks: string | undefined;
  pieces: number;
}

/** A sound request to begin with. */
function sound(random: Random, token: string): Draft {
  const common = { version: "HTTP/1.1", next: undefined, chunks: undefined, pieces: 1 };
  const headers: Draft["headers"] = [["Host", "localhost"]];
  if (random.chance(0.3)) headers.push(["Authorization", `Bearer ${token}`]);
  if (random.chance(0.6)) {
    headers.push(["Content-Type", "application/json"]);
    return { ...common, method: "POST", target: "/graphql", headers, body: json({ query }) };
  }
  headers.push(["Apollo-Require-Preflight", "1"]);
  const target = random.pick([
    ...[get(`query=${encodeURIComponent(query)}`), get(`query=${encodeURIComponent(query)}`)],
    ...["/", "/health", "/ready", "/metrics", "/changes", "/examples.json", "/nowhere", "/assets/x.js", "/graphql"],
  ]);
  return { ...common, method: "GET", target, headers, body: Buffer.alloc(0) };
}

const set = (draft: Draft, name: string, value: string) => {
  draft.headers = [...draft.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase()), [name, value]];
};

type Change = (draft: Draft, random: Random) => void;

const framings: readonly Change[] = [
  (draft) => set(draft, "Content-Length", "0"),
  (draft) => set(draft, "Content-Length", String(draft.body.length + 5)),
  (draft) => set(draft, "Content-Length", String(Math.max(0, draft.body.length - 5))),
  (draft, random) =>
    set(
      draft,
      "Content-Length",
      random.pick(["-1", "1e3", "0x10", "99999999999999999999", "1,1", "", " ", "+5", "5 5"]),
    ),
  (draft) => set(draft, "Content-Length", "2000000"),
  (draft) => draft.headers.push(["Content-Length", String(draft.body.length)], ["Content-Length", "1"]),
  (draft) => draft.headers.push(["Content-Length", String(draft.body.length)], ["Transfer-Encoding", "chunked"]),
  (draft) => draft.headers.push(["Transfer-Encoding", "chunked"], ["Content-Length", "4"]),
  (draft, random) => {
    draft.headers.push(["Transfer-Encoding", "chunked"]);
    const size = draft.body.length.toString(16);
    const body = draft.body.toString("latin1");
    draft.chunks = random.pick([
      ...[`${size}\r\n${body}\r\n0\r\n\r\n`, `${size}\r\n${body}\r\n0\r\nAuthorization: x\r\n\r\n`],
      ...[`${size};ext=${"x".repeat(500)}\r\n${body}\r\n0\r\n\r\n`, `${size}\n${body}\n0\n\n`, "zz\r\nx\r\n0\r\n\r\n"],
      ...[`ffffffffffffffff\r\n${body}`, `-1\r\n${body}\r\n0\r\n\r\n`, `${size}\r\n${body}\r\n`, "0\r\n\r\n"],
      ...[`0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n`, ` ${size} \r\n${body}\r\n0\r\n\r\n`],
    ]);
  },
  (draft, random) => {
    const head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const again = `${head}Content-Length: ${draft.body.length}\r\n\r\n`;
    const health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    draft.next = Buffer.concat([Buffer.from(random.pick([again, health, health.repeat(20)])), draft.body]);
  },
  (draft, random) => {
    draft.version = random.pick([
      "HTTP/1.0",
      "HTTP/2.0",
      "HTTP/0.9",
      "HTTP/1.2",
      "HTTP/9",
      "http/1.1",
      "",
      "HTTP/1.1 x",
    ]);
  },
  (draft) => {
    draft.pieces = 7;
  },
  (draft) => {
    draft.headers = draft.headers.filter(([name]) => name !== "Host");
  },
  (draft) => draft.headers.push(...Array.from({ length: 3_000 }, (_, i): [string, string] => [`X-${i}`, "x"])),
];

const changes: readonly Change[] = [
  (draft, random) => {
    draft.method = random.pick(methods);
  },
  (draft, random) => {
    draft.target = random.pick(targets);
  },
  (draft, random) => {
    const [name, value] = random.pick(oddHeaders);
    if (random.chance(0.7)) set(draft, name, value);
    else draft.headers.push([name, value]);
  },
  (draft, random) => {
    draft.body = random.pick(bodies)(random);
  },
  (draft, random) => random.pick(framings)(draft, random),
];

export interface HttpRequest {
  readonly pieces: readonly Buffer[];
  readonly isHead: boolean;
}

/** One request of one to three faults, as the bytes that go over the wire. */
export function mutatedRequest(random: Random, token: string): HttpRequest {
  const draft = sound(random, token);
  const body = changes[3];
  if (draft.method === "POST" && random.chance(0.4)) body?.(draft, random);
  for (let i = random.pick([1, 1, 2, 3]); i > 0; i--) random.pick(changes)(draft, random);
  const isFramed = draft.headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  if (!isFramed && (draft.body.length > 0 || draft.method === "POST")) {
    draft.headers.push(["Content-Length", String(draft.body.length)]);
  }
  const head = [`${draft.method} ${draft.target} ${draft.version}`, ...draft.headers.map((each) => each.join(": "))];
  const content = draft.chunks === undefined ? draft.body : Buffer.from(draft.chunks, "latin1");
  const bytes = Buffer.concat([
    Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"),
    content,
    ...(draft.next ? [draft.next] : []),
  ]);
  const size = Math.max(1, Math.ceil(bytes.length / draft.pieces));
  const pieces = random.list(Math.ceil(bytes.length / size), (i) => bytes.subarray(i * size, (i + 1) * size));
  return { pieces, isHead: draft.method === "HEAD" };
}
