import type { Value } from "../../record.js";
import type { Words } from "../words.js";
import type { Exchange, Kept } from "./exchange.js";
import { Uint32List } from "./numbers.js";

type Key = string | number | boolean;
const keyOf = (value: Value): Key => (typeof value === "object" ? JSON.stringify(value) : value);

/** Distinct values and their codes from 1, in the order of their coming; 0 stands for an absent value. */
export class Dictionary implements Kept {
  readonly #words: Words;
  /** By code: the number of a word plus 1, or 0 for another value. */
  readonly #wordOf = new Uint32List();
  /** Codes of words, by open addressing: a few for each word that stands in the column. */
  #slots = new Uint32Array(8);
  #others = new Map<number, Value>();
  readonly #codes = new Map<Key, number>();

  constructor(words: Words) {
    this.#words = words;
    this.#wordOf.push(0);
  }
  /** The greatest code in use. */
  get size(): number {
    return this.#wordOf.length - 1;
  }
  encode(value: Value | undefined): number {
    if (value === undefined) return 0;
    if (typeof value === "string") return this.encodeWord(this.#words.numberOf(value));
    const key = keyOf(value);
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#wordOf.push(0);
    this.#others.set(code, value);
    this.#codes.set(key, code);
    return code;
  }
  encodeWord(word: number): number {
    const slot = this.#slotOf(word);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known;
    const code = this.#wordOf.push(word + 1);
    this.#slots[slot] = code;
    if (this.#wordOf.length * 4 > this.#slots.length * 3) this.#index();
    return code;
  }
  decode(code: number): Value | undefined {
    const word = this.#wordOf.at(code);
    return word === 0 ? this.#others.get(code) : this.#words.text(word - 1);
  }

  exchange(io: Exchange): void {
    this.#wordOf.exchange(io);
    this.#others = io.values(this.#others);
    this.#codes.clear();
    for (const [code, value] of this.#others) this.#codes.set(keyOf(value), code);
    this.#index();
  }

  /** Where the code of the word stands, or is to stand. The number of slots is a power of two. */
  #slotOf(word: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(word, 0x9e3779b1) >>> 7) & mask;
    for (;;) {
      const code = this.#slots[slot] ?? 0;
      if (code === 0 || this.#wordOf.at(code) === word + 1) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #index(): void {
    let capacity = 8;
    while (capacity * 2 < this.#wordOf.length * 3) capacity *= 2;
    this.#slots = new Uint32Array(capacity);
    for (let code = 1; code < this.#wordOf.length; code++) {
      const word = this.#wordOf.at(code);
      if (word !== 0) this.#slots[this.#slotOf(word - 1)] = code;
    }
  }
}
