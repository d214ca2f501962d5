import type { Value } from "../../record.js";
import { AtHand } from "./at-hand.js";
import { PlainColumn } from "./columns.js";
import type { Exchange } from "./exchange.js";

type Derive = (row: number) => string | undefined;

/**
 * A property that follows from others of its record, all of which are set together with it; only a row that says
 * otherwise takes room. Packed: as derived.
 */
export class DerivedColumn extends PlainColumn {
  readonly #derive: Derive;
  #others = new Map<number, Value | undefined>();
  readonly #atHand = new AtHand(13);

  constructor(derive: Derive) {
    super();
    this.#derive = derive;
  }
  get(row: number): Value | undefined {
    if (this.#others.size > 0 && this.#others.has(row)) return this.#others.get(row);
    const known = this.#atHand.find(row);
    if (known !== undefined) return known;
    const derived = this.#derive(row);
    return derived === undefined ? undefined : this.#atHand.keep(row, derived);
  }
  set(row: number, value: Value | undefined): void {
    this.#atHand.drop(row);
    this.#others.set(row, value);
  }
  override setPacked(row: number): void {
    this.#atHand.drop(row);
    this.#others.delete(row);
  }
  override exchange(io: Exchange): void {
    this.#atHand.clear();
    this.#others = io.values(this.#others);
  }
  /** Whether the row's value is the derived one. */
  follows(row: number): boolean {
    return !this.#others.has(row);
  }
}

/** The same, of a property that the store has in full: to be set after those that it follows from. */
export class FollowingColumn extends DerivedColumn {
  readonly #expected: Derive;

  constructor(derive: Derive) {
    super(derive);
    this.#expected = derive;
  }
  override set(row: number, value: Value | undefined): void {
    if (value !== undefined && value === this.#expected(row)) this.setPacked(row);
    else super.set(row, value);
  }
}
