import type { NodeType } from "../../node-types.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Graph } from "../memory/graph.js";
import { compareKeys, keysOf, type Ordering, orderingOf, sorted } from "./order.js";
import type { Steps } from "./run.js";
import { orderInTurns } from "./sorting.js";

/** What an ordered list depends on. */
interface Dependent {
  readonly types: ReadonlySet<NodeType>;
  /** Types whose nodes give keys to the nodes of this list; writing one may move many. */
  readonly keyTypes: ReadonlySet<NodeType>;
}
interface OrderedList extends Dependent {
  readonly ordering: Ordering<number>;
  readonly nodes: Uint32Array;
}
/** A list that is being sorted, in the turns of all who wait for it. */
interface Sorting extends Dependent {
  readonly steps: Steps<OrderedList>;
  list: OrderedList | undefined;
}

/** How many orderings are kept sorted, and how many may be half sorted. */
const KEPT = 24;
const HALF = 4;

/** All nodes of some types in an order, sorted when first asked for and kept in step with writes. */
export class OrderedLists {
  readonly #graph: Graph;
  readonly #lists = new Map<string, OrderedList>();
  readonly #sortings = new Map<string, Sorting>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Undefined where the order depends on a question that the request asks. The first who asks waits for the sorting. */
  *get(types: readonly NodeType[], order: readonly OrderTerm[]): Steps<Uint32Array | undefined> {
    const key = keyOf(types, order);
    if (key === undefined) return undefined;
    const list = this.#lists.get(key) ?? (yield* this.#sorted(key, types, order));
    // The last used stands last.
    this.#lists.delete(key);
    this.#lists.set(key, list);
    dropOldest(this.#lists, KEPT);
    return list.nodes;
  }

  /** All nodes of a type whose ids come after one, by id. */
  *byId(type: NodeType, after: string): Steps<Uint32Array> {
    const order: readonly OrderTerm[] = [{ kind: "property", path: [], property: "id", descending: false }];
    const nodes = (yield* this.get([type], order)) ?? new Uint32Array(0);
    return nodes.subarray(firstPlace(nodes, orderingOf(this.#graph, order), [after], 0));
  }

  /**
   * To be called after each write, with the nodes written and those removed. Who waits for a list that is dropped here
   * is begun anew, since the graph has changed.
   */
  update(written: readonly number[], removed: readonly number[] = []): void {
    const touched = [...written, ...removed];
    const types = new Set(touched.map((node) => this.#graph.type(node)));
    for (const [key, { types: own, keyTypes }] of this.#sortings) {
      if (meet(own, types) || meet(keyTypes, types)) this.#sortings.delete(key);
    }
    for (const [key, list] of this.#lists) {
      if (meet(list.keyTypes, types) || touched.length > 100 + list.nodes.length / 64) this.#lists.delete(key);
      else if (meet(list.types, types)) this.#lists.set(key, this.#moved(list, written, removed));
    }
  }

  *#sorted(key: string, types: readonly NodeType[], order: readonly OrderTerm[]): Steps<OrderedList> {
    const sorting = this.#sortings.get(key) ?? this.#begin(types, order);
    this.#sortings.set(key, sorting);
    dropOldest(this.#sortings, HALF);
    while (sorting.list === undefined) {
      const step = sorting.steps.next();
      if (step.done === true) sorting.list = step.value;
      else yield;
    }
    this.#sortings.delete(key);
    return sorting.list;
  }

  #begin(types: readonly NodeType[], order: readonly OrderTerm[]): Sorting {
    const paths = order.flatMap((term) => (term.kind === "property" ? term.path : []));
    const keyTypes = new Set(paths.flatMap((hop) => [...hop.types, ...(hop.through ? [hop.through.type] : [])]));
    const dependent: Dependent = { types: new Set(types), keyTypes };
    return { ...dependent, steps: this.#sort(dependent, order), list: undefined };
  }

  *#sort(dependent: Dependent, order: readonly OrderTerm[]): Steps<OrderedList> {
    const ordering = orderingOf(this.#graph, order);
    const all = Array.from(dependent.types, (type) => this.#graph.nodes(type));
    const nodes = new Uint32Array(all.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const each of all) {
      nodes.set(each, at);
      at += each.length;
    }
    yield* orderInTurns(nodes, ordering);
    return { ...dependent, ordering, nodes };
  }

  #moved({ nodes, ...list }: OrderedList, written: readonly number[], removed: readonly number[]): OrderedList {
    const ofList = (node: number) => list.types.has(this.#graph.type(node));
    const moved = new Set(written.filter(ofList));
    const kept = without(nodes, new Set([...moved, ...removed.filter(ofList)]));
    const places = Array.from(sorted([...moved], list.ordering), (node) => ({
      node,
      place: firstPlace(kept, list.ordering, keysOf(list.ordering, node), 0),
    }));
    const next = new Uint32Array(kept.length + moved.size);
    let [from, at] = [0, 0];
    for (const { node, place } of places) {
      next.set(kept.subarray(from, place), at);
      at += place - from;
      next[at++] = node;
      from = place;
    }
    next.set(kept.subarray(from), at);
    return { ...list, nodes: next };
  }
}

/** A few are sought and cut out, since that is many times faster than to look at each of a long list. */
function without(nodes: Uint32Array, moved: ReadonlySet<number>): Uint32Array {
  if (moved.size > 20) return nodes.filter((node) => !moved.has(node));
  const places = Array.from(moved, (node) => nodes.indexOf(node)).filter((place) => place >= 0);
  places.sort((a, b) => a - b);
  const kept = new Uint32Array(nodes.length - places.length);
  let from = 0;
  places.forEach((place, cut) => {
    kept.set(nodes.subarray(from, place), from - cut);
    from = place + 1;
  });
  kept.set(nodes.subarray(from), from - places.length);
  return kept;
}

/** Where the first node stands whose keys compare with these as more than `than`: 0 passes equal ones, -1 finds them. */
export function firstPlace(
  nodes: Uint32Array,
  ordering: Ordering<number>,
  keys: readonly (string | number | null)[],
  than: 0 | -1,
): number {
  let [from, to] = [0, nodes.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareKeys(keysOf(ordering, nodes[middle] ?? 0), keys, ordering.descending) <= than) from = middle + 1;
    else to = middle;
  }
  return from;
}

function keyOf(types: readonly NodeType[], order: readonly OrderTerm[]): string | undefined {
  return order.every(({ kind }) => kind === "property") ? JSON.stringify([types, order]) : undefined;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

const meet = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean => [...other].some((each) => one.has(each));
