import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { auditServer } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { type App, buildApp } from "../../src/server/app.js";
import { runSelection } from "../../src/server/execute.js";
import { openBundled } from "../../src/server/open-engine.js";

let engine: Engine;
let app: App;
let url = "";

async function serve(options: { engine: Engine; introspection?: boolean }): Promise<[App, string]> {
  const built = await buildApp({
    schema: buildSchema(runSelection),
    quote: () => null,
    logLevel: "silent",
    ...options,
  });
  return [built, await built.http.listen({ port: 0, host: "127.0.0.1" })];
}

beforeAll(async () => {
  engine = await openBundled();
  [app, url] = await serve({ engine });
});
afterAll(async () => {
  await app.close();
  await engine.close();
});

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly requestId: string | null;
  readonly text: string;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { message: string; path?: unknown; extensions: { code: string; argument?: string } }[];
  };
}

async function send(body: string, headers: Record<string, string> = {}, at: string = url): Promise<Answer> {
  const response = await fetch(`${at}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    requestId: response.headers.get("x-request-id"),
    text,
    body: JSON.parse(text),
  };
}
const ask = (query: string, variables: Record<string, unknown> = {}, at?: string) =>
  send(JSON.stringify({ query, variables }), {}, at);

const failed = (status: number, code: string, message: RegExp) => ({
  status,
  type: expect.stringMatching(/^application\/json/),
  body: { errors: [expect.objectContaining({ message: expect.stringMatching(message), extensions: { code } })] },
});

describe("/graphql", () => {
  it("answers a query sent by POST and by GET", async () => {
    const query = "{ graphInfo { engine schemaVersion } }";
    const data = { graphInfo: { engine: "EMBEDDED", schemaVersion: 1 } };
    expect((await ask(query)).body).toEqual({ data });
    const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect([response.status, await response.json()]).toEqual([200, { data }]);
  });

  it("passes every audit of GraphQL over HTTP", async () => {
    const results = await auditServer({ url: `${url}/graphql` });
    expect(results.length).toBeGreaterThanOrEqual(60);
    expect(results.filter(({ status }) => status === "error")).toEqual([]);
  });

  it("refuses what another site could send from a visitor's browser", async () => {
    const form = await fetch(`${url}/graphql?query=${encodeURIComponent("{ __typename }")}`);
    expect(form.status).toBe(400);
    expect(await form.text()).toContain("Cross-Site Request Forgery");
  });
});

describe("a request that is no good", () => {
  it("because its body is not JSON", async () => {
    expect(await send("{ officials")).toMatchObject(failed(400, "BAD_REQUEST", /^The body is not valid JSON/));
    expect(await send("")).toMatchObject(failed(400, "BAD_REQUEST", /^The body is empty/));
    expect(await send('{"__proto__": {}}')).toMatchObject(failed(400, "BAD_REQUEST", /^The body is not valid JSON/));
  });

  it("because its body is larger than 1 MiB", async () => {
    const body = JSON.stringify({ query: "{ __typename }", padding: "x".repeat(2 * 1024 * 1024) });
    expect(await send(body)).toMatchObject(failed(413, "BAD_REQUEST", /^The body is larger than 1 MiB/));
  });

  /** By a client that sends nothing of the rest before the server could have answered, and reads when all is sent. */
  const upload = (head: readonly string[], pieces: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
      let text = "";
      const lines = ["POST /graphql HTTP/1.1", "Host: localhost", "Connection: close", ...head, "", ""];
      socket
        .setEncoding("utf8")
        .on("error", reject)
        .on("close", () => resolve(text));
      socket.on("data", (chunk: string) => {
        text += chunk;
      });
      void (async () => {
        for (const piece of [lines.join("\r\n"), ...pieces]) {
          socket.write(piece);
          await setTimeout(50);
        }
        socket.end();
      })();
    });

  const mebibyte = "x".repeat(1024 * 1024);
  const typed = "Content-Type: application/json";
  const long = "Content-Length: 10485760";
  const chunk = `100000\r\n${mebibyte}\r\n`;
  it.each([
    ["length", 413, [typed, long], Array(10).fill(mebibyte)],
    ["chunks", 413, [typed, "Transfer-Encoding: chunked"], [...Array(10).fill(chunk), "0\r\n\r\n"]],
    ["type", 415, ["Content-Type: text/plain", long], Array(10).fill(mebibyte)],
    ["coding", 415, [typed, "Content-Encoding: gzip", long], Array(10).fill(mebibyte)],
  ])("of 10 MiB, told by its %s, is answered when all of it is sent", async (_name, status, head, pieces) => {
    expect(await upload(head, pieces)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each(["text/plain", "application/graphql", "application/x-www-form-urlencoded"])(
    "because its body is %s",
    async (type) => {
      const answer = await send("{ __typename }", { "content-type": type });
      expect(answer).toMatchObject(failed(415, "BAD_REQUEST", /^The Content-Type is not one/));
    },
  );

  it.each([
    ["a list", "[]"],
    ["null", "null"],
    ["a query that is a number", '{"query": 5}'],
    ["nothing to run", "{}"],
    ["another's hash", '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}'],
  ])("because its body is %s", async (_name, body) => {
    expect(await send(body)).toMatchObject(failed(400, "BAD_REQUEST", /./));
  });

  it("because it does not parse", async () => {
    expect(await ask("{ officials")).toMatchObject({
      status: 400,
      body: {
        errors: [
          { message: "Syntax Error: Expected Name, found <EOF>.", extensions: { code: "GRAPHQL_PARSE_FAILED" } },
        ],
      },
    });
  });

  it("because of an unknown field: it suggests those that are meant", async () => {
    expect(await ask("{ oficials { totalCount } }")).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            message: expect.stringMatching(/^Cannot query field "oficials" on type "Query"\. Did you mean "officials"/),
            extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
          },
        ],
      },
    });
  });

  it("because of a variable: it keeps GraphQL's own sentence", async () => {
    const answer = await ask("query ($first: Int!) { officials(first: $first) { totalCount } }", { first: "many" });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]).toMatchObject({
      message: 'Variable "$first" got invalid value "many"; Int cannot represent non-integer value: "many"',
      extensions: { code: "BAD_USER_INPUT" },
    });
  });

  it("because of its Host header or its path", async () => {
    const reply = await app.http.inject({ url: "/health", headers: { host: "a b" } });
    expect([reply.statusCode, reply.json()]).toEqual([
      400,
      { errors: [{ message: expect.stringContaining("Host"), extensions: { code: "BAD_REQUEST" } }] },
    ]);
    const path = await fetch(`${url}/%E0%A4%A`);
    expect(path.headers.get("x-content-type-options")).toBe("nosniff");
    expect(path.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect([path.status, await path.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    ]);
  });

  it("because nothing is there", async () => {
    const response = await fetch(`${url}/graphiql`);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("the playground at /")]);
  });
});

describe("an argument that is no good", () => {
  it.each([
    ["first: 101", "{ officials(first: 101) { totalCount } }"],
    ["first: -1", "{ officials(first: -1) { totalCount } }"],
    ["first with last", "{ officials(first: 1, last: 1) { totalCount } }"],
    ["a made-up cursor", '{ officials(after: "bm9uZQ") { totalCount } }'],
    ["an empty search", '{ search(text: " ") { matched } }'],
    [
      "maxHops: 50",
      '{ paths(from: "official/mai-van-huynh", to: "official/nguyen-kim-thai", maxHops: 50) { length } }',
    ],
  ])("is the client's error, says what would be right, and is no 5xx: %s", async (_name, query) => {
    const { status, body, text } = await ask(query);
    expect(status).toBe(200);
    expect(body.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(body.errors?.[0]?.message).toMatch(/^[A-Z`"'].{10,}\.$/s);
    expect(text).not.toMatch(/stack|node_modules|\.ts:|\.js:/);
  });

  it.each(["2023-02-30", "2023-9"])("is refused before anything runs where it is a date: %s", async (on) => {
    const answer = await ask("query ($on: PartialDate!) { tenures(on: $on) { totalCount } }", { on });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect((await ask(`{ tenures(on: "${on}") { totalCount } }`)).status).toBe(400);
  });

  it("is no error where it is an unknown id, except in paths, which names it", async () => {
    expect((await ask('{ node(id: "official/nobody") { id } }')).body).toEqual({ data: { node: null } });
    const { status, body } = await ask('{ paths(from: "official/nobody", to: "official/mai-van-huynh") { length } }');
    expect([status, body.errors?.[0]]).toMatchObject([200, { message: expect.stringContaining("official/nobody") }]);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND", argument: "from" });
  });
});

