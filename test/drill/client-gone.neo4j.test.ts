import { request } from "node:http";
import type { Driver } from "neo4j-driver";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { defaultLimits } from "../../src/server/limits/config.js";
import { crowd } from "../both/crowd.js";
import { open, type Serving } from "../server/limits/open.js";
import { describeBothEngines } from "../support/engines.js";
import { neo4j, openDriver } from "../support/neo4j.js";
import { isLong, note } from "./support/figures.js";

const times = isLong ? 200 : 24;
const concurrent = 4;
/** Every official was with every other at every event: seconds of work on either engine. */
const slow = `{ officials(first: 30) { nodes { coParticipants(first: 30) { nodes {
  coParticipants(first: 5) { edges { eventCount events { name } } } } } } } }`;
const quick = '{ official(id: "official/crowd-1") { name } }';

/** The engine, which tells how many runs are under way. */
function watched(engine: Engine) {
  let running = 0;
  const run: Engine["run"] = async (plan, values, context) => {
    running++;
    try {
      return await engine.run(plan, values, context);
    } finally {
      running--;
    }
  };
  const get = (target: Engine, name: string | symbol) => {
    if (name === "run") return run;
    const value: unknown = Reflect.get(target, name, target);
    return typeof value === "function" ? value.bind(target) : value;
  };
  return { engine: new Proxy(engine, { get }), running: () => running };
}

/** Asks; what it returns goes away. */
function askAndGo(url: string): () => void {
  const asked = request(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json" } });
  asked.on("error", () => undefined);
  asked.end(JSON.stringify({ query: slow }));
  return () => asked.destroy();
}

/** How many statements Neo4j works on, besides this one. */
async function transactions(driver: Driver): Promise<number> {
  const { records } = await driver.executeQuery("SHOW TRANSACTIONS YIELD transactionId RETURN count(*) AS n");
  return Number(records[0]?.get("n")) - 1;
}

describeBothEngines("clients that go away in the middle of a query", (openEngine, name) => {
  let engine: Engine;
  let server: Serving;
  let running: () => number;
  let driver: Driver | undefined;
  beforeAll(async () => {
    const inner = await openEngine();
    const connection = neo4j();
    if (name === "neo4j" && connection !== undefined) driver = openDriver(connection);
    await inner.apply({ puts: await crowd(inner, 80, 80) });
    ({ engine, running } = watched(inner));
    server = await open(engine, { concurrent, queued: 0, query: { ...defaultLimits().query, cost: 1e9 } });
    // Neo4j plans each statement once, for half a second.
    expect((await server.ask({ query: quick })).status).toBe(200);
  });
  afterAll(async () => {
    await driver?.close();
    await server.close();
    await engine.close();
  });

  it("leave nothing behind: no work, no place taken, no transaction", { timeout: 300_000 }, async (context) => {
    let [slowest, seen] = [0, 0];
    for (let gone = 0; gone < times; gone += concurrent) {
      const leave = Array.from({ length: concurrent }, () => askAndGo(server.url));
      await expect.poll(running, { interval: 2, timeout: 20_000 }).toBe(concurrent);
      if (driver !== undefined) seen += await transactions(driver);
      for (const each of leave) each();
      const began = performance.now();
      await expect.poll(running, { interval: 5, timeout: 20_000 }).toBe(0);
      slowest = Math.max(slowest, performance.now() - began);
    }
    note(context, `clients gone, ${name}`, times);
    note(context, "slowest stop of their work", Math.round(slowest), isLong ? { atMost: 1_000, unit: "ms" } : {});
    const answers = await Promise.all(Array.from({ length: concurrent }, () => server.ask({ query: quick })));
    const places = answers.filter(({ status, body }) => status === 200 && body.errors === undefined).length;
    note(context, "places free afterwards", places, { atLeast: concurrent });
    if (driver === undefined) return;
    note(context, "transactions seen at work", seen, { atLeast: 1 });
    const began = performance.now();
    const remaining = driver;
    await expect.poll(() => transactions(remaining), { interval: 100, timeout: 10_000 }).toBe(0);
    note(context, "none of them left after", Math.round(performance.now() - began), { unit: "ms" });
  });
});
