import type { Relationship } from "./mapping.js";
import type { NodeType } from "./node-types.js";

export type Value = string | number | boolean | readonly string[] | readonly number[];

/** A place in a source: code points of the file decoded as UTF-8. Carried by EVIDENCED_BY and MENTIONED_IN. */
export interface Passage {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** A raw piece of the passage, at most 80 characters. */
  readonly asWritten?: string;
  readonly inferred: boolean;
  /** Of mentions: the properties and relationships that the passage supports. Empty for evidence. */
  readonly supports: readonly string[];
}

export interface Link {
  readonly type: Relationship;
  readonly to: string;
  readonly passage?: Passage;
}

/**
 * A stored node with everything that leaves it: its properties, stated and derived (see changes/derive.ts),
 * and its outgoing links in the order that the source gives them. Absent properties are absent, never null.
 */
export interface NodeRecord {
  readonly id: string;
  readonly type: NodeType;
  readonly properties: Readonly<Record<string, Value>>;
  readonly links: readonly Link[];
}

/** What one transaction writes. */
export interface ChangeSet {
  /** Whole records, each replacing what its id held before. */
  readonly puts: readonly NodeRecord[];
}
