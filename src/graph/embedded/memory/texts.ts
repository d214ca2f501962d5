import { AtHand } from "./at-hand.js";
import type { Exchange, Kept } from "./exchange.js";

const EMPTY = Buffer.alloc(0);
/** The low bit of a text's head: two ways to write it. The others say how many bytes it has. */
const UTF8 = 1;

/**
 * Texts in bytes, one after the other, each led by its length: a third of what strings take, and nothing for the
 * garbage collector to walk through. A text is known by its place. Only ever appended to.
 */
export class Texts implements Kept {
  #bytes: Buffer = EMPTY;
  #length = 0;
  readonly #atHand = new AtHand(13);

  /** The place of the text. */
  add(text: string): number {
    const narrow = isNarrow(text);
    const size = narrow ? text.length : Buffer.byteLength(text);
    this.#reserve(size + 5);
    const place = this.#length;
    this.#head(size * 2 + (narrow ? 0 : UTF8));
    this.#bytes.write(text, this.#length, narrow ? "latin1" : "utf8");
    this.#length += size;
    return place;
  }

  at(place: number): string {
    return this.#atHand.find(place) ?? this.#atHand.keep(place, this.#read(place));
  }

  /** The first byte of a text. */
  firstByte(place: number): number {
    let at = place;
    while ((this.#bytes[at] ?? 0) > 0x7f) at++;
    return this.#bytes[at + 1] ?? 0;
  }

  /** The bytes of a text after its first as hexadecimal digits; of a text of fewer than 64 bytes. */
  restAsHex(place: number): string {
    return this.#bytes.toString("hex", place + 2, place + 1 + ((this.#bytes[place] ?? 0) >>> 1));
  }

  trim(): void {
    if (this.#length < this.#bytes.length) this.#resize(this.#length);
  }

  exchange(io: Exchange): void {
    const { buffer, byteOffset, length } = io.bytes(this.#bytes.subarray(0, this.#length));
    this.#bytes = Buffer.from(buffer, byteOffset, length);
    this.#length = length;
    this.#atHand.clear();
  }

  #read(place: number): string {
    let at = place;
    let head = this.#bytes[at++] ?? 0;
    if (head > 0x7f) [head, at] = this.#longHead(head, at);
    const encoding = (head & UTF8) === 0 ? "latin1" : "utf8";
    return this.#bytes.toString(encoding, at, at + (head >>> 1));
  }

  /** Seven bits a byte, the lowest first, as long as the eighth is set. */
  #head(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest;
  }

  #longHead(first: number, from: number): [head: number, at: number] {
    let [head, at, scale] = [first & 0x7f, from, 128];
    for (let byte = first; byte > 0x7f; scale *= 128) {
      byte = this.#bytes[at++] ?? 0;
      head += (byte & 0x7f) * scale;
    }
    return [head, at];
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed > this.#bytes.length) this.#resize(Math.max(256, needed, Math.ceil(this.#bytes.length * 1.5)));
  }

  #resize(capacity: number): void {
    // Not from the pool that small buffers share.
    const next = Buffer.from(new ArrayBuffer(capacity));
    this.#bytes.copy(next, 0, 0, Math.min(capacity, this.#length));
    this.#bytes = next;
  }
}

/** Whether a byte is enough for each character. */
function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
