import type { CodecNames } from "./record-codec.js";
import type { Table } from "./tally.js";

/** The tables of a store, as the version before left them. */
export interface OldTables {
  readonly records: Table<unknown, number>;
  readonly words: Table<string, number>;
  /** The names that the records share. */
  readonly names: CodecNames;
}

/** A step from one layout to the next, within the one transaction of all steps. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  /** The names that the records share from then on. */
  readonly run: (tables: OldTables) => CodecNames;
}

/** In no order: each begins where another ends. There is one layout so far. */
export const migrations: readonly Migration[] = [];