describe("an unexpected error", () => {
  const failing = new Error("Neo.ClientError: MATCH (secret) at bolt://10.0.0.1");
  let broken: App;
  let brokenUrl = "";
  beforeAll(async () => {
    const fail = () => Promise.reject(failing);
    const reads = { run: fail, info: fail, state: fail, read: fail, referrers: fail, ids: fail, redirects: fail };
    const history = { latestChange: fail, changes: fail, remembered: fail };
    const throwing: Engine = { ...reads, ...history, transact: fail, apply: fail, close: async () => {} };
    [broken, brokenUrl] = await serve({ engine: throwing });
  });
  afterAll(() => broken.close());

  it.each([
    ["assembled directly", "{ officials { totalCount } }"],
    ["executed by graphql-js", "{ __schema { queryType { name } } officials { totalCount } }"],
  ])("leaves with the request's id and nothing else, %s", async (_name, query) => {
    const answer = await ask(query, {}, brokenUrl);
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.body.errors).toEqual([
      {
        message: `Something went wrong on the server; the request id is ${answer.requestId}.`,
        locations: expect.anything(),
        path: ["officials"],
        extensions: { code: "INTERNAL" },
      },
    ]);
    expect(answer.text).not.toMatch(/secret|bolt|Neo/);
  });

  it("makes the server not ready, yet healthy", async () => {
    const [health, ready] = await Promise.all([fetch(`${brokenUrl}/health`), fetch(`${brokenUrl}/ready`)]);
    expect([health.status, ready.status]).toEqual([200, 503]);
    expect(await ready.text()).not.toMatch(/secret|bolt|Neo/);
  });
});

