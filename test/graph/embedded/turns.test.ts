import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Calm } from "../../../src/graph/embedded/calm.js";
import { Turns } from "../../../src/graph/embedded/turns.js";
import type { Root } from "../../../src/graph/plan/plan.js";
import { answer, ascending, descending, engineOf, hop, id, type Nodes, nodes, page, shape, window } from "./plans.js";
import { entity, event, participation } from "./records.js";

/** Busy for about a turn, as a long computation is. */
function busy(): void {
  for (const end = performance.now() + 11; performance.now() < end; );
}

/** Until it is stopped from outside. */
function* endlessly() {
  for (;;) {
    busy();
    yield;
  }
}

describe("a computation in turns", () => {
  test("lets others have their turn", async () => {
    const turns = new Turns(() => 0);
    let others = 0;
    const steps = turns.compute(function* () {
      for (let i = 0; i < 5; i++) {
        busy();
        yield;
      }
      return others;
    });
    for (let i = 0; i < 100; i++) {
      await setImmediate();
      others++;
    }
    expect(await steps).toBeGreaterThan(0);
  });

  test("is begun anew when a write comes between, and then the next writes wait for it", async () => {
    let revision = 0;
    let begun = 0;
    let done = false;
    const turns = new Turns(() => revision);
    const seen = turns.compute(function* () {
      begun++;
      const at = revision;
      for (let i = 0; i < 5; i++) {
        busy();
        yield;
      }
      return [at, revision];
    });
    const writes = (async () => {
      while (!done) {
        await turns.change(() => revision++);
        await setImmediate();
      }
    })();
    const [before, after] = await seen;
    done = true;
    await writes;
    expect(before).toBe(after);
    expect(begun).toBe(2);
    expect(revision).toBeGreaterThan(1);
  });

  test("ends when its signal does, and holds nobody back", async () => {
    let revision = 0;
    const turns = new Turns(() => revision);
    const abort = new AbortController();
    const endless = turns.compute(endlessly, abort.signal);
    await setImmediate();
    await turns.change(() => revision++);
    await setImmediate();
    abort.abort(new Error("enough"));
    await expect(endless).rejects.toThrow("enough");
    await turns.change(() => revision++);
    expect(revision).toBe(2);
  });
});

