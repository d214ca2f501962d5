import type { Driver } from "neo4j-driver";
import neo4j from "neo4j-driver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeNeo4j, openDriver, wipe } from "./neo4j.js";

describeNeo4j("the Neo4j of the tests", (connection) => {
  let driver: Driver;

  beforeAll(() => {
    driver = openDriver(connection());
  });
  afterAll(() => driver.close());

  const rows = async (statement: string) => {
    const { records } = await driver.executeQuery(statement, {}, { database: "neo4j" });
    return records.map((record) => record.toObject());
  };

  it("answers, and is a Community server of a version that Rolegraph supports", async () => {
    expect(await rows("RETURN 1 AS one")).toEqual([{ one: 1 }]);
    const [server] = await rows(
      "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition",
    );
    expect(server?.["edition"]).toBe("community");
    expect(server?.["version"]).toMatch(/^(5\.26|2026\.09)\.\d+$/);
  });

  it("refuses a wrong password", async () => {
    const stranger = neo4j.driver(connection().uri, neo4j.auth.basic("neo4j", "not-the-password"));
    await expect(stranger.verifyConnectivity()).rejects.toMatchObject({
      code: "Neo.ClientError.Security.Unauthorized",
    });
    await stranger.close();
  });

  it("is as new after a wipe", async () => {
    await rows("CREATE CONSTRAINT `odd ``name` FOR (n:Thing) REQUIRE n.id IS UNIQUE");
    await rows("CREATE FULLTEXT INDEX words FOR (n:Thing) ON EACH [n.words]");
    await rows("UNWIND range(1, 25000) AS id CREATE (:Thing {id: id})-[:NEXT]->(:Thing {id: -id})");
    await wipe(driver);
    expect(await rows("MATCH (n) RETURN count(n) AS nodes")).toEqual([{ nodes: 0 }]);
    expect(await rows("SHOW CONSTRAINTS YIELD name")).toEqual([]);
    expect(await rows("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP'")).toEqual([]);
  });
});
