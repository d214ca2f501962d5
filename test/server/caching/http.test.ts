import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { defaultLimits } from "../../../src/server/limits/config.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { curator, sign } from "../../support/tokens.js";
import { type Client, etagOf, openClient, watched } from "./client.js";

const query = "query Officials($first: Int) { officials(first: $first) { nodes { name } } }";
const page = "{ officials(first: 13) { nodes { id name participations { nodes { event { name } role } } } } }";
const quoting =
  '{ event(id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07") { mentions(first: 1) { nodes { quote } } } }';
const thu = (n: number): NodeRecord => ({
  id: `official/thu-${n}`,
  type: "Official",
  properties: { name: `Thử ${n}`, aliases: [], kind: "PERSON" },
  links: [],
});
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let bundled: Engine;
let engine: Engine;
let calls: string[] = [];
let client: Client;
beforeAll(async () => {
  bundled = await openBundled();
  ({ engine, calls } = watched(bundled));
  client = await openClient(engine);
});
afterAll(async () => {
  await client.close();
  await bundled.close();
});

const called = async <T>(work: () => Promise<T>): Promise<readonly [T, readonly string[]]> => {
  calls.splice(0);
  const result = await work();
  return [result, [...calls]];
};

describe("If-None-Match", () => {
  it.each([
    ["the tag", (etag: string) => etag],
    ["the tag as a strong one: the comparison is weak", (etag: string) => etag.replace("W/", "")],
    ["a list with the tag", (etag: string) => `"a", W/"b,c" ,${etag},"d"`],
    ["a list with it among malformed ones", (etag: string) => `nonsense, ${etag}`],
  ])("of %s gives 304 and runs nothing", async (_what, header) => {
    const etag = etagOf(await client.get({ query }));
    const [response, asked] = await called(() => client.get({ query }, { "if-none-match": header(etag) }));
    expect(response).toMatchObject({ status: 304, headers: { etag } });
    expect(response.headers).not.toHaveProperty("content-type");
    expect(response.headers).not.toHaveProperty("content-length");
    expect(asked).toEqual(["state"]);
  });

  it.each([
    ["another tag", () => `W/"${"a".repeat(43)}"`],
    ["a list of others", () => '"a", W/"b"'],
    ["the tag within another", (etag: string) => `"x${etag.slice(3)}`],
    ["nothing", () => ""],
  ])("of %s gives the answer", async (_what, header) => {
    const etag = etagOf(await client.get({ query }));
    const response = await client.get({ query }, { "if-none-match": header(etag) });
    expect(response.status).toBe(200);
    expect(response.body.data.officials.nodes).toHaveLength(13);
  });

  it("of * gives 304 where there is an answer, and the error where there is none", async () => {
    expect((await client.get({ query }, { "if-none-match": "*" })).status).toBe(304);
    expect((await client.get({ query: "{ nothing }" }, { "if-none-match": "*" })).status).toBe(400);
  });

  it("of a request that names no operation of its document gives the error", async () => {
    const two = { query: "query A { __typename } query B { __typename }" };
    for (const parts of [two, { ...two, operationName: "C" }]) {
      const answer = await client.get(parts, { "if-none-match": "*" });
      expect([answer.status, answer.headers["etag"]]).toEqual([400, undefined]);
    }
  });

  it("of a POST is no condition", async () => {
    const etag = etagOf(await client.post({ query }));
    for (const header of [etag, "*"]) {
      expect(await client.post({ query }, { "if-none-match": header })).toMatchObject({
        status: 200,
        headers: { etag },
      });
    }
  });

  it("revalidates a compressed answer", async () => {
    const plain = await client.get({ query: page });
    for (const [coding, open] of [
      ["gzip", gunzipSync],
      ["br", brotliDecompressSync],
    ] as const) {
      const compressed = await client.get({ query: page }, { "accept-encoding": coding });
      expect(compressed.headers["content-encoding"]).toBe(coding);
      expect(open(compressed.bytes)).toEqual(plain.bytes);
      expect(etagOf(compressed)).toBe(etagOf(plain));
      const again = { "accept-encoding": coding, "if-none-match": etagOf(compressed) };
      expect(await client.get({ query: page }, again)).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
    }
  });
});

