import type { Relationship } from "../mapping.js";
import type { NodeType } from "../node-types.js";
import type { Value } from "../record.js";

/** The type and the properties of a record, in turn; records share them. */
export interface StoredShape {
  readonly type: NodeType;
  readonly names: readonly string[];
  /** Whether the value is a number that stands for the property's (see layouts.ts). */
  readonly packed: readonly boolean[];
}

/** A node as the store keeps it and as the memory takes it: links lead to node numbers, texts that repeat are words. */
export interface StoredNode {
  readonly id: string;
  readonly shape: StoredShape;
  readonly values: readonly Value[];
  /** In the record's order. */
  readonly links: readonly StoredLink[];
}

export interface StoredLink {
  readonly type: Relationship;
  readonly to: number;
  readonly passage?: StoredPassage;
}

export interface StoredPassage {
  readonly start: number;
  readonly end: number;
  /** A word. */
  readonly asWritten: number | undefined;
  readonly inferred: boolean;
  readonly supports: readonly string[];
}