describe("for the operator", () => {
  it("/health and /ready answer", async () => {
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ status: "ready", engine: "EMBEDDED" });
  });

  it("/metrics counts requests by route and status, never by path", async () => {
    await fetch(`${url}/never-heard-of`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} \d+/);
    expect(text).toMatch(/process_cpu_seconds_total/);
    expect(text).not.toContain("never-heard-of");
  });

  it("a proxy's request id is kept, unless it could not stand in a header", async () => {
    const idFor = async (id: string) =>
      (await fetch(`${url}/health`, { headers: { "x-request-id": id } })).headers.get("x-request-id");
    expect(await idFor("proxy-17")).toBe("proxy-17");
    expect(await idFor("<script>")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("introspection can be turned off, and suggestions with it", async () => {
    const [closed, at] = await serve({ engine, introspection: false });
    const introspection = await ask("{ __schema { queryType { name } } }", {}, at);
    expect(introspection.body.errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await ask("{ oficials { totalCount } }", {}, at)).text).not.toContain("Did you mean");
    await closed.close();
  });
});

describe("a browser that opens the API's address", () => {
  const open = (path: string, accept: string) => fetch(url + path, { headers: { accept }, redirect: "manual" });
  const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  it("is led to the playground", async () => {
    const led = await open("/graphql", browser);
    expect([led.status, led.headers.get("location")]).toEqual([302, "./"]);
    expect(led.headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["a client", "/graphql", "application/json"],
    ["anything else", "/graphql", "*/*"],
    ["a query in the address", "/graphql?query={__typename}", browser],
  ])("%s is answered as ever", async (_name, path, accept) => {
    const answer = await open(path, accept);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/json; charset=utf-8"]);
  });
});
