import { expect, it } from "vitest";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { entity } from "../graph/embedded/records.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j } from "../support/neo4j.js";
import { openRelay, type Relay } from "../support/relay.js";

/** COMMIT in one chunk of the Bolt protocol, which has no fields. */
const commit = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);
const a = "official/a";

describeNeo4j("a commit whose acknowledgement is lost", (connection) => {
  const withRelay = async (use: (engine: Neo4jEngine, relay: Relay) => Promise<void>) => {
    await (await openEmptyNeo4j()).close();
    const relay = await openRelay(connection().uri);
    const engine = await Neo4jEngine.open({ ...connection(), uri: relay.uri, database: "neo4j" });
    try {
      await use(engine, relay);
    } finally {
      await engine.close();
      await relay.close();
    }
  };
  const count = (engine: Neo4jEngine, remember: { readonly key?: string } = {}) =>
    engine.transact([a], async (reader) => {
      const [held] = await reader.read([a]);
      const before = (held?.properties["aliases"] ?? []) as readonly string[];
      const aliases = [...before, `${before.length + 1}`];
      const puts: readonly NodeRecord[] = [entity("Official", a, "A", { aliases })];
      const { key } = remember;
      const at = new Date().toISOString();
      return {
        writes: { puts, ...(key !== undefined && { remember: { key, digest: "d", payload: "p", at } }) },
        result: aliases.length,
      };
    });

  it.each([
    ["without", {}],
    ["with", { key: "k" }],
  ])("is found, and not written twice, %s an idempotency key", async (_title, remember) => {
    await withRelay(async (engine, relay) => {
      expect(await count(engine)).toMatchObject({ result: 1, revision: 1 });
      relay.loseAnswerTo(commit);
      expect(await count(engine, remember)).toMatchObject({ result: 2, revision: 2, changes: [{ seq: 2 }] });
      expect(await count(engine)).toMatchObject({ result: 3, revision: 3 });
      expect(await engine.read([a])).toMatchObject([{ properties: { aliases: ["1", "2", "3"], version: 3 } }]);
      expect((await engine.changes({ after: 0, first: 9 })).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });
  });

  it("is written once where it did not arrive", async () => {
    await withRelay(async (engine, relay) => {
      await count(engine);
      let tries = 0;
      const again = engine.transact([a], async (reader) => {
        await reader.read([a]);
        if (tries++ === 0) {
          relay.cutAtNextRequest();
          setTimeout(relay.restore, 20);
        }
        return { writes: { puts: [entity("Official", a, "A", { aliases: ["1", "2"] })] }, result: 2 };
      });
      expect((await again).revision).toBe(2);
      expect(tries).toBe(2);
      expect(await engine.changes({ after: 0, first: 9 })).toHaveLength(2);
    });
  });

  it("is UNAVAILABLE where the connection is lost while the writer still reads", async () => {
    await withRelay(async (engine, relay) => {
      await count(engine);
      const writing = engine.transact([a], async (reader) => {
        await reader.read([a]);
        relay.cutAtNextRequest();
        await reader.read(["official/b"]);
        return { writes: { puts: [] }, result: 0 };
      });
      await expect(writing).rejects.toMatchObject({ extensions: { code: "UNAVAILABLE" } });
      relay.restore();
      expect(await engine.changes({ after: 0, first: 9 })).toHaveLength(1);
    });
  });
});
