import type { Graph } from "../memory/graph.js";
import { HubLists } from "./hub-lists.js";
import { NameIndex } from "./name-index.js";
import { OrderedLists } from "./ordered-lists.js";

/** What is made of the graph to answer sooner, and kept in step with writes. */
export class Indexes {
  readonly lists: OrderedLists;
  readonly hubs: HubLists;
  readonly names: NameIndex;
  readonly #graph: Graph;

  /** Nodes with `hubFrom` neighbours have lists of them kept; 64 unless given. */
  constructor(graph: Graph, hubFrom?: number) {
    this.#graph = graph;
    this.hubs = new HubLists(graph, hubFrom);
    this.lists = new OrderedLists(graph);
    this.names = new NameIndex(graph);
  }

  /** To be called after each write, with the nodes written and those removed. */
  update(written: readonly number[], removed: readonly number[]): void {
    this.lists.update(written, removed);
    this.names.update(written, removed);
    this.hubs.update(new Set([...written, ...removed].map((node) => this.#graph.type(node))));
  }
}
