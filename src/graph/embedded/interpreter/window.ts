import type { Key, Window } from "../../plan/bound.js";
import { encodeCursor } from "../../plan/cursor.js";
import { compareKey, compareKeys, keysOf, type Ordering } from "./order.js";
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

interface Entry<T> {
  readonly item: T;
  readonly keys: readonly Key[];
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
  const best = new Best<T>(window, ordering.descending);
  const [firstKey] = ordering.keys;
  let count = 0;
  for (const item of items) {
    if (++count % STRIDE === 0) yield;
    if (firstKey !== undefined && best.isBeyond(firstKey(item))) continue;
    best.offer(item, keysOf(ordering, item));
  }
  const keys = new Map(best.entries.map((entry) => [entry.item, entry.keys]));
  return pageOf([...keys.keys()], window, count, (item) => encodeCursor(signature, keys.get(item) ?? []));
}

/** The first items of a window in the direction of reading, at most one more than its limit. */
class Best<T> {
  readonly entries: Entry<T>[] = [];
  readonly #window: Window;
  readonly #descending: readonly boolean[];
  readonly #sign: number;

  constructor(window: Window, descending: readonly boolean[]) {
    this.#window = window;
    this.#descending = descending;
    this.#sign = window.backward ? -1 : 1;
  }

  /** Whether an item with this first key cannot be among them. */
  isBeyond(key: Key): boolean {
    if (this.entries.length <= this.#window.limit) return false;
    const worst = this.entries.at(-1)?.keys[0] ?? null;
    return compareKey(key, worst, this.#descending[0] === true) * this.#sign > 0;
  }

  offer(item: T, keys: readonly Key[]): void {
    const { after, before, limit } = this.#window;
    if (after !== undefined && compareKeys(keys, after, this.#descending) <= 0) return;
    if (before !== undefined && compareKeys(keys, before, this.#descending) >= 0) return;
    let [from, to] = [0, this.entries.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.entries[middle]?.keys ?? [];
      if (compareKeys(other, keys, this.#descending) * this.#sign <= 0) from = middle + 1;
      else to = middle;
    }
    if (from > limit) return;
    this.entries.splice(from, 0, { item, keys });
    if (this.entries.length > limit + 1) this.entries.pop();
  }
}
