import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import type { Neo4jConfig } from "../../../src/server/config.js";
import { openEngine, openOrAwait, StartError } from "../../../src/server/open-engine.js";
import { openEmptyNeo4j } from "../../support/engines.js";
import { describeNeo4j } from "../../support/neo4j.js";
import { openRelay } from "../../support/relay.js";
import { open } from "./open.js";

const query = "{ officials { totalCount } }";
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("not within 30 s");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Says what a Bolt server says at first, as a Neo4j of this version. */
async function pretendNeo4j(agent: string): Promise<number> {
  const text = (value: string) => Buffer.concat([Buffer.from([0xd0, value.length]), Buffer.from(value)]);
  const success = (fields: readonly (readonly [string, string])[]) => {
    const map = fields.flatMap(([name, value]) => [text(name), text(value)]);
    const body = Buffer.concat([Buffer.from([0xb1, 0x70, 0xa0 + fields.length]), ...map]);
    return Buffer.concat([Buffer.from([0, body.length]), body, Buffer.from([0, 0])]);
  };
  const server = createServer((socket: Socket) => {
    let greeted = false;
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      if (!greeted) {
        greeted = true;
        // The handshake: version 4.4.
        socket.write(Buffer.from([0, 0, 4, 4]));
        return;
      }
      // HELLO is 0x01; anything else (RESET) is well too.
      const isHello = bytes[3] === 0x01;
      socket.write(
        isHello
          ? success([
              ["server", agent],
              ["connection_id", "bolt-1"],
            ])
          : success([]),
      );
    });
  });
  const port = await listen(server);
  endings.push(() => new Promise((done) => server.close(done)));
  return port;
}

describeNeo4j("a Neo4j that is away", (connection) => {
  const config = (changes: Partial<Neo4jConfig> = {}) => ({
    engine: { kind: "neo4j", ...connection(), database: "neo4j", ...changes } as const,
  });

  async function serving(engine: Engine) {
    const server = await open(engine);
    endings.push(async () => {
      await server.close();
      await engine.close();
    });
    const asked = () => server.ask({ query });
    const ready = async () => (await fetch(`${server.url}/ready`)).status;
    return { asked, ready, url: server.url };
  }

  it("at the start: the server is up and not ready, and answers as soon as it comes", async () => {
    await (await openEmptyNeo4j()).close();
    const port = await freePort();
    const reasons: string[] = [];
    const engine = await openOrAwait(config({ uri: `bolt://127.0.0.1:${port}` }), (error) => {
      reasons.push(error instanceof Error ? error.message : String(error));
    });
    const { asked, ready, url } = await serving(engine);
    expect(reasons[0]).toBe(
      `No Neo4j answers at bolt://127.0.0.1:${port}: start it (npm run neo4j), or correct NEO4J_URI.`,
    );
    const answer = await asked();
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE" });
    expect([(await fetch(`${url}/health`)).status, await ready()]).toEqual([200, 503]);
    const relay = await openRelay(connection().uri, port);
    endings.unshift(() => relay.close());
    await eventually(async () => (await ready()) === 200);
    expect((await asked()).body).toEqual({ data: { officials: { totalCount: 0 } } });
  });

  it("three times in between: UNAVAILABLE within two seconds, and back without a restart", async () => {
    await (await openEmptyNeo4j()).close();
    const port = await freePort();
    let relay = await openRelay(connection().uri, port);
    endings.push(() => relay.close());
    const { asked, ready } = await serving(await openEngine(config({ uri: `bolt://127.0.0.1:${port}` })));
    for (let round = 0; round < 3; round++) {
      expect((await asked()).body).toEqual({ data: { officials: { totalCount: 0 } } });
      await relay.close();
      const lost = await Promise.all(Array.from({ length: 10 }, asked));
      for (const answer of lost) {
        expect(answer.body.errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE" });
      }
      expect(await ready()).toBe(503);
      relay = await openRelay(connection().uri, port);
      await eventually(async () => (await ready()) === 200);
    }
  });

  it("that accepts connections and says nothing keeps the server from nothing but being ready", async () => {
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => sockets.add(socket));
    const port = await listen(mute);
    endings.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => mute.close(done));
    });
    const engine = await openOrAwait(config({ uri: `bolt://127.0.0.1:${port}` }), () => undefined);
    const { asked, ready } = await serving(engine);
    const answer = await asked();
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE" });
    expect(await ready()).toBe(503);
  });

  it("for good, as far as the settings go, stops the start with a sentence", async () => {
    const { uri, user } = connection();
    const refusals: readonly (readonly [Partial<Neo4jConfig>, string])[] = [
      [{ password: "wrong" }, `Neo4j at ${uri} refuses ${user}: check NEO4J_USER and NEO4J_PASSWORD.`],
      [{ database: "nowhere" }, `Neo4j at ${uri} has no database nowhere: set NEO4J_DATABASE to one that it has.`],
    ];
    for (const [changes, sentence] of refusals) {
      const opening = openOrAwait(config(changes), () => undefined);
      await expect(opening).rejects.toThrow(new StartError(sentence));
    }
    const old = `bolt://127.0.0.1:${await pretendNeo4j("Neo4j/4.4.12")}`;
    await expect(openOrAwait(config({ uri: old }), () => undefined)).rejects.toThrow(
      new StartError(`Neo4j at ${old} is too old: it is version 4.4, and 5.23 or newer is needed.`),
    );
  });
});
