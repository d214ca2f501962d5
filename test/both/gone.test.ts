import { expect, it } from "vitest";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j } from "../support/neo4j.js";
import { openRelay } from "../support/relay.js";
import { serve } from "../support/serve.js";

const unavailable = {
  message: "The database cannot be reached just now. Try again in a moment.",
  path: ["officials"],
  extensions: { code: "UNAVAILABLE" },
};

describeNeo4j("a Neo4j that is gone", (connection) => {
  const officials = "{ officials { totalCount } }";

  it("in the middle of a request is UNAVAILABLE, in words of ours, and the server answers on", async () => {
    const relay = await openRelay(connection().uri);
    await (await openEmptyNeo4j()).close();
    const engine = await Neo4jEngine.open({ ...connection(), uri: relay.uri, database: "neo4j" });
    const server = await serve(engine);
    try {
      expect(await server.data(officials)).toEqual({ officials: { totalCount: 0 } });
      relay.cutAtNextRequest();
      const answer = await server.ask(officials);
      expect([answer.status, answer.errors]).toEqual([200, [expect.objectContaining(unavailable)]]);
      expect(answer.text).not.toMatch(/127[.]0[.]0[.]1|bolt|Neo4jError|ServiceUnavailable|ECONN|Connection/);
      expect((await server.ask("{ graphInfo { revision } }")).errors).toMatchObject([
        { path: ["graphInfo"], extensions: { code: "UNAVAILABLE" } },
      ]);
      expect(await server.data("{ __typename }")).toEqual({ __typename: "Query" });
      relay.restore();
      expect(await server.data(officials)).toEqual({ officials: { totalCount: 0 } });
    } finally {
      await server.close();
      await relay.close();
    }
  });

  it("at the start is an error that names no password", async () => {
    const { user, password } = connection();
    const opening = Neo4jEngine.open({ uri: "bolt://127.0.0.1:1", user, password, database: "neo4j" });
    await expect(opening).rejects.toMatchObject({ code: "ServiceUnavailable" });
    await expect(opening).rejects.not.toThrow(password);
  });
});
