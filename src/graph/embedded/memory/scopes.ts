import { isClaimType, type NodeType, nodeTypes } from "../../node-types.js";
import type { Scope } from "../../plan/predicate.js";
import type { Exchange, Kept } from "./exchange.js";
import type { Test } from "./graph.js";
import { Codes } from "./numbers.js";

const CONFIRMED = 1;
const NOT_DEPRECATED = 2;
const ALL = CONFIRMED | NOT_DEPRECATED;
/** What each scope asks of a claim. */
const masks: Readonly<Record<Scope, number>> = {
  VISIBLE: ALL,
  ANY_STATUS: NOT_DEPRECATED,
  ANY_RANK: CONFIRMED,
  ALL: 0,
};

/** Which nodes a reader meets. */
export class Scopes implements Kept {
  readonly #scopes = new Codes();
  /** How many of each type are met by default. */
  readonly #visible = new Map<NodeType, number>(nodeTypes.map((type) => [type, 0]));

  visible(type: NodeType): number {
    return this.#visible.get(type) ?? 0;
  }

  test(scope: Scope): Test {
    const [scopes, mask] = [this.#scopes, masks[scope]];
    return mask === 0 ? () => true : (node) => (scopes.at(node) & mask) === mask;
  }

  /** The node as it is written now. */
  set(node: number, type: NodeType, status: unknown, rank: unknown): void {
    const claim = (status === "CONFIRMED" ? CONFIRMED : 0) | (rank === "DEPRECATED" ? 0 : NOT_DEPRECATED);
    this.#change(node, type, isClaimType(type) ? claim : ALL);
  }

  remove(node: number, type: NodeType): void {
    this.#change(node, type, 0);
  }

  trim(size: number): void {
    this.#scopes.trim(size);
  }

  exchange(io: Exchange): void {
    this.#scopes.exchange(io);
    for (const type of nodeTypes) this.#visible.set(type, io.count(this.visible(type)));
  }

  #change(node: number, type: NodeType, after: number): void {
    const before = this.#scopes.at(node);
    this.#scopes.set(node, after);
    this.#visible.set(type, this.visible(type) + Number(after === ALL) - Number(before === ALL));
  }
}
