import { describe, expect, it } from "vitest";
import { FreshState, inTime } from "../../../src/server/caching/fresh-state.js";

/** A store whose looks end when the test says so. */
function slowStore() {
  const looks: { readonly answer: (state: string) => void; readonly fail: () => void }[] = [];
  const state = () =>
    new Promise<string>((resolve, reject) => {
      looks.push({ answer: resolve, fail: () => reject(new Error("away")) });
    });
  return { looks, fresh: new FreshState({ state }, 0) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a look at the state of the graph", () => {
  it("is never one that began before it was asked for, and is shared by all who ask meanwhile", async () => {
    const { looks, fresh } = slowStore();
    const first = fresh.read();
    const [second, third] = [fresh.read(), fresh.read()];
    expect(looks).toHaveLength(1);
    looks[0]?.answer("old");
    expect(await first).toBe("old");
    await turn();
    expect(looks).toHaveLength(2);
    const fourth = fresh.read();
    looks[1]?.answer("new");
    expect(await Promise.all([second, third])).toEqual(["new", "new"]);
    await turn();
    looks[2]?.answer("newer");
    expect(await fourth).toBe("newer");
  });

  it("that fails is the failure of those who wait for it, and of nobody else", async () => {
    const { looks, fresh } = slowStore();
    const [first, second] = [fresh.read(), fresh.read()];
    looks[0]?.fail();
    await expect(first).rejects.toThrow("away");
    await turn();
    looks[1]?.answer("there");
    expect(await second).toBe("there");
  });

  it("is not waited for where the store is silent or away: the query has a deadline of its own", async () => {
    expect(await inTime(new Promise(() => undefined))).toBeUndefined();
    expect(await inTime(Promise.reject(new Error("away")))).toBeUndefined();
    expect(await inTime(Promise.resolve("there"))).toBe("there");
  });
});