describe("an ETag", () => {
  const other = async (parameters: object, headers: Record<string, string> = {}) =>
    etagOf(await client.get({ query, ...parameters }, headers));

  it("is one of document, operation, variables, role, media type and the cost that was asked for", async () => {
    const [curating, reading] = [await sign(curator()), await sign(curator({ role: "reader" }))];
    const two = `${query} query Others { provinces { totalCount } }`;
    const etags = [
      await other({}),
      await other({ query: `${query} ` }),
      await other({ variables: { first: 2 } }),
      await other({ variables: { first: 3 } }),
      await other({ operationName: "Officials" }),
      await other({ query: two, operationName: "Officials" }),
      await other({ query: two, operationName: "Others" }),
      await other({}, { accept: "application/graphql-response+json" }),
      await other({}, { "x-rolegraph-cost": "1" }),
      await other({}, { authorization: `Bearer ${curating}` }),
      await other({}, { authorization: `Bearer ${reading}` }),
    ];
    expect(new Set(etags).size).toBe(etags.length);
  });

  it("is the same for two curators, and from another server over the same graph", async () => {
    const bearer = async (name: string) => ({ authorization: `Bearer ${await sign(curator({ name }))}` });
    const etag = await other({}, await bearer("An"));
    expect(await other({}, await bearer("Bình"))).toBe(etag);
    const second = await openClient(bundled);
    expect(etagOf(await second.get({ query }, await bearer("An")))).toBe(etag);
    await second.close();
  });

  it("is another where the server's settings make another answer possible, or the graph is another", async () => {
    const etag = await other({});
    const again = await openBundled();
    await again.apply({ puts: [] });
    for (const [over, settings] of [
      [bundled, { introspection: false }],
      [again, {}],
    ] as const) {
      const second = await openClient(over, settings);
      expect(etagOf(await second.get({ query }))).not.toBe(etag);
      await second.close();
    }
    await again.close();
  });

  it("is never that of a graph with as many writes", async () => {
    const [one, two] = [await openBundled(), await openBundled()];
    expect((await one.info()).revision).toBe((await two.info()).revision);
    expect(await one.state()).not.toBe(await two.state());
    await Promise.all([one.close(), two.close()]);
  });

  it("comes with what caches must know", async () => {
    const anonymous = await client.get({ query: page }, { "accept-encoding": "gzip" });
    expect(anonymous.headers["cache-control"]).toBe("no-cache");
    const vary = (anonymous.headers["vary"] ?? "").split(/, */);
    expect(vary.sort()).toEqual(["accept", "accept-encoding", "authorization", "x-rolegraph-cost"]);
    const known = await client.get(
      { query },
      { authorization: `Bearer ${await sign(curator())}`, "if-none-match": etagOf(await client.get({ query })) },
    );
    expect(known).toMatchObject({ status: 200, headers: { "cache-control": "private, no-cache" } });
  });

  it("tells other sites' pages, which may send it back", async () => {
    const limits = { ...defaultLimits(), origins: ["https://example.org"] };
    const shared = await openClient(bundled, { limits });
    const { headers } = await shared.get({ query }, { origin: "https://example.org" });
    expect(headers["access-control-expose-headers"]).toContain("etag");
    expect(headers["vary"]?.toLowerCase().split(/, */)).toContain("origin");
    await shared.close();
  });

  it("is made of the body where the answer quotes a source, whose text may change", async () => {
    let text = "one";
    const quotes = await openClient(engine, { quote: () => text, caching: { bytes: 1 << 20, stalenessMs: 0 } });
    const first = await quotes.get({ query: quoting });
    const [again, asked] = await called(() => quotes.get({ query: quoting }, { "if-none-match": etagOf(first) }));
    expect([again.status, asked]).toEqual([304, ["state", "run"]]);
    text = "two";
    const second = await quotes.get({ query: quoting }, { "if-none-match": etagOf(first) });
    expect(second.status).toBe(200);
    expect(second.bytes.toString()).toContain("two");
    expect((await quotes.post({ query: quoting })).bytes).toEqual(second.bytes);
    await quotes.close();
  });
});

describe("a request that another site's page could send", () => {
  it("is refused, whatever is kept and known", async () => {
    const keeping = await openClient(bundled, { caching: { bytes: 1 << 20, stalenessMs: 0 } });
    const etag = etagOf(await keeping.get({ query }));
    const bare = { "apollo-require-preflight": "" };
    expect((await keeping.get({ query }, bare)).status).toBe(400);
    expect((await keeping.get({ query }, { ...bare, "if-none-match": etag })).status).toBe(400);
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } };
    expect((await keeping.get(persisted, { ...bare, "if-none-match": etag })).status).toBe(400);
    expect(
      (await keeping.get({ query }, { ...bare, "content-type": "text/plain", "if-none-match": etag })).status,
    ).toBe(400);
    await keeping.close();
  });
});

