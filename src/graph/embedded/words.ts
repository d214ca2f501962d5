import { AtHand } from "./memory/at-hand.js";
import type { Exchange, Kept } from "./memory/exchange.js";
import { Lexicon } from "./memory/lexicon.js";

/** Texts that repeat, by number: days, enums, roles. The store and the columns say the number. Only ever appended to. */
export class Words implements Kept {
  readonly #lexicon = new Lexicon();
  readonly #atHand = new AtHand(14);

  get size(): number {
    return this.#lexicon.size;
  }

  numberOf(text: string): number {
    const known = this.#lexicon.find(text);
    return known < 0 ? this.#lexicon.add(text) : known;
  }

  text(number: number): string {
    const known = this.#atHand.find(number);
    if (known !== undefined) return known;
    if (number < 0 || number >= this.size) throw new Error(`There is no stored word ${number}.`);
    return this.#atHand.keep(number, this.#lexicon.text(number));
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
    this.#atHand.clear();
  }
}
