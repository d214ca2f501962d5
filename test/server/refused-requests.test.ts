import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { type App, buildApp } from "../../src/server/app.js";
import { runSelection } from "../../src/server/execute.js";
import { openBundled } from "../../src/server/open-engine.js";
import { answersIn, exchange, type RawAnswer } from "../hostile/raw.js";

let engine: Engine;
let app: App;
let url = "";
beforeAll(async () => {
  engine = await openBundled();
  app = await buildApp({ schema: buildSchema(runSelection), engine, quote: () => null, logLevel: "silent" });
  url = await app.http.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await engine.close();
});

/** By the head of a request, line by line. */
async function raw(...lines: readonly string[]): Promise<readonly RawAnswer[]> {
  const head = [...lines, "Connection: close", "", ""].join("\r\n");
  return answersIn((await exchange(url, [Buffer.from(head)], 5_000)).bytes, false);
}

describe("a request that HTTP has rules for is refused", () => {
  it("because of two Host headers; HTTP/1.0 needs none", async () => {
    const [two] = await raw("GET /health HTTP/1.1", "Host: a", "Host: b");
    expect([two?.status, JSON.parse(two?.text ?? "")]).toEqual([
      400,
      { errors: [{ message: "There are several Host headers: send one.", extensions: { code: "BAD_REQUEST" } }] },
    ]);
    const [none] = await raw("GET /health HTTP/1.1");
    expect(none?.status).toBe(400);
    const query = "/graphql?query={__typename}";
    const old = [await raw("GET /health HTTP/1.0"), await raw(`GET ${query} HTTP/1.0`, "apollo-require-preflight: 1")];
    expect(old.map(([answer]) => answer?.status)).toEqual([200, 200]);
  });

  it("because its body is compressed", async () => {
    const body = '{"query":"{ __typename }"}';
    const post = (coding: string, packed: string | Uint8Array<ArrayBuffer>) =>
      fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "content-encoding": coding },
        body: packed,
      });
    for (const coding of ["gzip", "br", "gzip, identity"]) {
      const response = await post(coding, new Uint8Array(gzipSync(body)));
      expect([response.status, response.headers.get("accept-encoding")]).toEqual([415, "identity"]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
    const plain = await post("identity", body);
    expect(plain.status).toBe(200);
  });

  it.each([
    ["PUT", "/graphql", "GET, POST"],
    ["DELETE", "/graphql?query=%7B__typename%7D", "GET, POST"],
    ["OPTIONS", "/graphql", "GET, POST"],
    ["POST", "/changes", "GET"],
    ["HEAD", "/changes", "GET"],
    ["POST", "/", "GET"],
    ["PUT", "/health", "GET"],
  ])("because of its method: %s %s", async (method, path, allow) => {
    const response = await fetch(url + path, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
    if (method === "HEAD") return;
    const said = `${method} is not answered here, only ${allow.replace(", ", " and ")}; the API is at /graphql`;
    const message = expect.stringContaining(said);
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
  });
});
