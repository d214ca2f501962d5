import { Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refusals } from "../../../src/server/limits/shedding.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Refuses so many clients at one time; says which of them have been told so far. */
function refuse(refusals: Refusals, sockets: readonly Socket[]): () => number {
  let told = 0;
  for (const socket of sockets) refusals.refuse(socket, () => told++);
  return () => told;
}

const clients = (count: number) => Array.from({ length: count }, () => new Socket());

/** All that may be refused at one time, and one more. */
const flood = 1_251;

it("goes out at once as long as there are few, also to who asks again at once", () => {
  const refusals = new Refusals();
  const [client] = clients(1);
  if (client === undefined) throw new Error("no client");
  expect(refuse(refusals, [client, client, client])()).toBe(3);
  for (let second = 0; second < 20; second++) {
    vi.advanceTimersByTime(1_000);
    expect(refuse(refusals, clients(1_000))()).toBe(1_000);
  }
  expect(refusals.count).toBe(20_003);
});

it("waits when there are many, for whoever asks again before Retry-After has passed, and for no one else", () => {
  const refusals = new Refusals();
  const impatient = clients(flood);
  expect(refuse(refusals, impatient)()).toBe(flood - 1);
  vi.advanceTimersByTime(500);
  const again = refuse(refusals, impatient.slice(0, 3));
  expect([again(), refuse(refusals, clients(5))()]).toEqual([0, 5]);
  vi.advanceTimersByTime(480);
  expect(again()).toBe(0);
  vi.advanceTimersByTime(60);
  expect(again()).toBe(3);
  const atOnce = refuse(refusals, impatient.slice(0, 3));
  vi.advanceTimersByTime(1_100);
  expect(atOnce()).toBe(3);
  const patient = refuse(refusals, impatient.slice(10, 20));
  expect(patient()).toBe(10);
});

it("asks those who were held to come back one after the other, none later than 8 s", () => {
  const refusals = new Refusals();
  const impatient = clients(8_000);
  refuse(refusals, impatient);
  vi.advanceTimersByTime(900);
  const again = refuse(refusals, impatient.slice(0, 1_000));
  expect(again()).toBe(0);
  vi.advanceTimersByTime(7_900);
  expect(again()).toBeGreaterThan(0);
  vi.advanceTimersByTime(200);
  expect(again()).toBe(1_000);
});

it("forgets after a minute that there were many", () => {
  const refusals = new Refusals();
  const impatient = clients(flood);
  refuse(refusals, impatient);
  vi.advanceTimersByTime(59_990);
  refuse(refusals, impatient.slice(0, 1));
  const held = refuse(refusals, impatient.slice(0, 1));
  expect(held()).toBe(0);
  vi.advanceTimersByTime(20);
  expect(refuse(refusals, impatient.slice(0, 1))()).toBe(1);
});

it("holds nobody any more when the server closes", () => {
  const refusals = new Refusals();
  const impatient = clients(flood);
  const told = refuse(refusals, impatient);
  const again = refuse(refusals, impatient);
  expect([told(), again()]).toEqual([flood - 1, 0]);
  refusals.close();
  expect([told(), again(), vi.getTimerCount()]).toEqual([flood, flood, 0]);
  expect([refuse(refusals, impatient)(), refusals.isClosing]).toEqual([flood, true]);
});
