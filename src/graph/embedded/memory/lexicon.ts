import type { Exchange, Kept } from "./exchange.js";
import { Uint32List } from "./numbers.js";
import { Texts } from "./texts.js";

const SPARE = 1.4;

/** Texts by number, and numbers by text. Of equal texts the last one is found. Only ever appended to. */
export class Lexicon implements Kept {
  readonly texts = new Texts();
  readonly #places = new Uint32List();
  /** Open addressing: a number plus 1, or 0 for a free slot; beside it a part of the hash that spares comparisons. */
  #slots: Uint32Array = new Uint32Array(0);
  #tags: Uint8Array = new Uint8Array(0);

  get size(): number {
    return this.#places.length;
  }

  place(number: number): number {
    return this.#places.at(number);
  }

  text(number: number): string {
    return this.texts.at(this.#places.at(number));
  }

  /** -1 if there is none. */
  find(text: string): number {
    if (this.#slots.length === 0) return -1;
    return (this.#slots[this.#slotOf(text, hashOf(text))] ?? 0) - 1;
  }

  add(text: string): number {
    const number = this.append(text);
    if (this.size * SPARE > this.#slots.length) this.index();
    else this.#enter(text, number);
    return number;
  }

  /** As `add`, but the text is not found before `index`. */
  append(text: string): number {
    return this.#places.push(this.texts.add(text));
  }

  /** Makes all texts found; `again` is told of each number whose text another has after it. */
  index(again: (number: number) => void = () => {}): void {
    const capacity = Math.ceil(Math.max(8, this.size) * SPARE * 1.15);
    this.#slots = new Uint32Array(capacity);
    this.#tags = new Uint8Array(capacity);
    for (let number = 0; number < this.size; number++) {
      const before = this.#enter(this.text(number), number);
      if (before >= 0) again(before);
    }
  }

  trim(): void {
    this.texts.trim();
    this.#places.trim();
  }

  exchange(io: Exchange): void {
    this.texts.exchange(io);
    this.#places.exchange(io);
    this.#slots = io.words(this.#slots);
    this.#tags = io.bytes(this.#tags);
  }

  /** The number that the text had before; -1 if it is new. */
  #enter(text: string, number: number): number {
    const hash = hashOf(text);
    const slot = this.#slotOf(text, hash);
    const before = (this.#slots[slot] ?? 0) - 1;
    this.#slots[slot] = number + 1;
    this.#tags[slot] = hash & 0xff;
    return before;
  }

  /** Where the text's number stands, or is to stand. */
  #slotOf(text: string, hash: number): number {
    const { length } = this.#slots;
    let slot = Math.floor(((hash >>> 0) / 0x100000000) * length);
    for (;;) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return slot;
      if (this.#tags[slot] === (hash & 0xff) && this.text(found - 1) === text) return slot;
      if (++slot === length) slot = 0;
    }
  }
}

/** FNV-1a over UTF-16 units, and a last stir, since its high bits choose the slot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
