import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { bySecret } from "../../support/tokens.js";
import { open, type Serving } from "./open.js";
import { slowed } from "./slowed.js";

const query = "{ officials { totalCount } }";
const long =
  "{ officials { nodes { id name kind aliases searchKey: name tenures { nodes { id position { name } } } } } }";

let engine: Engine;
let server: Serving;
beforeAll(async () => {
  engine = await openBundled();
  server = await open(engine);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

/** Over a socket, since fetch hides what it undoes. */
function raw(url: string, request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("close", () => resolve(Buffer.concat(chunks)));
    socket.on("error", reject);
  });
}

function post(url: string, body: string, headers: readonly string[] = []): Promise<Buffer> {
  const head = ["POST /graphql HTTP/1.1", "Host: localhost", "Content-Type: application/json", "Connection: close"];
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return raw(url, `${[...head, length, ...headers].join("\r\n")}\r\n\r\n${body}`);
}

function parts(response: Buffer): { readonly head: string; readonly body: Buffer } {
  const end = response.indexOf("\r\n\r\n");
  return { head: response.subarray(0, end).toString().toLowerCase(), body: response.subarray(end + 4) };
}

describe("every answer", () => {
  it.each(["/graphql", "/health", "/nowhere", "/examples.json", "/%zz"])(
    "carries the security headers and says nothing of the software: %s",
    async (path) => {
      const { headers } = await fetch(server.url + path);
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("server")).toBeNull();
      if (path === "/%zz") return;
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  it("asks for TLS again where a trusted proxy says that it came by TLS", async () => {
    const behind = await open(engine, { trustProxy: "127.0.0.1" });
    try {
      const { headers } = await fetch(`${behind.url}/health`, { headers: { "x-forwarded-proto": "https" } });
      expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d+$/);
    } finally {
      await behind.close();
    }
  });
});

describe("a page of another site", () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,authorization,x-rolegraph-cost",
      },
    });

  it("may read answers if its origin is allowed, even where reading needs a token", async () => {
    const origins = ["https://a.example", "https://b.example"];
    const allowing = await open(engine, { origins }, { auth: { ...bySecret, required: true } });
    try {
      for (const origin of origins) {
        const { status, headers } = await preflight(allowing.url, origin);
        expect([status, headers.get("access-control-allow-origin")]).toEqual([204, origin]);
        const named = headers.get("access-control-allow-headers")?.split(", ");
        for (const each of ["authorization", "x-rolegraph-cost", "apollographql-client-name", "traceparent"]) {
          expect(named).toContain(each);
        }
        const answer = await allowing.ask({ query }, { origin });
        expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
        expect(answer.headers.get("vary")).toMatch(/origin/i);
      }
      for (const origin of ["https://evil.example", "https://a.example.evil.example", "null"]) {
        const { headers } = await preflight(allowing.url, origin);
        expect(headers.get("access-control-allow-origin")).toBeNull();
      }
    } finally {
      await allowing.close();
    }
  });

  it("may not, unless something is set; with * every one may", async () => {
    expect((await preflight(server.url, "https://a.example")).headers.get("access-control-allow-origin")).toBeNull();
    const answer = await server.ask({ query }, { origin: "https://a.example" });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, null]);
    const open_ = await open(engine, { origins: ["*"] });
    try {
      const { headers } = await open_.ask({ query }, { origin: "https://a.example" });
      expect(headers.get("access-control-allow-origin")).toBe("*");
    } finally {
      await open_.close();
    }
  });
});

describe("a long answer", () => {
  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ] as const)("comes as %s to a client that reads it", async (encoding, decompress) => {
    const body = JSON.stringify({ query: long });
    const plain = parts(await post(server.url, body));
    expect(plain.head).not.toContain("content-encoding");
    const packed = parts(await post(server.url, body, [`Accept-Encoding: ${encoding}`]));
    expect(packed.head).toContain(`content-encoding: ${encoding}`);
    expect(packed.head).toMatch(/vary: .*accept-encoding/);
    expect(packed.head).toContain("content-length:");
    expect(decompress(packed.body).toString()).toBe(plain.body.toString());
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  });

  it("is not compressed where it is short, nor are events held back", async () => {
    const body = JSON.stringify({ query });
    expect(parts(await post(server.url, body, ["Accept-Encoding: br"])).head).not.toContain("content-encoding");
    const gone = new AbortController();
    const { headers } = await fetch(`${server.url}/changes`, {
      headers: { "accept-encoding": "br, gzip" },
      signal: gone.signal,
    });
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(headers.get("content-encoding")).toBeNull();
    gone.abort();
  });
});

describe("a slow client", () => {
  it("has so long to say what it wants, to send it, and to ask again", () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server.app.http.server;
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      timeout: 30_000,
    });
  });

  it("holds no place while it sends", async () => {
    const one = await open(engine, { concurrent: 1, queued: 0 });
    const socket = connect(Number(new URL(one.url).port), "127.0.0.1");
    try {
      await new Promise<void>((resolve) => {
        const head =
          "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{";
        socket.write(head, () => resolve());
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await one.ask({ query })).status).toBe(200);
    } finally {
      socket.destroy();
      await one.close();
    }
  });
});

describe("closing", () => {
  it("answers the requests that were taken, and no others", async () => {
    const slow = slowed(engine);
    const closing = await open(slow.engine);
    slow.hold();
    const taken = closing.ask({ query });
    await slow.until(1);
    const closed = closing.close();
    // A while, in which what was on its way is answered too.
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(closing.ask({ query })).rejects.toThrow();
    slow.release();
    expect((await taken).status).toBe(200);
    await closed;
  });
});
