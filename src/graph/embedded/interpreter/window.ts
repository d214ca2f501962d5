import type { Key, Window } from "../../plan/bound.js";
import { encodeCursor } from "../../plan/cursor.js";
import { compareKey, keysOf, type Ordering } from "./order.js";
import type { Steps } from "./run.js";

/** The rows of a connection. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Without the cursors' bounds; undefined if it was not asked for. */
  readonly totalCount: number | undefined;
  readonly cursor: (item: T) => string;
}

/** Makes a page of the items of a window, which were found in the direction of reading, at most one more than `limit`. */
export function pageOf<T>(
  found: readonly T[],
  { limit, backward, after, before }: Window,
  totalCount: number | undefined,
  cursor: (item: T) => string,
): Page<T> {
  const more = found.length > limit;
  const items = found.slice(0, limit);
  const [hasNextPage, hasPreviousPage] = backward
    ? [before !== undefined, more || after !== undefined]
    : [more || before !== undefined, after !== undefined];
  return { items: backward ? items.reverse() : items, hasNextPage, hasPreviousPage, totalCount, cursor };
}

/** An item and its keys, each read when it is first compared: few comparisons come to the last, which is the dearest. */
class Entry<T> {
  readonly item: T;
  readonly #ordering: Ordering<T>;
  readonly #keys: Key[] = [];

  constructor(item: T, ordering: Ordering<T>) {
    this.item = item;
    this.#ordering = ordering;
  }

  key(at: number): Key {
    let key = this.#keys[at];
    if (key === undefined) {
      key = this.#ordering.keys[at]?.(this.item) ?? null;
      this.#keys[at] = key;
    }
    return key;
  }

  /** Negative if it comes before the other item, or before a cursor. */
  compare(keyOfOther: (at: number) => Key): number {
    const { descending } = this.#ordering;
    for (let at = 0; at < descending.length; at++) {
      const order = compareKey(this.key(at), keyOfOther(at), descending[at] === true);
      if (order !== 0) return order;
    }
    return 0;
  }
}

/** The page of a window over items in no order. */
export function select<T>(items: Iterable<T>, ordering: Ordering<T>, signature: string, window: Window): Page<T> {
  const steps = selectInTurns(items, ordering, signature, window);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** How many items are looked at between two chances to interrupt. */
const STRIDE = 128;

/** The same, of items that may be many. */
export function* selectInTurns<T>(
  items: Iterable<T>,
  ordering: Ordering<T>,
  signature: string,
  window: Window,
): Steps<Page<T>> {
  const best = new Best<T>(window, ordering);
  let count = 0;
  for (const item of items) {
    if (++count % STRIDE === 0) yield;
    best.offer(item);
  }
  const found = best.entries.map(({ item }) => item);
  return pageOf(found, window, count, (item) => encodeCursor(signature, keysOf(ordering, item)));
}

/** The first items of a window in the direction of reading, at most one more than its limit. */
class Best<T> {
  readonly entries: Entry<T>[] = [];
  readonly #window: Window;
  readonly #ordering: Ordering<T>;
  readonly #sign: number;

  constructor(window: Window, ordering: Ordering<T>) {
    this.#window = window;
    this.#ordering = ordering;
    this.#sign = window.backward ? -1 : 1;
  }

  offer(item: T): void {
    const entry = new Entry(item, this.#ordering);
    if (this.#isOutside(entry)) return;
    const { limit } = this.#window;
    const { entries } = this;
    const last = entries.at(-1);
    // Most of a long list ends here, by its first keys.
    if (entries.length > limit && last !== undefined && this.#compare(last, entry) <= 0) return;
    let [from, to] = [0, entries.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = entries[middle];
      if (other !== undefined && this.#compare(other, entry) <= 0) from = middle + 1;
      else to = middle;
    }
    entries.splice(from, 0, entry);
    if (entries.length > limit + 1) entries.pop();
  }

  #isOutside(entry: Entry<T>): boolean {
    const { after, before } = this.#window;
    if (after !== undefined && entry.compare((at) => after[at] ?? null) <= 0) return true;
    return before !== undefined && entry.compare((at) => before[at] ?? null) >= 0;
  }

  #compare(a: Entry<T>, b: Entry<T>): number {
    return a.compare((at) => b.key(at)) * this.#sign;
  }
}
