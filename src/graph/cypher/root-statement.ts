import type { Decoding } from "./columns.js";
import type { Printer } from "./printer.js";

/** A record of the answer: the values in the order of RETURN. */
export type RawRecord = readonly unknown[];

/** What a root field prints, given the values, and how it decodes: made once for a plan. */
export interface RootStatement {
  print(printer: Printer): string;
  decode(records: readonly RawRecord[], decoding: Decoding): unknown;
}
