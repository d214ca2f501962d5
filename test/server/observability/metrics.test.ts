import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { cachingDefaults } from "../../../src/server/caching/config.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { bySecret } from "../../support/tokens.js";
import { open, type Serving } from "../limits/open.js";
import { slowed } from "../limits/slowed.js";
import { scrape } from "./scrape.js";

let engine: Engine;
let server: Serving;
beforeAll(async () => {
  engine = await openBundled();
});
afterAll(() => engine.close());
beforeEach(async () => {
  server = await open(engine, {}, { observability: { operations: ["Chosen"] } });
});
afterEach(() => server.close());

const body = "{ officials(first: 2) { nodes { name } } }";
const requests = (operation: string, outcome: string) =>
  `rolegraph_requests_total{operation="${operation}",outcome="${outcome}"}`;

describe("requests", () => {
  it("are counted by operation, of which only known names have series of their own", async () => {
    for (const name of ["Page", "Chosen", "Chosen", "Strange1", "Strange2", ""]) {
      await server.ask({ query: name === "" ? body : `query ${name} ${body}` });
    }
    const samples = await scrape(server.url);
    const counted = ["Page", "Chosen", "other", "anonymous"].map((name) => samples.get(requests(name, "ok")));
    expect(counted).toEqual([1, 2, 2, 1]);
    expect(samples.get('rolegraph_request_seconds_count{operation="other"}')).toBe(2);
    expect([...samples.keys()].join("\n")).not.toContain("Strange");
  });

  it("are counted by how they ended, from a closed list", async () => {
    await server.ask({ query: "query Page { officials(first: 101) { totalCount } }" });
    await server.ask({ query: "query Page { nothing }" });
    await server.ask({ query: "query Page {" });
    await server.ask({ query: `{ ${"a ".repeat(3_000)} }` });
    await server.send("no JSON");
    await server.ask({ query: `query A ${body}`, operationName: "Secret" });
    const samples = await scrape(server.url);
    const counted = [...samples].filter(([name]) => name.startsWith("rolegraph_requests_total"));
    expect(new Map(counted)).toEqual(
      new Map([
        [requests("Page", "BAD_USER_INPUT"), 1],
        [requests("none", "GRAPHQL_VALIDATION_FAILED"), 1],
        [requests("none", "GRAPHQL_PARSE_FAILED"), 1],
        [requests("none", "QUERY_TOO_COMPLEX"), 1],
        [requests("none", "BAD_REQUEST"), 1],
        [requests("none", "OPERATION_RESOLUTION_FAILURE"), 1],
      ]),
    );
  });

  it("that are refused before anybody reads them count too", async () => {
    const guarded = await open(engine, { perMinute: 1 }, { auth: { ...bySecret, required: true } });
    await guarded.ask({ query: body });
    await guarded.ask({ query: body }, { authorization: "Bearer none" });
    const samples = await scrape(guarded.url);
    expect(samples.get(requests("none", "UNAUTHENTICATED"))).toBe(2);
    await guarded.close();
  });

  it("whose client went before the answer are told apart", async () => {
    const slow = slowed(engine);
    const slowServer = await open(slow.engine);
    slow.hold();
    const gone = new AbortController();
    const asked = fetch(`${slowServer.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: `query Page ${body}` }),
      signal: gone.signal,
    }).catch(() => undefined);
    await slow.until(1);
    gone.abort();
    await asked;
    await slow.aborted(1);
    slow.release();
    await expect.poll(async () => (await scrape(slowServer.url)).get(requests("Page", "gone"))).toBe(1);
    await slowServer.close();
  });
});

describe("what is kept", () => {
  it("counts plans and documents", async () => {
    const query = "query ($more: Boolean!) { officials { totalCount nodes @include(if: $more) { name } } }";
    for (const more of [true, true, false]) await server.ask({ query, variables: { more } });
    const samples = await scrape(server.url);
    const of = (cache: string) =>
      ["hits_total", "misses_total", "size"].map((name) => samples.get(`rolegraph_${cache}_cache_${name}`));
    expect(of("document")).toEqual([2, 1, 1]);
    expect(of("plan")).toEqual([1, 2, 2]);
  });

  it("counts answers that were kept, and those that were still good, under their operation's name", async () => {
    const caching = await open(engine, {}, { caching: { ...cachingDefaults, bytes: 1_000_000 } });
    const url = `${caching.url}/graphql?query=${encodeURIComponent(`query Page ${body}`)}`;
    const headers = { "apollo-require-preflight": "1" };
    const first = await fetch(url, { headers });
    await fetch(url, { headers });
    await fetch(url, { headers: { ...headers, "if-none-match": first.headers.get("etag") ?? "" } });
    const samples = await scrape(caching.url);
    const of = (answer: string) => samples.get(`rolegraph_response_cache_total{answer="${answer}"}`);
    expect([of("made"), of("kept"), of("not_modified")]).toEqual([1, 1, 1]);
    expect(samples.get(requests("Page", "ok"))).toBe(3);
    await caching.close();
  });
});

describe("the gate", () => {
  it("tells who is inside, who waits and who was refused", async () => {
    const slow = slowed(engine);
    const gated = await open(slow.engine, { concurrent: 1, queued: 1 });
    slow.hold();
    const asked = [gated.ask({ query: body }), gated.ask({ query: body })];
    const of = async (name: string) => (await scrape(gated.url)).get(`rolegraph_gate_${name}`);
    await slow.until(1);
    await expect.poll(() => of("queued")).toBe(1);
    expect((await gated.ask({ query: body })).status).toBe(503);
    expect([await of("running"), await of("refused_total")]).toEqual([1, 1]);
    slow.release();
    await Promise.all(asked);
    expect([await of("running"), await of("queued")]).toEqual([0, 0]);
    await gated.close();
  });
});

it("tells how long the event loop lags, and what the process takes", async () => {
  const samples = await scrape(server.url);
  for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"]) {
    expect(samples.get(name), name).toEqual(expect.any(Number));
  }
});
