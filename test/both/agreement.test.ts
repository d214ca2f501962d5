import type { Driver } from "neo4j-driver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { COVERING, runAgreement, summary } from "../agreement/run.js";
import { describeNeo4j, openDriver, wipe } from "../support/neo4j.js";

const seed = Number(process.env["AGREEMENT_SEED"] ?? 1);
const queries = Number(process.env["AGREEMENT_QUERIES"] ?? COVERING);

describeNeo4j("random queries", (connection) => {
  let driver: Driver;
  let neo4j: Neo4jEngine;

  beforeAll(async () => {
    driver = openDriver(connection());
    await wipe(driver);
    neo4j = await Neo4jEngine.open({ ...connection(), database: undefined, timeout: 60_000 });
  });
  afterAll(async () => {
    await neo4j.close();
    await driver.close();
  });

  it("are answered alike by both engines and the naive oracle", async () => {
    const report = await runAgreement({
      seed,
      queries,
      graphs: 12,
      parallel: 4,
      engines: async (records) => {
        const embedded = await EmbeddedEngine.open({ path: undefined });
        await driver.executeQuery("MATCH (n) WHERE NOT n:RolegraphMeta DETACH DELETE n");
        for (const engine of [embedded, neo4j]) await engine.apply({ puts: records });
        return [embedded, neo4j];
      },
    });
    console.log(summary(seed, report));
    if (queries >= COVERING) expect(report.coverage.missingFields).toEqual([]);
  }, 1_200_000);
});