describe("kept answers", () => {
  const keeping = (bytes: number, stalenessMs = 0) => openClient(engine, { caching: { bytes, stalenessMs } });

  it("are bounded by bytes: the oldest goes, and one that is too large is not kept", async () => {
    const small = await keeping(10_000);
    const asks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((first) => ({ query, variables: { first } }));
    for (const ask of asks) await small.post(ask);
    const last = asks.at(-1) ?? {};
    expect((await called(() => small.post(last)))[1]).toEqual(["state"]);
    for (let n = 0; n < 20; n++) await small.post({ query, variables: { first: 1, n } });
    expect((await called(() => small.post(last)))[1]).toEqual(["run"]);
    await small.post({ query: page });
    expect((await called(() => small.post({ query: page })))[1]).toEqual(["run"]);
    await small.close();
  });

  it("are of one query alone, and not those of errors", async () => {
    const cache = await keeping(1 << 20);
    const wrong = { query: '{ paths(from: "official/nobody", to: "official/mai-van-huynh") { length } }' };
    expect((await cache.post(wrong)).body.errors).toHaveLength(1);
    expect((await called(() => cache.post(wrong)))[1]).toEqual(["run"]);
    await cache.close();
  });

  it("may be as old as ROLEGRAPH_CACHE_STALENESS_MS allows, and no older", async () => {
    const graph = await openBundled();
    const { engine: counted, calls: asked } = watched(graph);
    const patient = await openClient(counted, { caching: { bytes: 1 << 20, stalenessMs: 60_000 } });
    const count = { query: "{ officials { totalCount } }" };
    await patient.post(count);
    const first = await patient.post(count);
    asked.splice(0);
    expect((await patient.post(count)).bytes).toEqual(first.bytes);
    expect(asked).toEqual([]);
    await graph.apply({ puts: [thu(1)] });
    asked.splice(0);
    expect((await patient.post(count)).bytes).toEqual(first.bytes);
    const hasty = await openClient(counted, { caching: { bytes: 1 << 20, stalenessMs: 50 } });
    const known = await hasty.post(count);
    await graph.apply({ puts: [thu(2)] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await hasty.post(count)).body.data.officials.totalCount).toBe(known.body.data.officials.totalCount + 1);
    await Promise.all([patient.close(), hasty.close()]);
    await graph.close();
  });
});

describe("automatic persisted queries", () => {
  const persistedQuery = { version: 1, sha256Hash: sha256(query) };
  const extensions = { persistedQuery };
  const code = (body: { errors?: readonly { extensions: { code: string } }[] }) => body.errors?.[0]?.extensions.code;

  it("are asked for by hash once they were sent, also by GET, with the ETag of the text", async () => {
    const apq = await openClient(engine, { caching: { bytes: 1 << 20, stalenessMs: 0 } });
    const unknown = await apq.get({ extensions });
    expect([unknown.status, code(unknown.body)]).toEqual([200, "PERSISTED_QUERY_NOT_FOUND"]);
    expect(unknown.headers["etag"]).toBeUndefined();
    const first = await apq.post({ query, extensions });
    const byHash = await apq.get({ extensions });
    expect(byHash.bytes).toEqual(first.bytes);
    expect(etagOf(byHash)).toBe(etagOf(first));
    const again = await apq.get({ extensions, variables: { first: 1 } });
    expect(again.body.data.officials.nodes).toHaveLength(1);
    expect((await apq.get({ extensions }, { "if-none-match": etagOf(first) })).status).toBe(304);
    await apq.close();
  });

  it("are refused where the hash is another text's, whatever is kept", async () => {
    const apq = await openClient(engine, { caching: { bytes: 1 << 20, stalenessMs: 0 } });
    await apq.post({ query });
    const lie = { persistedQuery: { version: 1, sha256Hash: sha256("{ __typename }") } };
    const refused = await apq.post({ query, extensions: lie });
    expect([refused.status, code(refused.body)]).toEqual([400, "BAD_REQUEST"]);
    expect(code((await apq.get({ extensions: lie })).body)).toBe("PERSISTED_QUERY_NOT_FOUND");
    await apq.close();
  });

  it("obey the limits of documents, costs and variables", async () => {
    const deep = `{ officials(first: 100) { nodes { participations(first: 100) { nodes { event { participations(first: 100) { nodes { role } } } } } } } }`;
    const dear = { persistedQuery: { version: 1, sha256Hash: sha256(deep) } };
    expect(code((await client.post({ query: deep, extensions: dear })).body)).toBe("QUERY_TOO_COMPLEX");
    expect(code((await client.post({ extensions: dear })).body)).toBe("PERSISTED_QUERY_NOT_FOUND");
    await client.post({ query, extensions });
    const large = { variables: { first: 1, more: "x".repeat(300_000) }, extensions };
    expect(code((await client.post(large)).body)).toBe("QUERY_TOO_COMPLEX");
  });
});
