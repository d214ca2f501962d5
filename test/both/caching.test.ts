import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { exactKey, fold, low, searchKey, sortKey } from "../../src/domain/vietnamese.js";
import type { Engine } from "../../src/graph/engine.js";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { loadBundled } from "../../src/load/bundled.js";
import { Random } from "../agreement/random.js";
import { type Client, etagOf, openClient, type Response, watched } from "../server/caching/client.js";
import { describeBothEngines } from "../support/engines.js";
import { neo4j } from "../support/neo4j.js";
import { curator, sign } from "../support/tokens.js";

const bytes = 1 << 20;
const query = "{ officials(first: 2) { totalCount nodes { name } } }";
const chairs =
  '{ event(id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07") { participations(where: {role: {eq: CHAIR}}) { nodes { official { name } } } } }';

describeBothEngines("answers that are kept", (open, name) => {
  let engine: Engine;
  let calls: string[] = [];
  let client: Client;
  /** A second process on the same graph: on Neo4j an engine of its own, which the first knows nothing of. */
  let other: Engine;
  let written = 0;

  beforeAll(async () => {
    const opened = await open();
    await loadBundled(opened);
    const connection = neo4j();
    other =
      name === "neo4j" && connection !== undefined
        ? await Neo4jEngine.open({ ...connection, database: "neo4j" })
        : opened;
    ({ engine, calls } = watched(opened));
    client = await openClient(engine, { caching: { bytes, stalenessMs: 0 } });
  });
  afterEach(() => calls.splice(0));
  afterAll(async () => {
    await client.close();
    await engine.close();
    if (other !== engine) await other.close();
  });

  /** Somebody else writes. */
  const write = async () => {
    written++;
    await other.apply({ puts: [person(written)] });
    calls.splice(0);
  };
  const asked = async (ask: () => Promise<Response>) => {
    calls.splice(0);
    const response = await ask();
    return { response, calls: [...calls] };
  };

  it("have an ETag, which is the same until somebody writes", async () => {
    const first = etagOf(await client.get({ query: chairs }));
    expect(first).toMatch(/^W\/"[\w-]{43}"$/);
    expect(etagOf(await client.get({ query: chairs }))).toBe(first);
    expect(etagOf(await client.post({ query: chairs }))).toBe(first);
    await write();
    const second = etagOf(await client.get({ query: chairs }));
    expect(second).not.toBe(first);
    expect(etagOf(await client.post({ query: chairs }))).toBe(second);
  });

  it("are revalidated without running the query", async () => {
    const etag = etagOf(await client.get({ query }));
    const { response, calls } = await asked(() => client.get({ query }, { "if-none-match": etag }));
    expect(response).toMatchObject({ status: 304, headers: { etag, "cache-control": "no-cache" } });
    expect(response.bytes).toHaveLength(0);
    expect(calls).toEqual(["state"]);
  });

  it("are given again without running the query, to a GET and a POST", async () => {
    const first = await client.get({ query });
    for (const ask of [() => client.get({ query }), () => client.post({ query })]) {
      const { response, calls } = await asked(ask);
      expect(response.bytes).toEqual(first.bytes);
      expect(response.headers).toMatchObject({ etag: etagOf(first), "content-type": first.headers["content-type"] });
      expect(calls).toEqual(["state"]);
    }
  });

  it("cost nothing more than the query where nothing is kept", async () => {
    const { calls } = await asked(() => client.get({ query: "{ officials(first: 3) { nodes { id } } }" }));
    expect(calls).toEqual(["run"]);
  });

  it("are new after a write by somebody else, whatever is asked with", async () => {
    const old = await client.get({ query });
    await write();
    const { response } = await asked(() => client.get({ query }, { "if-none-match": etagOf(old) }));
    expect(response.status).toBe(200);
    expect(response.body.data.officials.totalCount).toBe(old.body.data.officials.totalCount + 1);
    expect(etagOf(response)).not.toBe(etagOf(old));
    expect((await client.post({ query })).body).toEqual(response.body);
  });

  it("of nothing have one too", async () => {
    const nothing = '{ officials(where: {name: {eq: "nobody"}}) { nodes { id } } }';
    const etag = etagOf(await client.get({ query: nothing }));
    expect((await client.get({ query: nothing }, { "if-none-match": etag })).status).toBe(304);
    await write();
    expect((await client.get({ query: nothing }, { "if-none-match": etag })).status).toBe(200);
  });

  it.each([
    ["several root fields", "{ officials { totalCount } graphInfo { entities } provinces { totalCount } }"],
    ["the revision itself", "{ graphInfo { revision version } }"],
    ["paths", '{ paths(from: "official/nguyen-kim-thai", to: "official/mai-van-huynh") { length } }'],
    ["a search", '{ search(text: "mai van huynh") { entity { id } score } }'],
    ["counts", "{ participationCounts(by: [ROLE]) { role count } }"],
    ["nodes by id", '{ nodes(ids: ["official/mai-van-huynh", "official/nobody"]) { id } }'],
    ["the history, through graphql-js", "{ changes(first: 100) { seq } }"],
    ["the review queue, through graphql-js", "{ reviewQueue { totalCount nodes { similar { id } } } }"],
    ["introspection", '{ __type(name: "Official") { name } }'],
  ])("are right for %s", async (_what, query) => {
    await client.get({ query });
    const before = await client.get({ query });
    expect((await client.get({ query }, { "if-none-match": etagOf(before) })).status).toBe(304);
    await write();
    const after = await client.get({ query }, { "if-none-match": etagOf(before) });
    expect(after.status).toBe(200);
    expect(after.body).toEqual((await client.post({ query, variables: { unused: 1 } })).body);
  });

  it("are not those of an error, nor of a mutation", async () => {
    const token = await sign(curator());
    const authorization = `Bearer ${token}`;
    const mutation =
      'mutation { retract(input: {claim: "tenure/0000000000000000", reason: "no"}) { userErrors { code } } }';
    const answers = [
      await client.get({ query: "{ officials(first: 1000) { totalCount } }" }),
      await client.get({ query: "{ nothing }" }),
      await client.get({ query: "{" }),
      await client.get({
        query: '{ officials { totalCount } paths(from: "official/nobody", to: "official/x") { length } }',
      }),
      await client.post({ query: mutation }),
      await client.post({ query: mutation }, { authorization }),
    ];
    expect(answers.at(-1)?.body).toEqual({ data: { retract: { userErrors: [{ code: "NOT_FOUND" }] } } });
    for (const { headers } of answers) {
      expect(headers["etag"]).toBeUndefined();
      expect(headers["cache-control"]).toBe("no-store");
    }
  });

  /** Writes by both, reads of all kinds by one: none is older than what was written before it was sent. */
  const drill = async (rounds: number) => {
    const random = new Random(42);
    let etag = "";
    let count = (await client.post({ query })).body.data.officials.totalCount;
    const seen = { 200: 0, 304: 0, writes: 0 };
    for (let round = 0; round < rounds; round++) {
      const choice = random.next();
      if (choice < 0.35) {
        written++;
        await (choice < 0.1 ? engine : other).apply({ puts: [person(written)] });
        count++;
        etag = `stale ${etag}`;
        seen.writes++;
        continue;
      }
      const known = etag.replace(/^(stale )+/, "");
      const response =
        choice < 0.8 && known !== ""
          ? await client.get({ query }, { "if-none-match": known })
          : await (choice < 0.9 ? client.get({ query }) : client.post({ query }));
      if (response.status === 304) {
        expect(etag.startsWith("stale")).toBe(false);
        seen[304]++;
      } else {
        expect(response.body.data.officials.totalCount).toBe(count);
        etag = response.headers["etag"] ?? etag;
        seen[200]++;
      }
    }
    return seen;
  };

  it("are never stale: 300 random interleavings of writes and reads", async () => {
    const seen = await drill(300);
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(50);
  });

  // What an index finds: on Neo4j it comes last of a commit, after the counter.
  it("are never stale while writes and reads run at a time", async () => {
    const crowd = { query: '{ search(text: "Đông Người", first: 100) { entity { id } } }' };
    let [acknowledged, done] = [0, false];
    const writes = (async () => {
      for (let n = 1; n <= 100; n++) {
        await other.apply({ puts: [{ ...person(n), id: `official/dong-nguoi-${n}`, ...named("Đông Người") }] });
        acknowledged = n;
        // Time for what is kept now to be asked for once more.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      done = true;
    })();
    const reader = async () => {
      let [etag, known] = ["", 0];
      while (!done) {
        const least = acknowledged;
        const response = await client.get(crowd, etag === "" ? {} : { "if-none-match": etag });
        if (response.status === 200) known = response.body.data.search.length;
        expect(known).toBeGreaterThanOrEqual(least);
        etag = response.headers["etag"] ?? "";
      }
    };
    await Promise.all([writes, reader(), reader(), reader(), reader(), reader(), reader()]);
    expect((await client.get(crowd)).body.data.search).toHaveLength(100);
  });
});

const person = (n: number): NodeRecord => ({
  id: `official/thu-${n}`,
  type: "Official",
  ...named(`Thử ${n}`),
  links: [],
});
/** With what the writes of the product would derive for a search. */
const named = (name: string): Pick<NodeRecord, "properties"> => ({
  properties: {
    ...{ name, aliases: [], kind: "PERSON", recordedAt: "2026-11-23T00:00:00.000Z" },
    ...{ nameFold: fold(name), nameLow: low(name), searchKey: searchKey(name), exactKey: exactKey(name) },
    ...{ sortKey: sortKey(name), orderKey: sortKey(name) },
  },
});
