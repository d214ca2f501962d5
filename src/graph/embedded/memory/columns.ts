import type { Value } from "../../record.js";
import type { Words } from "../words.js";
import { Codes, Uint32List } from "./numbers.js";

export type Holds = (value: Value | undefined) => boolean;
export type RowTest = (row: number) => boolean;

/** One property of one type's nodes, by row. */
export interface Column {
  get(row: number): Value | undefined;
  set(row: number, value: Value | undefined): void;
  /** Sets the value that a number stands for in this layout (see layouts.ts). */
  setPacked(row: number, value: number): void;
  /** A test of rows. Columns of codes run `holds` once for each distinct value. */
  test(holds: Holds): RowTest;
  /** Gives back the room kept for growth, once a store is loaded. */
  trim(rows: number): void;
}

export abstract class PlainColumn implements Column {
  abstract get(row: number): Value | undefined;
  abstract set(row: number, value: Value | undefined): void;
  setPacked(_row: number, _value: number): void {
    throw new Error("A column without a packed form was given one.");
  }
  test(holds: Holds): RowTest {
    return (row) => holds(this.get(row));
  }
  trim(_rows: number): void {}
}

/** Distinct values and their codes from 1, in the order of their coming; 0 stands for an absent value. */
class Dictionary {
  readonly #words: Words;
  readonly #values: (Value | undefined)[] = [undefined];
  /** Codes of words by number, and of other values. */
  readonly #ofWord = new Uint32List();
  readonly #codes = new Map<string | number | boolean, number>();

  constructor(words: Words) {
    this.#words = words;
  }
  /** The greatest code in use. */
  get size(): number {
    return this.#values.length - 1;
  }
  encode(value: Value | undefined): number {
    if (value === undefined) return 0;
    if (typeof value === "string") return this.encodeWord(this.#words.numberOf(value));
    const key = typeof value === "object" ? JSON.stringify(value) : value;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#values.push(value) - 1;
    this.#codes.set(key, code);
    return code;
  }
  encodeWord(word: number): number {
    const known = this.#ofWord.at(word);
    if (known !== 0) return known;
    const code = this.#values.push(this.#words.text(word)) - 1;
    this.#ofWord.set(word, code);
    return code;
  }
  decode(code: number): Value | undefined {
    return this.#values[code];
  }
}

/** Values that repeat: enums, days, names of roles, small numbers. Packed: a word. */
export class CodedColumn extends PlainColumn {
  readonly #dictionary: Dictionary;
  readonly #codes = new Codes();

  constructor(words: Words) {
    super();
    this.#dictionary = new Dictionary(words);
  }
  get(row: number): Value | undefined {
    return this.#dictionary.decode(this.#codes.at(row));
  }
  set(row: number, value: Value | undefined): void {
    this.#codes.set(row, this.#dictionary.encode(value));
  }
  override setPacked(row: number, word: number): void {
    this.#codes.set(row, this.#dictionary.encodeWord(word));
  }
  override test(holds: Holds): RowTest {
    const [codes, dictionary] = [this.#codes, this.#dictionary];
    if (dictionary.size > 0xffff) return super.test(holds);
    const answers = new Uint8Array(dictionary.size + 1);
    return (row) => {
      const code = codes.at(row);
      const known = answers[code];
      if (known === 1 || known === 2) return known === 1;
      const answer = holds(dictionary.decode(code));
      answers[code] = answer ? 1 : 2;
      return answer;
    };
  }
  override trim(rows: number): void {
    this.#codes.trim(rows);
  }
}

/** Text that hardly repeats. */
export class TextColumn extends PlainColumn {
  readonly #values: (Value | undefined)[] = [];

  get(row: number): Value | undefined {
    return this.#values[row];
  }
  set(row: number, value: Value | undefined): void {
    // Rows are set in order at load; filling the gap keeps the array packed.
    while (this.#values.length < row) this.#values.push(undefined);
    this.#values[row] = value;
  }
}

/** Properties that few nodes have. */
export class SparseColumn extends PlainColumn {
  readonly #values = new Map<number, Value>();

  get(row: number): Value | undefined {
    return this.#values.get(row);
  }
  set(row: number, value: Value | undefined): void {
    if (value === undefined) this.#values.delete(row);
    else this.#values.set(row, value);
  }
}

/** Ids of other nodes, kept as node numbers. Packed: a node number. */
export class ReferenceColumn extends PlainColumn {
  readonly #nodes = new Codes();
  /** Ids of nodes that are not stored. */
  readonly #others = new Map<number, Value>();
  readonly #id: (node: number) => string;

  constructor(id: (node: number) => string) {
    super();
    this.#id = id;
  }
  get(row: number): Value | undefined {
    const code = this.#nodes.at(row);
    return code === 0 ? this.#others.get(row) : this.#id(code - 1);
  }
  set(row: number, value: Value | undefined): void {
    this.#nodes.set(row, 0);
    if (value === undefined) this.#others.delete(row);
    else this.#others.set(row, value);
  }
  override setPacked(row: number, node: number): void {
    this.#nodes.set(row, node + 1);
    this.#others.delete(row);
  }
  override trim(rows: number): void {
    this.#nodes.trim(rows);
  }
}

/** A property that follows from others; only a row that says otherwise takes room. Packed: as derived. */
export class DerivedColumn extends PlainColumn {
  readonly #derive: (row: number) => string | undefined;
  readonly #others = new Map<number, Value | undefined>();

  constructor(derive: (row: number) => string | undefined) {
    super();
    this.#derive = derive;
  }
  get(row: number): Value | undefined {
    return this.#others.size > 0 && this.#others.has(row) ? this.#others.get(row) : this.#derive(row);
  }
  set(row: number, value: Value | undefined): void {
    this.#others.set(row, value);
  }
  override setPacked(row: number): void {
    this.#others.delete(row);
  }
}
