import type { NodeType } from "../../node-types.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Hop } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import { orderingOf } from "./order.js";
import type { Steps } from "./run.js";
import { orderInTurns } from "./sorting.js";

/** From so many neighbours on their order is kept: to sort fewer takes no longer than to find them. */
const HUB = 64;
/** How many neighbours are kept in order, of all hubs together: 4 MB. */
const KEPT = 1_000_000;

interface Entry {
  readonly nodes: Uint32Array;
  readonly types: ReadonlySet<NodeType>;
}

/** The neighbours of hubs in the orders that were asked for, until a write touches what they depend on. */
export class HubLists {
  /** With so many neighbours a node is a hub. */
  readonly from: number;
  readonly #graph: Graph;
  readonly #entries = new Map<string, Entry>();
  #kept = 0;

  constructor(graph: Graph, from = HUB) {
    this.#graph = graph;
    this.from = from;
  }

  /** `key` names the hub, the hop and the order; of hops and orders that depend on no question. */
  *get(
    key: string,
    neighbours: () => ArrayLike<number>,
    types: ReadonlySet<NodeType>,
    order: readonly OrderTerm[],
  ): Steps<Uint32Array> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      // The last used stands last.
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return entry.nodes;
    }
    const nodes = Uint32Array.from(neighbours());
    yield* orderInTurns(nodes, orderingOf(this.#graph, order));
    // Another may have made it meanwhile.
    this.#drop(key);
    this.#entries.set(key, { nodes, types });
    this.#kept += nodes.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#kept <= KEPT) break;
      this.#drop(oldest);
    }
    return nodes;
  }

  /** To be called after each write, with the types of what was written or removed. */
  update(written: ReadonlySet<NodeType>): void {
    for (const [key, { types }] of this.#entries) {
      if ([...types].some((type) => written.has(type))) this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#kept -= this.#entries.get(key)?.nodes.length ?? 0;
    this.#entries.delete(key);
  }
}

/** The types of whatever decides which neighbours there are and in which order. */
export function typesBehind(hop: Hop, order: readonly OrderTerm[]): ReadonlySet<NodeType> {
  const hops = [hop, ...order.flatMap((term) => (term.kind === "property" ? term.path : []))];
  return new Set(hops.flatMap(({ types, through }) => [...types, ...(through === undefined ? [] : [through.type])]));
}
