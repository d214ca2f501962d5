import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { defaultLimits } from "../../src/server/limits/config.js";
import { open as serve } from "../server/limits/open.js";
import { describeBothEngines } from "../support/engines.js";
import { crowd } from "./crowd.js";

/** Every official was with every other at every event: seconds of work on either engine. */
const slow = `{ officials(first: 30) { nodes { coParticipants(first: 30) { nodes {
  coParticipants(first: 5) { edges { eventCount events { name } } } } } } } }`;
const quick = '{ official(id: "official/crowd-1") { name } }';
const query = { ...defaultLimits().query, cost: 1e9 };

describeBothEngines("a query that takes too long", (open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.apply({ puts: await crowd(engine, 80, 80) });
    // Neo4j plans each statement once, for half a second.
    const patient = await serve(engine);
    for (let i = 0; i < 3; i++) expect((await patient.ask({ query: quick })).body.errors).toBeUndefined();
    await patient.close();
  });
  afterAll(() => engine.close());

  it("is answered with TIMEOUT in time, and the server goes on", async () => {
    const server = await serve(engine, { timeoutMs: 500, query });
    try {
      const answer = await server.ask({ query: slow });
      expect([answer.status, answer.body.errors]).toEqual([
        200,
        [
          expect.objectContaining({
            message: "The query took more than 0.5 s and was stopped. Ask for less, or for fewer hops.",
            path: ["officials"],
            extensions: { code: "TIMEOUT" },
          }),
        ],
      ]);
      expect((await server.ask({ query: quick })).body.data).toEqual({ official: { name: "official/crowd-1" } });
    } finally {
      await server.close();
    }
  });

  it("is stopped when its client goes", async () => {
    const server = await serve(engine, { concurrent: 1, queued: 0, query });
    try {
      const gone = new AbortController();
      const asked = fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: slow }),
        signal: gone.signal,
      }).catch(() => "gone");
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect((await server.ask({ query: quick })).status).toBe(503);
      gone.abort();
      expect(await asked).toBe("gone");
      // Its place is free again.
      await expect.poll(async () => (await server.ask({ query: quick })).status, { timeout: 10_000 }).toBe(200);
    } finally {
      await server.close();
    }
  });

  it("at one millisecond, whatever it asks: an answer or TIMEOUT, never anything else", async () => {
    const server = await serve(engine, { timeoutMs: 1, query });
    try {
      for (let i = 0; i < 20; i++) {
        const { status, body } = await server.ask({ query: i % 2 === 0 ? quick : slow });
        expect(status).toBe(200);
        if (body.errors !== undefined) expect(body.errors[0]?.extensions).toEqual({ code: "TIMEOUT" });
      }
    } finally {
      await server.close();
    }
  });
});
