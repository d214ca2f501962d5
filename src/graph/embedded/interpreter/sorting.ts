import type { Key } from "../../plan/bound.js";
import { compareKey, compareKeys, keysOf, type Ordering } from "./order.js";
import type { Steps } from "./run.js";

/** As many as are sorted, merged or read between two chances to interrupt: well under a millisecond. */
const CHUNK = 512;
/** Fewer than so many with one key are compared by all the others at once. */
const FEW = 32;

/** A stable merge sort that can be interrupted. */
export function* sortInTurns<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<readonly T[]> {
  let sorted: T[] = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    for (const each of items.slice(from, from + CHUNK).sort(compare)) sorted.push(each);
    yield;
  }
  for (let width = CHUNK; width < sorted.length; width *= 2) {
    const next: T[] = [];
    for (let from = 0; from < sorted.length; from += 2 * width) yield* merge(sorted, from, width, compare, next);
    sorted = next;
  }
  return sorted;
}

/** Appends the run at `from` and the one after it, of `width` each, to `next` in order. */
function* merge<T>(
  items: readonly T[],
  from: number,
  width: number,
  compare: (a: T, b: T) => number,
  next: T[],
): Steps<void> {
  const [middle, end] = [Math.min(from + width, items.length), Math.min(from + 2 * width, items.length)];
  let [a, b] = [from, middle];
  while (a < middle || b < end) {
    const [left, right] = [items[a], items[b]];
    if (b >= end || (a < middle && left !== undefined && right !== undefined && compare(left, right) <= 0)) {
      if (left !== undefined) next.push(left);
      a++;
    } else {
      if (right !== undefined) next.push(right);
      b++;
    }
    if (next.length % CHUNK === 0) yield;
  }
}

/**
 * Puts nodes in order, in place. Key by key: the second is read of those alone whose first is the same, and so on, so
 * that a long list does not need all its keys at a time.
 */
export function* orderInTurns(nodes: Uint32Array, ordering: Ordering<number>, level = 0): Steps<void> {
  const key = ordering.keys[level];
  if (key === undefined || nodes.length < 2) return;
  const descending = ordering.descending[level] === true;
  const entries: { readonly node: number; readonly key: Key }[] = [];
  for (const node of nodes) {
    entries.push({ node, key: key(node) });
    if (entries.length % CHUNK === 0) yield;
  }
  const sorted = yield* sortInTurns(entries, (a, b) => compareKey(a.key, b.key, descending));
  nodes.set(sorted.map(({ node }) => node));
  let from = 0;
  for (let to = 1; to <= sorted.length; to++) {
    if (to % CHUNK === 0) yield;
    if (to < sorted.length && sorted[to]?.key === sorted[from]?.key) continue;
    const same = nodes.subarray(from, to);
    if (same.length < FEW) orderFew(same, ordering);
    else yield* orderInTurns(same, ordering, level + 1);
    from = to;
  }
}

function orderFew(nodes: Uint32Array, ordering: Ordering<number>): void {
  if (nodes.length < 2) return;
  const entries = Array.from(nodes, (node) => ({ node, keys: keysOf(ordering, node) }));
  entries.sort((a, b) => compareKeys(a.keys, b.keys, ordering.descending));
  nodes.set(entries.map(({ node }) => node));
}
