/** Texts that repeat, by number: days, enums, roles. The store and the columns say the number. Only ever appended to. */
export class Words {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#texts.length;
  }

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }

  text(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new Error(`There is no stored word ${number}.`);
    return text;
  }

  /** Those numbered `from` and after. */
  since(from: number): readonly string[] {
    return this.#texts.slice(from);
  }
}
