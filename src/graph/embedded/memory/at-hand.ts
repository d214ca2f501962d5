/** No number of a text. */
const NONE = 0xffffffff;

/**
 * Strings that were asked for lately, by number: to make one of its bytes takes several times as long as to find it
 * here. Takes no room until the first is kept, and then the same whatever the graph.
 */
export class AtHand {
  readonly #bits: number;
  #numbers: Uint32Array | undefined;
  #texts: string[] = [];

  /** Two to the power of `bits` strings. */
  constructor(bits: number) {
    this.#bits = bits;
  }

  find(number: number): string | undefined {
    const place = this.#placeOf(number);
    return this.#numbers?.[place] === number ? this.#texts[place] : undefined;
  }

  keep(number: number, text: string): string {
    if (this.#numbers === undefined) {
      this.#numbers = new Uint32Array(1 << this.#bits).fill(NONE);
      this.#texts = new Array<string>(1 << this.#bits).fill("");
    }
    const place = this.#placeOf(number);
    this.#numbers[place] = number;
    this.#texts[place] = text;
    return text;
  }

  drop(number: number): void {
    const place = this.#placeOf(number);
    if (this.#numbers?.[place] === number) this.#numbers[place] = NONE;
  }

  clear(): void {
    this.#numbers = undefined;
    this.#texts = [];
  }

  /** By the golden ratio: numbers that lie at even distances do not share a place. */
  #placeOf(number: number): number {
    return Math.imul(number, 0x9e3779b1) >>> (32 - this.#bits);
  }
}
