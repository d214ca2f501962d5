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

interface Keyed {
  key(at: number): Key;
}

/** An item and its keys, each read when it is first compared: few comparisons come to the last, which is the dearest. */
class Entry<T> implements Keyed {
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
  compare(other: Keyed): number {
    const { descending } = this.#ordering;
    for (let at = 0; at < descending.length; at++) {
      const order = compareKey(this.key(at), other.key(at), descending[at] === true);
      if (order !== 0) return order;
    }
    return 0;
  }
}

/** The page of a window over items in no order. */
export function select<T>(items: Iterable<T>, ordering: Ordering<T>, signature: string, window: Window): Page<T> {
  const best = new Best(window, ordering);
  for (const item of items) best.offer(item);
  return best.page(signature);
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
  const best = new Best(window, ordering);
  for (const item of items) if (best.offer(item) % STRIDE === 0) yield;
  return best.page(signature);
}

/** The first items of a window in the direction of reading, at most one more than its limit. */
class Best<T> {
  readonly #entries: Entry<T>[] = [];
  #count = 0;
  readonly #window: Window;
  readonly #ordering: Ordering<T>;
  readonly #sign: number;
  readonly #after: Keyed | undefined;
  readonly #before: Keyed | undefined;

  constructor(window: Window, ordering: Ordering<T>) {
    this.#window = window;
    this.#ordering = ordering;
    this.#sign = window.backward ? -1 : 1;
    this.#after = placeOf(window.after);
    this.#before = placeOf(window.before);
  }

  /** How many have been offered. */
  offer(item: T): number {
    const entry = new Entry(item, this.#ordering);
    if (!this.#isOutside(entry)) this.#put(entry);
    return ++this.#count;
  }

  page(signature: string): Page<T> {
    const found = this.#entries.map(({ item }) => item);
    return pageOf(found, this.#window, this.#count, (item) => encodeCursor(signature, keysOf(this.#ordering, item)));
  }

  #put(entry: Entry<T>): void {
    const { limit } = this.#window;
    const entries = this.#entries;
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
    if (from === entries.length) entries.push(entry);
    else entries.splice(from, 0, entry);
    if (entries.length > limit + 1) entries.pop();
  }

  #isOutside(entry: Entry<T>): boolean {
    if (this.#after !== undefined && entry.compare(this.#after) <= 0) return true;
    return this.#before !== undefined && entry.compare(this.#before) >= 0;
  }

  #compare(a: Entry<T>, b: Entry<T>): number {
    return a.compare(b) * this.#sign;
  }
}

/** Of a cursor. */
const placeOf = (keys: readonly Key[] | undefined): Keyed | undefined => keys && { key: (at) => keys[at] ?? null };
