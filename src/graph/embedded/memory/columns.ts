import type { Value } from "../../record.js";
import type { Words } from "../words.js";
import { Dictionary } from "./dictionary.js";
import type { Exchange, Kept } from "./exchange.js";
import { Codes } from "./numbers.js";

export type Holds = (value: Value | undefined) => boolean;
export type RowTest = (row: number) => boolean;

/** One property of one type's nodes, by row. */
export interface Column extends Kept {
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
  abstract exchange(io: Exchange): void;
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

/** Only a test of more rows remembers what it found of each value: to make room for that takes as long as so many. */
const SOME = 2000;
const NO_ANSWERS = new Uint8Array(0);

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
    let [asked, answers] = [0, NO_ANSWERS];
    return (row) => {
      const code = codes.at(row);
      if (asked < SOME) {
        asked++;
        return holds(dictionary.decode(code));
      }
      if (answers.length === 0) answers = new Uint8Array(dictionary.size + 1);
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
  override exchange(io: Exchange): void {
    this.#dictionary.exchange(io);
    this.#codes.exchange(io);
  }
}

/** Ids of other nodes, kept as node numbers. Packed: a node number. */
export class ReferenceColumn extends PlainColumn {
  readonly #nodes = new Codes();
  /** Ids of nodes that are not stored. */
  #others = new Map<number, Value>();
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
  override exchange(io: Exchange): void {
    this.#nodes.exchange(io);
    this.#others = io.values(this.#others);
  }
}
