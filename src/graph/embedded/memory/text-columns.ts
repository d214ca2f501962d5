import type { Value } from "../../record.js";
import { PlainColumn } from "./columns.js";
import type { Exchange } from "./exchange.js";
import { Uint32List } from "./numbers.js";
import { Texts } from "./texts.js";

/** Text that hardly repeats. A replaced text leaves its room behind. */
export class TextColumn extends PlainColumn {
  readonly #texts = new Texts();
  /** A text's place plus 1. */
  readonly #places = new Uint32List();
  /** What is no text. */
  #others = new Map<number, Value>();

  get(row: number): Value | undefined {
    const place = this.#places.at(row);
    return place === 0 ? this.#others.get(row) : this.#texts.at(place - 1);
  }
  set(row: number, value: Value | undefined): void {
    const isText = typeof value === "string";
    this.#places.set(row, isText ? this.#texts.add(value) + 1 : 0);
    if (isText || value === undefined) this.#others.delete(row);
    else this.#others.set(row, value);
  }
  override trim(): void {
    this.#texts.trim();
    this.#places.trim();
  }
  override exchange(io: Exchange): void {
    this.#texts.exchange(io);
    this.#places.exchange(io);
    this.#others = io.values(this.#others);
  }
}

/** Text that few nodes have. */
export class SparseColumn extends PlainColumn {
  readonly #texts = new Texts();
  /** Ascending, and beside each the place of its text: rows are set in order at load. */
  readonly #rows = new Uint32List();
  readonly #places = new Uint32List();
  /** What was set later, and what is no text. */
  #others = new Map<number, Value | undefined>();

  get(row: number): Value | undefined {
    if (this.#others.size > 0 && this.#others.has(row)) return this.#others.get(row);
    const at = this.#find(row);
    return at < 0 ? undefined : this.#texts.at(this.#places.at(at));
  }
  set(row: number, value: Value | undefined): void {
    const { length } = this.#rows;
    const isNew = length === 0 || row > this.#rows.at(length - 1);
    if (isNew && typeof value === "string") {
      this.#rows.push(row);
      this.#places.push(this.#texts.add(value));
      this.#others.delete(row);
    } else if (value === undefined && (isNew || this.#find(row) < 0)) this.#others.delete(row);
    else this.#others.set(row, value);
  }
  override trim(): void {
    this.#texts.trim();
    this.#rows.trim();
    this.#places.trim();
  }
  override exchange(io: Exchange): void {
    this.#texts.exchange(io);
    this.#rows.exchange(io);
    this.#places.exchange(io);
    this.#others = io.values(this.#others);
  }

  /** Where the row stands; -1 if it does not. */
  #find(row: number): number {
    let [from, to] = [0, this.#rows.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#rows.at(middle) < row) from = middle + 1;
      else to = middle;
    }
    return from < this.#rows.length && this.#rows.at(from) === row ? from : -1;
  }
}
