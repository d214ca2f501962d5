import type { CodeArray, Exchange, Kept } from "./exchange.js";

const grown = (length: number, needed: number): number => Math.max(needed, 16, Math.ceil(length * 1.5));

/** A growing list of unsigned 32-bit numbers; what was never set reads as 0. */
export class Uint32List implements Kept {
  #items: Uint32Array = new Uint32Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#items.length) {
      if (value === 0) return;
      this.#resize(grown(this.#items.length, index + 1));
    }
    if (index >= this.#length) this.#length = index + 1;
    this.#items[index] = value;
  }

  push(value: number): number {
    const index = this.#length++;
    if (index >= this.#items.length) this.#resize(grown(this.#items.length, index + 1));
    this.#items[index] = value;
    return index;
  }

  /** A window on what is stored now. */
  view(from = 0, to = this.#length): Uint32Array {
    return this.#items.subarray(from, to);
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    if (this.#length < this.#items.length) this.#resize(this.#length);
  }

  exchange(io: Exchange): void {
    this.#items = io.words(this.view());
    this.#length = this.#items.length;
  }

  #resize(capacity: number): void {
    const next = new Uint32Array(capacity);
    next.set(capacity < this.#items.length ? this.#items.subarray(0, capacity) : this.#items);
    this.#items = next;
  }
}

/** Codes by row in as few bytes as the greatest needs: an enum takes one byte a row, a calendar day two. */
export class Codes implements Kept {
  #items: CodeArray = new Uint8Array(0);
  #greatest = 0xff;

  at(row: number): number {
    return this.#items[row] ?? 0;
  }

  set(row: number, code: number): void {
    if (row >= this.#items.length) {
      if (code === 0) return;
      this.#replace(grown(this.#items.length, row + 1));
    }
    if (code > this.#greatest) {
      this.#greatest = code > 0xffff ? 0xffffffff : 0xffff;
      this.#replace(this.#items.length);
    }
    this.#items[row] = code;
  }

  trim(rows: number): void {
    if (rows < this.#items.length) this.#replace(rows);
  }

  exchange(io: Exchange): void {
    this.#items = io.codes(this.#items);
    this.#greatest = 2 ** (8 * this.#items.BYTES_PER_ELEMENT) - 1;
  }

  #replace(capacity: number): void {
    const kind = this.#greatest === 0xff ? Uint8Array : this.#greatest === 0xffff ? Uint16Array : Uint32Array;
    const next = new kind(capacity);
    next.set(capacity < this.#items.length ? this.#items.subarray(0, capacity) : this.#items);
    this.#items = next;
  }
}