describe("many long computations", () => {
  /** So many, each of which tells `at` of its steps after the first and ends when `over` says so. */
  const many = (turns: Turns, count: number, at: (computation: number) => void, over: () => boolean) =>
    Array.from({ length: count }, (_, computation) =>
      turns.compute(function* () {
        for (let step = 0; !over(); step++) {
          if (step > 0) at(computation);
          busy();
          yield;
        }
        return computation;
      }),
    );

  test("go on one in a round of the event loop, and all come to their end", async () => {
    const rounds = new Map<number, number>();
    let round = 0;
    const all = many(
      new Turns(() => 0),
      20,
      () => rounds.set(round, (rounds.get(round) ?? 0) + 1),
      () => round >= 30,
    );
    for (; round < 30; round++) await setImmediate();
    expect(await Promise.all(all)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(rounds.size).toBeGreaterThan(10);
    expect(Math.max(...rounds.values())).toBe(1);
  });

  test("that begin in one round have one turn together", async () => {
    let clock = 0;
    const watch = vi.spyOn(performance, "now").mockImplementation(() => clock);
    onTestFinished(() => watch.mockRestore());
    const turns = new Turns(() => 0);
    const steps = [0, 0, 0];
    let over = false;
    const all = steps.map((_, each) =>
      turns.compute(function* () {
        while (!over && clock < 1_000) {
          steps[each] = (steps[each] ?? 0) + 1;
          clock++;
          yield;
        }
      }),
    );
    // The whole turn, and a moment for whoever begins after it.
    expect(steps).toEqual([10, 1, 1]);
    over = true;
    await Promise.all(all);
  });

  test("are a few at a time: the others wait for one to end, or for their own time to be over", async () => {
    const seen = new Set<number>();
    const turns = new Turns(() => 0);
    let over = false;
    const some = many(
      turns,
      10,
      (each) => seen.add(each),
      () => over,
    );
    const abort = new AbortController();
    const late = turns.compute(endlessly, abort.signal);
    for (let i = 0; i < 20; i++) await setImmediate();
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    abort.abort(new Error("enough"));
    await expect(late).rejects.toThrow("enough");
    over = true;
    expect(await Promise.all(some)).toHaveLength(10);
  });
});

test("a change that waits for readers holds back those who come after it", async () => {
  const calm = new Calm();
  const order: string[] = [];
  let leave: () => void = () => {};
  const first = calm.during(() => new Promise<void>((done) => (leave = done)).then(() => void order.push("first")));
  const change = calm.change(() => order.push("change"));
  const second = calm.during(async () => void order.push("second"));
  await setImmediate();
  expect(order).toEqual([]);
  leave();
  await Promise.all([first, change, second]);
  expect(order).toEqual(["first", "change", "second"]);
});

describe("answers while others write", () => {
  const official = (i: number, key = i) =>
    entity("Official", `official/n${i}`, `Tên ${i}`, { sortKey: String((key * 7919) % 100_003).padStart(6, "0") });
  const root: Root = { kind: "page", types: ["Official"], slot: 0, parts: [nodes("nodes", shape(["Official"], id))] };
  const order = [ascending("sortKey"), ascending("id")];

  test("are in order and of one state, though each of them is the first to ask for the order", async () => {
    const engine = await engineOf(...Array.from({ length: 20_000 }, (_, i) => official(i)));
    let done = false;
    let written = 0;
    const writes = (async () => {
      while (!done) {
        await engine.apply({ puts: [official(written, written + 50_000), official(30_000 + written++)] });
        // A store in memory commits without a pause.
        await setImmediate();
      }
    })();
    const all = window({ limit: 50_000 });
    const answers: Nodes[] = await Promise.all(
      Array.from({ length: 4 }, () => answer<Nodes>(engine, root, page({ order, window: all }))),
    );
    done = true;
    await writes;
    expect(written).toBeGreaterThan(0);
    for (const { nodes: found } of answers) {
      const moved = found.filter(({ id }) => Number(String(id).slice(10)) >= 30_000).length;
      expect(found).toHaveLength(20_000 + moved);
      const key = (id: string) => {
        const number = Number(id.slice(10));
        return official(number, number < moved ? number + 50_000 : number).properties["sortKey"] + id;
      };
      const keys = found.map(({ id }) => key(String(id)));
      expect(keys).toEqual([...keys].sort());
    }
    await engine.close();
  });
});

test("a hub's list is the same in order, page by page and after writes, as that of one who is no hub", async () => {
  const day = (i: number) => `20${String(10 + (i % 10))}-01-0${1 + (i % 9)}`;
  const events = Array.from({ length: 200 }, (_, i) => event(`event/e${i}`, day(i))());
  const claims = (by: string, count: number, from = 0) =>
    Array.from({ length: count }, (_, i) =>
      participation(`participation/${by.slice(9)}${i + from}`, { by, at: `event/e${i + from}` }),
    );
  const hub = entity("Official", "official/hub", "Hub");
  const engine = await engineOf(hub, ...events, ...claims("official/hub", 150));
  const rows = nodes("nodes", shape(["Participation"], id));
  const root: Root = {
    kind: "byId",
    types: ["Official"],
    slot: 0,
    shape: shape(["Official"], {
      kind: "page",
      key: "claims",
      hop: hop("<-[:BY]-", "Participation"),
      slot: 1,
      parts: [rows],
    }),
  };
  const order = [descending("dateMin", hop("-[:AT]->", "Conference")), ascending("id")];
  const read = async (limit: number, after?: readonly (string | number | null)[]) => {
    const found = await answer<{ claims: Nodes }>(
      engine,
      root,
      { kind: "ids", ids: ["official/hub"] },
      page({ order, window: window({ limit, after }) }),
    );
    return found.claims.nodes.map((each) => String(each["id"]));
  };
  const expected = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `participation/hub${i}`, date: day(i) }))
      .sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? 1 : -1))
      .map((each) => each.id);
  for (const count of [150, 151, 155]) {
    if (count > 150) await engine.apply({ puts: claims("official/hub", count - 150, 150) });
    const all = expected(count);
    expect(await read(500)).toEqual(all);
    expect(await read(500)).toEqual(all);
    const cut = all[19] ?? "";
    expect(await read(10, [day(Number(cut.slice(17))), cut])).toEqual(all.slice(20, 30));
  }
  await engine.close();
});
