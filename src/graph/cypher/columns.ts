import type { QuoteReader } from "../engine.js";
import type { Bound } from "../plan/bound.js";
import type { Printer } from "./printer.js";

/** What decoding reads beside the raw value. */
export interface Decoding {
  readonly values: readonly Bound[];
  readonly quote: QuoteReader;
}

/**
 * A value as a Cypher expression over a scope (a variable, or several), and back. Expression and decoder stand
 * together, so that they cannot drift apart.
 */
export interface Codec<Scope> {
  /** What the expression is, without response keys: it decides the column's place, so that aliases change no text. */
  readonly signature: string;
  print(printer: Printer, scope: Scope): string;
  decode(raw: unknown, decoding: Decoding): unknown;
}

export type Read = (list: readonly unknown[], decoding: Decoding) => unknown;

/** The columns of a positional list. Equal columns are stored once; the order is that of their signatures. */
export class Columns<Scope> {
  #columns: { readonly identity: string; readonly codec: Codec<Scope>; index: number }[] = [];

  /** `identity` tells columns of one signature apart that are decoded differently. */
  add(codec: Codec<Scope>, identity: string = codec.signature): Read {
    let column = this.#columns.find((each) => each.identity === identity);
    if (column === undefined) {
      column = { identity, codec, index: -1 };
      this.#columns.push(column);
    }
    const { codec: shared } = column;
    const own = column;
    return (list, decoding) => shared.decode(list[own.index], decoding);
  }

  /** After the last `add`: gives every column its place. */
  seal(): this {
    this.#columns = this.#columns.toSorted((a, b) => compare(a.codec.signature, b.codec.signature));
    for (const [index, column] of this.#columns.entries()) column.index = index;
    return this;
  }

  get signature(): string {
    return `[${this.#columns.map(({ codec }) => codec.signature).join(" ")}]`;
  }

  print(printer: Printer, scope: Scope): string {
    return `[${this.#columns.map(({ codec }) => codec.print(printer, scope)).join(", ")}]`;
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A column that is its expression. */
export function plain<Scope>(signature: string, print: (scope: Scope) => string): Codec<Scope> {
  return { signature, print: (_printer, scope) => print(scope), decode: (raw) => raw };
}

/** Whether a row needs the variables of its scope in a WITH before the RETURN. */
export const needsScope = (row: string): boolean => row.includes("collect(");

/**
 * `RETURN row`. Cypher's check of grouping keys sees an aggregation through every COLLECT around it and then wants
 * the row's variables as keys: a WITH before the RETURN gives it all of them.
 */
export function returning(row: string): string {
  return needsScope(row) ? `WITH *, ${row} AS row RETURN row` : `RETURN ${row}`;
}

export function asList(raw: unknown): readonly unknown[] {
  if (!Array.isArray(raw)) throw new Error("a list was expected of the database");
  return raw;
}
