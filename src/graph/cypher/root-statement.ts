import { type Decoding, needsScope } from "./columns.js";
import type { Printer } from "./printer.js";

/** A record of the answer: the values in the order of RETURN. */
export type RawRecord = readonly unknown[];

/** What a root field prints, given the values, and how it decodes: made once for a plan. */
export interface RootStatement {
  /** How many values a record has. The statement ends with `answering` so many. */
  readonly columns: number;
  print(printer: Printer): string;
  decode(records: readonly RawRecord[], decoding: Decoding): unknown;
}

/** `RETURN` of a root field. Its columns have names, since both sides of a UNION must have the same. */
export function answering(row: string, before: readonly string[] = []): string {
  const names = [...before, row].map((_column, i) => `c${i}`);
  const named = (columns: readonly string[]) => columns.map((column, i) => `${column} AS ${names[i]}`).join(", ");
  if (!needsScope(row)) return `RETURN ${named([...before, row])}`;
  return `WITH *, ${row} AS row RETURN ${named([...before, "row"])}`;
}

/**
 * The first record tells the state of the graph, whatever the root field finds; its own records follow. A column of
 * theirs would be read for each of them, and not at all where there are none.
 */
export function withState(text: string, columns: number): string {
  const rest = Array.from({ length: columns - 1 }, (_none, i) => `, null AS c${i + 1}`).join("");
  return `OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'}) RETURN ${stateColumn} AS c0${rest} UNION ALL ${text}`;
}

const stateColumn = "[meta.revision, meta.stamp]";

/** Reads the state alone. */
export const stateText = `OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'}) RETURN ${stateColumn}`;
