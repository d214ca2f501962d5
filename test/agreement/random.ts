/** Seeded choices (mulberry32): one seed, one run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to n - 1. */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(least: number, most: number): number {
    return least + this.int(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(all: readonly T[]): T {
    const found = all[this.int(all.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  }

  /** An item, or undefined of an empty list or with the probability of absence. */
  maybe<T>(all: readonly T[], absent = 0.4): T | undefined {
    return all.length === 0 || this.chance(absent) ? undefined : this.pick(all);
  }

  shuffled<T>(all: readonly T[]): T[] {
    const left = [...all];
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(this.int(left.length), 1));
    return out;
  }

  some<T>(all: readonly T[], least: number, most: number): T[] {
    return this.shuffled(all).slice(0, this.between(least, most));
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, index) => make(index));
  }
}
