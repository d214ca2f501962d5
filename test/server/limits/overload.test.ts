import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { bytesOf, Gate } from "../../../src/server/limits/gate.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { bySecret, sign } from "../../support/tokens.js";
import { open, type Serving } from "./open.js";
import { type Slow, slowed } from "./slowed.js";

const query = "{ officials { totalCount } }";

let engine: Engine;
beforeAll(async () => {
  engine = await openBundled();
});
afterAll(() => engine.close());

describe("a gate", () => {
  // Time stands still unless a test moves it: a gate shuts after some milliseconds, which a busy machine may sleep through.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const enter = async (gate: Gate) => gate.enterAtOnce() || gate.queue().turn;

  it("lets so many in, keeps so many waiting in their order, and has no place for the rest", async () => {
    const gate = new Gate({ concurrent: 2, queued: 2 });
    expect([await enter(gate), await enter(gate)]).toEqual([true, true]);
    const order: string[] = [];
    const waiting = ["first", "second"].map((name) => enter(gate).then(() => order.push(name)));
    expect([gate.isFull, gate.enterAtOnce(), gate.hasPlaceFor(0)]).toEqual([true, false, false]);
    gate.leave();
    gate.leave();
    await Promise.all(waiting);
    expect(order).toEqual(["first", "second"]);
  });

  it("lets the event loop take the next connection first, while new ones come", async () => {
    const gate = new Gate({ concurrent: 2, queued: 0 });
    expect(await enter(gate)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    gate.connected();
    let entered = false;
    const waits = enter(gate).then(() => {
      entered = true;
    });
    await Promise.resolve();
    expect([entered, gate.isFull]).toEqual([false, true]);
    await waits;
    expect([gate.enterAtOnce(), gate.hasPlaceFor(0)]).toEqual([false, false]);
  });

  it("forgets who gave up, and has its places back when all have left", async () => {
    const gate = new Gate({ concurrent: 1, queued: 1 });
    expect(await enter(gate)).toBe(true);
    const { turn, giveUp } = gate.queue();
    giveUp();
    expect([await turn, gate.isFull, gate.queued]).toEqual([false, false, 0]);
    gate.leave();
    expect(gate.enterAtOnce()).toBe(true);
    giveUp();
    expect([gate.running, gate.queued]).toEqual([1, 0]);
  });

  it("lets bodies of 64 MiB wait together, and counts one in chunks as large as it may become", async () => {
    const gate = new Gate({ concurrent: 1, queued: 500 });
    expect(await enter(gate)).toBe(true);
    const mebibyte = 1024 * 1024;
    const [first] = Array.from({ length: 64 }, () => gate.queue(bytesOf({ "transfer-encoding": "chunked" })));
    expect([gate.isFull, gate.hasPlaceFor(1), gate.hasPlaceFor(0)]).toEqual([false, false, true]);
    first?.giveUp();
    expect([gate.hasPlaceFor(mebibyte), gate.hasPlaceFor(mebibyte + 1)]).toEqual([true, false]);
    expect([bytesOf({ "content-length": "317" }), bytesOf({})]).toEqual([317, 0]);
  });

  it("is full as long as somebody has waited so long that others would wait in vain", async () => {
    const gate = new Gate({ concurrent: 1, queued: 10 });
    expect(await enter(gate)).toBe(true);
    const { turn } = gate.queue();
    vi.advanceTimersByTime(900);
    expect(gate.isFull).toBe(false);
    vi.advanceTimersByTime(200);
    expect([gate.isFull, gate.hasPlaceFor(0)]).toEqual([true, false]);
    gate.leave();
    expect([await turn, gate.isFull]).toEqual([true, false]);
  });

  it("ends the wait of each after 2 s", async () => {
    const gate = new Gate({ concurrent: 1, queued: 10 });
    expect(await enter(gate)).toBe(true);
    const ended: string[] = [];
    const wait = (name: string) => gate.queue().turn.then((entered) => ended.push(`${name} ${entered}`));
    const waits = [wait("first")];
    await vi.advanceTimersByTimeAsync(500);
    waits.push(wait("second"), wait("third"));
    await vi.advanceTimersByTimeAsync(1_600);
    expect([ended, gate.queued]).toEqual([["first false"], 2]);
    gate.leave();
    await vi.advanceTimersByTimeAsync(500);
    await Promise.all(waits);
    expect(ended).toEqual(["first false", "second true", "third false"]);
  });
});

describe("more requests than the server answers at a time", () => {
  let slow: Slow;
  let server: Serving;
  beforeAll(async () => {
    slow = slowed(engine);
    server = await open(slow.engine, { concurrent: 2, queued: 2 });
  });
  afterEach(() => slow.release());
  afterAll(() => server.close());

  it("wait in a short queue, and past it get 503 with Retry-After; health is answered all the while", async () => {
    slow.hold();
    const asked = Array.from({ length: 4 }, () => server.ask({ query }));
    await slow.until(2);
    // The other two are in the queue, and not yet at the end of their patience.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const refused = await server.ask({ query });
    expect(refused).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: "UNAVAILABLE" } }] } });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    slow.release();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(slow.most()).toBe(2);
    expect((await server.ask({ query })).status).toBe(200);
  });

  it("get 503 as well when they have waited in the queue as long as is worth while", async () => {
    slow.hold();
    const answers: (readonly [number, string | null])[] = [];
    const asked = Array.from({ length: 4 }, async () => {
      const { status, headers } = await server.ask({ query });
      answers.push([status, headers.get("retry-after")]);
    });
    await expect
      .poll(() => answers, { timeout: 10_000 })
      .toEqual([
        [503, "1"],
        [503, "1"],
      ]);
    slow.release();
    await Promise.all(asked);
    expect(answers.slice(2)).toEqual([
      [200, null],
      [200, null],
    ]);
  });

  it("give their places back when their clients go", async () => {
    slow.hold();
    const gone = new AbortController();
    const asked = Array.from({ length: 4 }, () =>
      fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
        signal: gone.signal,
      }).catch(() => undefined),
    );
    await slow.until(2);
    gone.abort();
    await Promise.all(asked);
    await slow.aborted(2);
    slow.release();
    const again = await Promise.all(Array.from({ length: 4 }, () => server.ask({ query })));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe("a rate limit", () => {
  it("counts by token's name, else by address, with the standard headers", async () => {
    const server = await open(engine, { perMinute: 3 }, { auth: bySecret });
    try {
      const token = await sign();
      const asRead = () => server.ask({ query });
      const asCurator = () => server.ask({ query }, { authorization: `Bearer ${token}` });
      const first = await asRead();
      expect(first.headers.get("ratelimit-limit")).toBe("3");
      expect(first.headers.get("ratelimit-remaining")).toBe("2");
      await asRead();
      await asRead();
      const refused = await asRead();
      expect(refused).toMatchObject({
        status: 429,
        body: { errors: [{ message: expect.stringContaining("Retry-After"), extensions: { code: "UNAVAILABLE" } }] },
      });
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await asCurator()).headers.get("ratelimit-remaining")).toBe("2");
      for (const path of ["/health", "/ready", "/metrics", "/", "/examples.json"]) {
        expect([path, (await fetch(server.url + path)).status]).not.toEqual([path, 429]);
      }
    } finally {
      await server.close();
    }
  });

  it("believes a proxy's word about addresses only where it is trusted", async () => {
    const ask = (server: Serving, address: string) => server.ask({ query }, { "x-forwarded-for": address });
    for (const [trustProxy, status] of [
      [false, 429],
      ["127.0.0.1", 200],
      ["10.0.0.0/8", 429],
    ] as const) {
      const server = await open(engine, { perMinute: 1, trustProxy });
      try {
        expect((await ask(server, "192.0.2.1")).status).toBe(200);
        expect([trustProxy, (await ask(server, "192.0.2.2")).status]).toEqual([trustProxy, status]);
      } finally {
        await server.close();
      }
    }
  });

  it("is off unless it is set", async () => {
    const server = await open(engine);
    try {
      expect((await server.ask({ query })).headers.get("ratelimit-limit")).toBeNull();
    } finally {
      await server.close();
    }
  });
});
