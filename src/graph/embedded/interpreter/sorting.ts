import type { Key } from "../../plan/bound.js";
import { compareKey, compareKeys, keysOf, type Ordering } from "./order.js";
import type { Steps } from "./run.js";

/** As many as are sorted, merged or read between two chances to interrupt: well under a millisecond. */
const CHUNK = 512;
/** Fewer than so many with one key are compared by all the others at once. */
const FEW = 32;

/**
 * A stable merge sort that can be interrupted: the places of `count` items in their order. All in two arrays of numbers,
 * since a million small objects would cost pauses of the garbage collector that nothing can interrupt.
 */
function* placesInTurns(count: number, compare: (a: number, b: number) => number): Steps<Uint32Array> {
  let [sorted, spare] = [new Uint32Array(count), new Uint32Array(count)];
  for (let from = 0; from < count; from += CHUNK) {
    const chunk = sorted.subarray(from, from + CHUNK);
    for (let i = 0; i < chunk.length; i++) chunk[i] = from + i;
    chunk.sort(compare);
    yield;
  }
  for (let width = CHUNK; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) yield* merge(sorted, spare, from, width, compare);
    [sorted, spare] = [spare, sorted];
  }
  return sorted;
}

/** Writes the run at `from` and the one after it, of `width` each, into `next` in order. */
function* merge(
  places: Uint32Array,
  next: Uint32Array,
  from: number,
  width: number,
  compare: (a: number, b: number) => number,
): Steps<void> {
  const [middle, end] = [Math.min(from + width, places.length), Math.min(from + 2 * width, places.length)];
  let [a, b] = [from, middle];
  for (let to = from; to < end; to++) {
    const [left, right] = [places[a] ?? 0, places[b] ?? 0];
    const takesLeft = b >= end || (a < middle && compare(left, right) <= 0);
    next[to] = takesLeft ? left : right;
    if (takesLeft) a++;
    else b++;
    if (to % CHUNK === 0) yield;
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
  const keys: Key[] = [];
  for (const node of nodes) if (keys.push(key(node)) % CHUNK === 0) yield;
  const keyAt = (place: number): Key => keys[place] ?? null;
  const places = yield* placesInTurns(nodes.length, (a, b) => compareKey(keyAt(a), keyAt(b), descending));
  const before = nodes.slice();
  for (let to = 0; to < places.length; to++) nodes[to] = before[places[to] ?? 0] ?? 0;
  yield;
  let from = 0;
  for (let to = 1; to <= places.length; to++) {
    if (to % CHUNK === 0) yield;
    if (to < places.length && keyAt(places[to] ?? 0) === keyAt(places[from] ?? 0)) continue;
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
