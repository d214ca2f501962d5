import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { open, type Serving } from "../server/limits/open.js";
import { type Lines, openLines } from "../server/observability/lines.js";
import { scrape } from "../server/observability/scrape.js";
import { describeBothEngines } from "../support/engines.js";
import { bySecret, curator, sign } from "../support/tokens.js";

describeBothEngines("what the operator sees", (openEngine, name) => {
  let engine: Engine;
  let server: Serving;
  let lines: Lines;
  beforeAll(async () => {
    engine = await openEngine();
    await loadBundled(engine);
    lines = openLines();
    const observability = { engine: name, logCypher: true, slowQueryMs: 1 };
    server = await open(engine, {}, { logLevel: "info", logStream: lines, auth: bySecret, observability });
  });
  afterAll(async () => {
    await server.close();
    await engine.close();
  });

  const query = (first: number) =>
    `query Page { officials(first: ${first}, where: { kind: { eq: OFFICIAL } }) { nodes { name } } }`;
  const sampleOf = async (sample: string) => (await scrape(server.url)).get(sample) ?? 0;

  it("counts the engine's work and its failures", async () => {
    const pages = await sampleOf('rolegraph_engine_seconds_count{work="page"}');
    await server.ask({ query: query(2) });
    expect(await sampleOf('rolegraph_engine_seconds_count{work="page"}')).toBe(pages + 1);
    await server.ask({ query: '{ paths(from: "official/nobody", to: "official/mai-van-huynh") { length } }' });
    expect(await sampleOf('rolegraph_engine_errors_total{code="NOT_FOUND"}')).toBe(1);
    expect(await sampleOf("rolegraph_engine_running")).toBe(0);
  });

  it("counts writes", async () => {
    const token = await sign(curator());
    const mutation = `mutation Write($input: RecordOfficialInput!) { recordOfficial(input: $input) { userErrors { message } } }`;
    const writes = await sampleOf('rolegraph_engine_seconds_count{work="write"}');
    await server.ask(
      { query: mutation, variables: { input: { name: "TopSecret" } } },
      { authorization: `Bearer ${token}` },
    );
    expect(await sampleOf('rolegraph_engine_seconds_count{work="write"}')).toBe(writes + 1);
  });

  it("tells how much of the pool is in use, where there is one", async () => {
    const samples = await scrape(server.url);
    const pool = ["size", "used", "idle", "waiting"].map((each) => samples.get(`rolegraph_neo4j_pool_${each}`));
    expect(pool).toEqual(name === "neo4j" ? [100, 0, 100, 0] : Array.from({ length: 4 }, () => undefined));
  });

  it("knows the rows of an answer", async () => {
    const before = lines.of("request").length;
    await server.ask({ query: query(3) });
    const [line] = (await lines.until("request", before + 1)).slice(-1);
    expect(line).toMatchObject({ operation: "Page", rows: 3, cost: expect.any(Number) });
  });

  it("logs Cypher on request, without values, under the name that its plan has in the slow-query log", async () => {
    const before = lines.of("statement").length;
    await server.ask({ query: query(4) });
    await server.ask({
      query: 'query Other { officials(first: 5, where: { name: { matches: "TopSecret" } }) { totalCount } }',
    });
    const statements = lines.of("statement").slice(before);
    if (name === "embedded") expect(statements).toEqual([]);
    else {
      expect(statements).toHaveLength(2);
      expect(statements[0]).toMatchObject({
        cypher: expect.stringContaining("MATCH (n0:Official)"),
        reqId: expect.any(String),
      });
      const [earlier] = lines.of("statement").filter(({ cypher }) => cypher === statements[0]?.["cypher"]);
      expect(statements[0]?.["plan"]).toMatch(/^[0-9a-f]{12}$/);
      expect(earlier?.["plan"]).toBe(statements[0]?.["plan"]);
      expect(statements[1]?.["plan"]).not.toBe(statements[0]?.["plan"]);
    }
    expect(lines.text()).not.toContain("TopSecret");
  });
});
