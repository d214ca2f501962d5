import type { NodeRecord } from "../record.js";
import type { StoreView } from "./store-view.js";

/** Why a statement of a batch cannot be stored. */
export interface Refusal {
  /** Which statement: its place in the batch. */
  readonly index: number;
  /** The property at fault, or the place of the link at fault among the statement's links; neither: all of it. */
  readonly property?: string;
  readonly link?: number;
  readonly reason: string;
}

/** A batch while it is being turned into a change set; owned by `planChanges`. */
export interface Work {
  readonly batch: readonly NodeRecord[];
  readonly view: StoreView;
  /** By id and without derived properties: what is stated, united with what is stored; then what depends on it. */
  readonly records: Map<string, NodeRecord>;
  /** On account of which statement a record is here. */
  readonly causes: Map<string, number>;
  readonly refusals: Refusal[];
}

/** The record as it will be, as far as that is known by now. */
export const current = ({ records, view }: Work, id: string): NodeRecord | undefined => records.get(id) ?? view.get(id);
