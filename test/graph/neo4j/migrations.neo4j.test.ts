import type { Driver } from "neo4j-driver";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Neo4jMigration } from "../../../src/graph/neo4j/migrations.js";
import { prepareSchema } from "../../../src/graph/neo4j/schema.js";
import { describeNeo4j, openDriver, wipe } from "../../support/neo4j.js";

describeNeo4j("a graph of an older version in Neo4j", (connection) => {
  let driver: Driver;
  beforeAll(() => {
    driver = openDriver(connection());
  });
  afterAll(async () => {
    await wipe(driver);
    await driver.close();
  });
  beforeEach(async () => {
    await wipe(driver);
    await prepareSchema(driver, "neo4j");
    await ask("MATCH (m:RolegraphMeta) SET m.schemaVersion = -1 CREATE (:Old {times: 0})");
  });

  const ask = (text: string) => driver.executeQuery(text, {}, { database: "neo4j" });
  const state = async () => {
    const { records } = await ask("MATCH (m:RolegraphMeta), (o:Old) RETURN [m.schemaVersion, o.times] AS state");
    return records.map((record) => record.get("state"));
  };
  const step = (from: number, fail = false): Neo4jMigration => ({
    from,
    to: from + 1,
    run: async (transaction) => {
      await transaction.run("MATCH (o:Old) SET o.times = o.times + 1");
      if (fail) throw new Error("The second half fails.");
    },
  });

  test("is migrated at the start, once, also by two servers that start together", async () => {
    const steps = [step(-1), step(0)];
    const other = openDriver(connection());
    await Promise.all([prepareSchema(driver, "neo4j", steps), prepareSchema(other, "neo4j", steps)]);
    await other.close();
    await prepareSchema(driver, "neo4j", steps);
    expect(await state()).toEqual([[1, 2]]);
  });

  test("stays as it was if a step fails half way, or none leads on", async () => {
    await expect(prepareSchema(driver, "neo4j", [step(-1), step(0, true)])).rejects.toThrow("The second half fails.");
    expect(await state()).toEqual([[-1, 0]]);
    await expect(prepareSchema(driver, "neo4j")).rejects.toThrow("The stored graph has version -1");
    expect(await state()).toEqual([[-1, 0]]);
  });

  test("is refused if it is newer", async () => {
    await ask("MATCH (m:RolegraphMeta) SET m.schemaVersion = 99");
    await expect(prepareSchema(driver, "neo4j", [step(-1), step(0)])).rejects.toThrow("schema version 99");
    expect(await state()).toEqual([[99, 0]]);
  });
});
