import type { NodeRecord } from "../record.js";
import type { StoreView } from "./store-view.js";

/** What a change set does beside uniting statements with what is stored. */
export interface Edits {
  /** Whole records as they shall be, whatever is stored of them; derived properties are ignored. One for each id. */
  readonly replaces?: readonly NodeRecord[];
  /** Ids of nodes that shall be no more. Every record that links to one must stand among the replaced ones. */
  readonly removes?: readonly string[];
}

/** Why a statement of a batch cannot be stored. */
export interface Refusal {
  /** Which statement: its place in the batch, counted on through the replaced records and then the removed ids. */
  readonly index: number;
  /** The property at fault, or the place of the link at fault among the statement's links; neither: all of it. */
  readonly property?: string;
  readonly link?: number;
  /** The other node that the statement would make impossible. */
  readonly node?: string;
  readonly reason: string;
}

/** A batch while it is being turned into a change set; owned by `planChanges`. */
export interface Work {
  /** The statements, and after them the records that replace. */
  readonly batch: readonly NodeRecord[];
  readonly replaces: ReadonlyMap<string, NodeRecord>;
  readonly removed: ReadonlySet<string>;
  readonly view: StoreView;
  /** By id and without derived properties: what is stated, united with what is stored; then what depends on it. */
  readonly records: Map<string, NodeRecord>;
  /** On account of which statement a record is here. */
  readonly causes: Map<string, number>;
  readonly refusals: Refusal[];
}

/** The record as it will be, as far as that is known by now. */
export const current = ({ records, removed, view }: Work, id: string): NodeRecord | undefined =>
  removed.has(id) ? undefined : (records.get(id) ?? view.get(id));
