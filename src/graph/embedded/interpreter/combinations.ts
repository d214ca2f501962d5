import { Uint32List } from "../memory/numbers.js";

/** Numbers of combinations and of values stay below this, so that a pair of them is one exact number. */
const MOST = 2 ** 26;

/**
 * How often each combination of values was met, one of each dimension. A graph may have as many combinations as claims,
 * so they are numbers: each is known by that of its values but the last, and by the last.
 */
export class Combinations<T> {
  readonly #dimensions: readonly Dimension<T>[];
  readonly #counts = new Uint32List();

  constructor(dimensions: number) {
    this.#dimensions = Array.from({ length: dimensions }, () => new Dimension<T>());
  }

  /** Counts every way to take one of each list. */
  add(lists: readonly (readonly T[])[], taken = 0, before = 0): void {
    const dimension = this.#dimensions[taken];
    if (dimension === undefined) {
      this.#counts.set(before, this.#counts.at(before) + 1);
      return;
    }
    for (const value of lists[taken] ?? []) this.add(lists, taken + 1, dimension.number(before, value));
  }

  *all(): Iterable<{ readonly values: readonly T[]; readonly count: number }> {
    for (let each = 0; each < this.#counts.length; each++) {
      yield { values: this.#valuesOf(each), count: this.#counts.at(each) };
    }
  }

  #valuesOf(combination: number): readonly T[] {
    const values: T[] = [];
    let number = combination;
    for (const dimension of this.#dimensions.toReversed()) {
      values.push(...dimension.lastOf(number));
      number = dimension.before.at(number);
    }
    return values.reverse();
  }
}

/** Combinations up to one dimension. */
class Dimension<T> {
  /** Of each combination that of the dimensions before, and its own value's number. */
  readonly before = new Uint32List();
  readonly #last = new Uint32List();
  readonly #values: T[] = [];
  readonly #numbers = new Map<T, number>();
  readonly #combinations = new Map<number, number>();

  number(before: number, value: T): number {
    let last = this.#numbers.get(value);
    if (last === undefined) {
      last = this.#values.push(value) - 1;
      this.#numbers.set(value, last);
    }
    const pair = before * MOST + last;
    let number = this.#combinations.get(pair);
    if (number === undefined) {
      number = this.#combinations.size;
      this.#combinations.set(pair, number);
      this.before.set(number, before);
      this.#last.set(number, last);
    }
    return number;
  }

  /** The last value of a combination, in a list of its own: nothing may be a value too. */
  lastOf(combination: number): readonly T[] {
    const at = this.#last.at(combination);
    return this.#values.slice(at, at + 1);
  }
}
