import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { bySecret, curator, sign } from "../../support/tokens.js";
import { open, type Serving } from "../limits/open.js";
import { slowed } from "../limits/slowed.js";
import { type Lines, openLines } from "./lines.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openBundled();
});
afterAll(() => engine.close());

async function logging(
  use: (server: Serving, lines: Lines) => Promise<void>,
  options: Parameters<typeof open>[2] = {},
): Promise<void> {
  const lines = openLines();
  const server = await open(engine, {}, { logLevel: "info", logStream: lines, auth: bySecret, ...options });
  try {
    await use(server, lines);
  } finally {
    await server.close();
  }
}

describe("the line of a request", () => {
  it("says what it was and what it took", () =>
    logging(async ({ ask }, lines) => {
      const { headers } = await ask(
        { query: 'query Named { officials(first: 3) { edges { node { name } } } node(id: "official/nobody") { id } }' },
        { "x-rolegraph-cost": "1" },
      );
      const [line] = await lines.until("request", 1);
      expect(line).toMatchObject({
        reqId: headers.get("x-request-id"),
        method: "POST",
        route: "/graphql",
        status: 200,
        operation: "Named",
        type: "query",
        rows: 3,
        ms: expect.any(Number),
        cost: expect.any(Number),
      });
      expect(line).not.toHaveProperty("codes");
    }));

  it("names the codes of what went wrong, and an anonymous operation null", () =>
    logging(async ({ ask, send }, lines) => {
      await ask({ query: "{ officials(first: 101) { totalCount } }" });
      await send("no JSON");
      const [first, second] = await lines.until("request", 2);
      expect(first).toMatchObject({ operation: null, type: "query", codes: ["BAD_USER_INPUT"], rows: 0 });
      expect(second).toMatchObject({ operation: null, type: null, codes: ["BAD_REQUEST"], status: 400 });
    }));

  it("has no more of a long name than a line bears", () =>
    logging(async ({ ask }, lines) => {
      await ask({ query: `query ${"A".repeat(5_000)} { graphInfo { revision } }` });
      const [line] = await lines.until("request", 1);
      expect(line?.["operation"]).toBe("A".repeat(64));
    }));

  it("is not written below the level that is wanted", () =>
    logging(
      async ({ ask }, lines) => {
        await ask({ query: "{ graphInfo { revision } }" });
        await ask({ query: "{ nothing }" });
        expect(lines.text()).toBe("");
      },
      { logLevel: "error", observability: { slowQueryMs: 1 } },
    ));
});

describe("secrets", () => {
  it("stand in no line, whatever the request and however it ends", () =>
    logging(
      async ({ url, ask, send }, lines) => {
        const secret = "TopSecret";
        const query = "query Q($t: String!) { search(text: $t) { matched } }";
        const token = await sign(curator({ name: `${secret} Person` }));
        await ask({ query, variables: { t: secret } }, { authorization: `Bearer ${token}`, cookie: `a=${secret}` });
        await ask({ query, variables: { t: [secret] } }, { authorization: `Bearer ${secret}` });
        await ask({ query, variables: { t: { [secret]: 1 } }, extensions: { [secret]: secret } });
        await ask({ query: `{ search(text: "${secret}", first: 999) { matched } ${secret}: __typename }` });
        await ask({ query: `{ ${secret} }` });
        await ask({ query: `{ "${secret}` });
        await ask({ query: "query A { __typename }", operationName: secret });
        await send(`{"query": ${secret}`);
        await ask(
          { query: "{ __typename }" },
          { "x-request-id": `<${secret}>`, "user-agent": secret, referer: secret },
        );
        const parameters = new URLSearchParams({ query, variables: JSON.stringify({ t: secret }), [secret]: secret });
        await fetch(`${url}/graphql?${parameters}`, { headers: { "apollo-require-preflight": "1" } });
        await fetch(`${url}/${secret}?${secret}=${secret}`);
        await lines.until("request", 11);
        expect(lines.text()).not.toContain(secret);
        expect(lines.text()).not.toContain(token.split(".")[2]);
      },
      { logLevel: "trace", observability: { slowQueryMs: 1, logCypher: true } },
    ));

  it("that libraries hang on an error stay there", () => {
    const failing = Object.assign(new Error("broken"), { parameters: { name: "TopSecret" }, code: "Neo.X" });
    const broken = slowed(engine);
    const throwing: Engine = new Proxy(broken.engine, {
      get: (target, name) => (name === "run" ? () => Promise.reject(failing) : Reflect.get(target, name, target)),
    });
    return logging(
      async ({ ask }, lines) => {
        await ask({ query: "{ officials { totalCount } }" });
        const [line] = await lines.until("unexpected error", 1);
        expect(line?.["err"]).toEqual({
          type: "Error",
          message: "broken",
          code: "Neo.X",
          stack: expect.stringContaining("log.test.ts"),
        });
        expect(lines.text()).not.toContain("TopSecret");
      },
      { engine: throwing },
    );
  });
});

describe("a slow query", () => {
  const query = (id: string) => `query Slow { node(id: "${id}") { id } }`;

  it("is logged with its plans' names, which its values do not change", async () => {
    const slow = slowed(engine);
    await logging(
      async ({ ask }, lines) => {
        for (const id of ["official/mai-van-huynh", "official/TopSecret"]) {
          slow.hold();
          const asked = ask({ query: query(id) });
          await slow.until(1);
          await new Promise((resolve) => setTimeout(resolve, 30));
          slow.release();
          await asked;
        }
        const [first, second] = await lines.until("slow query", 2);
        expect(first).toMatchObject({
          level: 40,
          operation: "Slow",
          type: "query",
          ms: expect.any(Number),
          engineMs: expect.any(Number),
          cost: expect.any(Number),
          engine: "embedded",
          plans: [expect.stringMatching(/^[0-9a-f]{12}$/)],
        });
        expect(second?.["plans"]).toEqual(first?.["plans"]);
        expect(lines.text()).not.toContain("TopSecret");
      },
      { engine: slow.engine, observability: { slowQueryMs: 20 } },
    );
  });

  it("is none where the setting is 0, nor where it was quick", async () => {
    const slow = slowed(engine);
    for (const slowQueryMs of [0, 60_000]) {
      await logging(
        async ({ ask }, lines) => {
          await ask({ query: query("official/mai-van-huynh") });
          await lines.until("request", 1);
          expect(lines.of("slow query")).toEqual([]);
        },
        { engine: slow.engine, observability: { slowQueryMs } },
      );
    }
  });
});

it("says that the embedded engine has no Cypher to log", () =>
  logging(
    async (_server, lines) => {
      expect(lines.text()).toContain("ROLEGRAPH_LOG_CYPHER is true, but the embedded engine runs no Cypher");
    },
    { observability: { logCypher: true } },
  ));
