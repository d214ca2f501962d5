import type { NodeType } from "../../node-types.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Graph } from "../memory/graph.js";
import { compareKeys, keysOf, type Ordering, orderingOf, sorted } from "./order.js";

interface OrderedList {
  readonly types: ReadonlySet<NodeType>;
  /** Types whose nodes give keys to the nodes of this list; writing one may move many. */
  readonly keyTypes: ReadonlySet<NodeType>;
  readonly ordering: Ordering<number>;
  readonly nodes: Uint32Array;
}

/** How many orderings are kept sorted. */
const KEPT = 24;

/** All nodes of some types in an order, sorted when first asked for and kept in step with writes. */
export class OrderedLists {
  readonly #graph: Graph;
  readonly #lists = new Map<string, OrderedList>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Undefined where the order depends on a question that the request asks. */
  get(types: readonly NodeType[], order: readonly OrderTerm[]): Uint32Array | undefined {
    const key = keyOf(types, order);
    if (key === undefined) return undefined;
    const list = this.#lists.get(key) ?? this.#sort(types, order);
    // The last used stands last.
    this.#lists.delete(key);
    this.#lists.set(key, list);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > KEPT && oldest !== undefined) this.#lists.delete(oldest);
    return list.nodes;
  }

  /** All nodes of a type whose ids come after one, by id. */
  byId(type: NodeType, after: string): Uint32Array {
    const order: readonly OrderTerm[] = [{ kind: "property", path: [], property: "id", descending: false }];
    const nodes = this.get([type], order) ?? new Uint32Array(0);
    return nodes.subarray(firstPlace(nodes, orderingOf(this.#graph, order), [after], 0));
  }

  /** To be called after each write, with the nodes written and those removed. */
  update(written: readonly number[], removed: readonly number[] = []): void {
    const touched = [...written, ...removed];
    const types = new Set(touched.map((node) => this.#graph.type(node)));
    for (const [key, list] of this.#lists) {
      if (meet(list.keyTypes, types) || touched.length > 100 + list.nodes.length / 8) this.#lists.delete(key);
      else if (meet(list.types, types)) this.#lists.set(key, this.#moved(list, written, removed));
    }
  }

  #sort(types: readonly NodeType[], order: readonly OrderTerm[]): OrderedList {
    const ordering = orderingOf(this.#graph, order);
    const all = types.map((type) => this.#graph.nodes(type));
    const nodes = new Uint32Array(all.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const each of all) {
      nodes.set(each, at);
      at += each.length;
    }
    const paths = order.flatMap((term) => (term.kind === "property" ? term.path : []));
    const keyTypes = new Set(paths.flatMap((hop) => [...hop.types, ...(hop.through ? [hop.through.type] : [])]));
    return { types: new Set(types), keyTypes, ordering, nodes: sorted(nodes, ordering) };
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

const meet = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean => [...other].some((each) => one.has(each));
