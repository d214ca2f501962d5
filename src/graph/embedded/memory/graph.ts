import type { Relationship } from "../../mapping.js";
import type { NodeType } from "../../node-types.js";
import type { Scope } from "../../plan/predicate.js";
import type { Value } from "../../record.js";
import type { PassageLink, PlacedPassage } from "./passages.js";

export type Test = (node: number) => boolean;

/** A property of nodes of any type. */
export interface Property {
  get(node: number): Value | undefined;
  /** A test of nodes, cheaper than `get` where values repeat. Good for one synchronous stretch of reading. */
  test(holds: (value: Value | undefined) => boolean): Test;
}

/** The neighbours over one relationship in one direction. */
export interface Links {
  list(node: number): ArrayLike<number>;
  /** The first neighbour; -1 if there is none. */
  first(node: number): number;
}

/**
 * The graph as the interpreter reads it: nodes are dense numbers. How it lies in memory is behind this.
 * What it hands out is good until the next write.
 */
export interface Graph {
  /** Changes with every write. */
  readonly revision: number;
  readonly size: number;
  find(id: string): number | undefined;
  /** As `find`, but an absorbed id leads to the survivor. */
  resolve(id: string): number | undefined;
  id(node: number): string;
  type(node: number): NodeType;
  /** Whether a node is of one of these types. */
  isOf(types: readonly NodeType[]): Test;
  /** All nodes of the type, oldest first. */
  nodes(type: NodeType): Uint32Array;
  /** How many of them a reader meets by default. */
  visible(type: NodeType): number;
  /** Whether a reader meets the node. */
  inScope(scope: Scope): Test;
  property(name: string): Property;
  /** Whether a property that derives from others is what they say. */
  follows(name: string): Test;
  out(relationship: Relationship): Links;
  into(relationship: Relationship): Links;
  passages(node: number, link: PassageLink): readonly PlacedPassage[];
}
