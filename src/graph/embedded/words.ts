import type { Exchange, Kept } from "./memory/exchange.js";
import { Lexicon } from "./memory/lexicon.js";

/** How many words are kept as strings: a power of two. */
const AT_HAND = 1 << 14;

/** Texts that repeat, by number: days, enums, roles. The store and the columns say the number. Only ever appended to. */
export class Words implements Kept {
  readonly #lexicon = new Lexicon();
  /** Words asked for lately, by the last bits of their numbers. */
  readonly #texts: string[] = new Array<string>(AT_HAND).fill("");
  readonly #numbers = new Int32Array(AT_HAND).fill(-1);

  get size(): number {
    return this.#lexicon.size;
  }

  numberOf(text: string): number {
    const known = this.#lexicon.find(text);
    return known < 0 ? this.#lexicon.add(text) : known;
  }

  text(number: number): string {
    const place = number & (AT_HAND - 1);
    if (this.#numbers[place] === number) return this.#texts[place] ?? "";
    if (number < 0 || number >= this.size) throw new Error(`There is no stored word ${number}.`);
    const text = this.#lexicon.text(number);
    this.#texts[place] = text;
    this.#numbers[place] = number;
    return text;
  }

  /** Those numbered `from` and after. */
  since(from: number): readonly string[] {
    return Array.from({ length: this.size - from }, (_, i) => this.text(from + i));
  }

  /** Fills it with the stored words, in the order of their numbers. */
  load(texts: Iterable<string>): void {
    for (const text of texts) this.#lexicon.append(text);
    this.#lexicon.trim();
    this.#lexicon.index();
  }

  exchange(io: Exchange): void {
    this.#lexicon.exchange(io);
    this.#numbers.fill(-1);
  }
}
