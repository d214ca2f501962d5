import type { Graph } from "../memory/graph.js";
import { NameIndex } from "./name-index.js";
import { OrderedLists } from "./ordered-lists.js";

/** What is made of the graph to answer sooner, and kept in step with writes. */
export class Indexes {
  readonly lists: OrderedLists;
  readonly names: NameIndex;

  constructor(graph: Graph) {
    this.lists = new OrderedLists(graph);
    this.names = new NameIndex(graph);
  }

  /** To be called after each write, with the nodes written and those removed. */
  update(written: readonly number[], removed: readonly number[]): void {
    this.lists.update(written, removed);
    this.names.update(written, removed);
  }
}
