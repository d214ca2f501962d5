import { isEntityType, type NodeType } from "../../node-types.js";
import type { Graph } from "../memory/graph.js";
import type { Steps } from "./run.js";
import { Shared } from "./shared-steps.js";
import { indexTokens, type TokenIndex } from "./token-index.js";

/** Where entities are found by beginnings of words, made for each type when it is first asked for. */
export class NameIndex {
  readonly #graph: Graph;
  readonly #indexes = new Shared<TokenIndex>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  of(type: NodeType): Steps<TokenIndex> {
    return this.#indexes.get(type, () => indexTokens(this.#graph, type));
  }

  /** To be called after each write. */
  update(written: readonly number[], removed: readonly number[]): void {
    for (const type of new Set([...written, ...removed].map((node) => this.#graph.type(node)))) {
      if (!isEntityType(type)) continue;
      const index = this.#indexes.peek(type);
      const ofType = (node: number) => this.#graph.type(node) === type;
      if (index?.goesOnWith(written.filter(ofType), removed.filter(ofType)) !== true) this.#indexes.drop(type);
    }
  }
}
