import { createHash } from "node:crypto";

/**
 * A seeded source of chance (sfc32). Every part of the graph draws from one of its own, named by labels, so that a
 * change in one part leaves the others as they were.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(...labels: readonly (string | number)[]) {
    const digest = createHash("sha256").update(labels.join("\u001f"), "utf8").digest();
    [this.#a, this.#b, this.#c, this.#d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at)) as Four;
  }

  /** From 0 to 1, without 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `greatest`, both included. */
  between(least: number, greatest: number): number {
    return least + Math.floor(this.next() * (greatest - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return itemAt(items, Math.floor(this.next() * items.length));
  }

  /** An item by its weight. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return itemAt(items, items.length - 1)[0];
  }

  /** An item, the n-th of them with a weight of 1/n: a few are met again and again. */
  skewed<T>(items: readonly T[]): T {
    const rank = Math.exp(this.next() * Math.log(items.length + 1)) - 1;
    return itemAt(items, Math.min(items.length - 1, Math.floor(rank)));
  }
}

type Four = [number, number, number, number];

function itemAt<T>(items: readonly T[], at: number): T {
  if (at < 0 || at >= items.length) throw new RangeError("There is nothing to choose from.");
  return items[at] as T;
}
