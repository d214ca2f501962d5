import type { Value } from "../../record.js";
import type { Words } from "../words.js";
import { PlainColumn } from "./columns.js";
import type { Exchange, Kept } from "./exchange.js";
import { Codes, Uint32List } from "./numbers.js";

/** Lists of 32-bit numbers. A replaced list leaves its room behind until the next start. */
class Pool implements Kept {
  /** 0 for an absent list, else the place of its length plus 1. Place 0 is the empty list that all empty ones share. */
  readonly #starts = new Codes();
  readonly #items = new Uint32List();

  constructor() {
    this.#items.push(0);
  }
  get(row: number): Uint32Array | undefined {
    const start = this.#starts.at(row);
    return start === 0 ? undefined : this.#items.view(start, start + this.#items.at(start - 1));
  }
  set(row: number, items: readonly number[] | undefined): void {
    if (items === undefined || items.length === 0) {
      this.#starts.set(row, items === undefined ? 0 : 1);
      return;
    }
    const start = this.#items.push(items.length);
    for (const item of items) this.#items.push(item);
    this.#starts.set(row, start + 1);
  }
  trim(rows: number): void {
    this.#starts.trim(rows);
    this.#items.trim();
  }
  exchange(io: Exchange): void {
    this.#starts.exchange(io);
    this.#items.exchange(io);
  }
}

/** Lists that a pool can hold, beside values that it cannot. */
abstract class PooledColumn extends PlainColumn {
  readonly #pool = new Pool();
  #others = new Map<number, Value>();

  protected abstract pack(value: Value): readonly number[] | undefined;
  protected abstract unpack(items: Uint32Array): Value;

  get(row: number): Value | undefined {
    const items = this.#pool.get(row);
    return items === undefined ? this.#others.get(row) : this.unpack(items);
  }
  set(row: number, value: Value | undefined): void {
    const items = value === undefined ? undefined : this.pack(value);
    this.#pool.set(row, items);
    if (value === undefined || items !== undefined) this.#others.delete(row);
    else this.#others.set(row, value);
  }
  override trim(rows: number): void {
    this.#pool.trim(rows);
  }
  override exchange(io: Exchange): void {
    this.#pool.exchange(io);
    this.#others = io.values(this.#others);
  }
}

/** Lists of texts. */
export class ListColumn extends PooledColumn {
  readonly #words: Words;

  constructor(words: Words) {
    super();
    this.#words = words;
  }
  protected pack(value: Value): readonly number[] | undefined {
    if (typeof value !== "object") return undefined;
    const words: number[] = [];
    for (const item of value) {
      if (typeof item !== "string") return undefined;
      words.push(this.#words.numberOf(item));
    }
    return words;
  }
  protected unpack(words: Uint32Array): Value {
    return Array.from(words, (word) => this.#words.text(word));
  }
}

/** Lists of 32-bit integers. */
export class IntegersColumn extends PooledColumn {
  protected pack(value: Value): readonly number[] | undefined {
    if (typeof value !== "object") return undefined;
    const numbers: number[] = [];
    for (const item of value) {
      if (typeof item !== "number" || (item | 0) !== item) return undefined;
      numbers.push(item);
    }
    return numbers;
  }
  /** The pool is unsigned: the sign comes back with the shift to 32 bits. */
  protected unpack(items: Uint32Array): Value {
    return Array.from(items, (item) => item | 0);
  }
}
