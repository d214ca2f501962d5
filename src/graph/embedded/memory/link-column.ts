import type { Exchange, Kept } from "./exchange.js";
import { Uint32List } from "./numbers.js";

const NONE: readonly number[] = [];
/** Codes from here on point into the pool of lists; below, a code is the only neighbour's number plus 1. */
const MANY = 0x80000000;

/** The outgoing links of one relationship from one type's nodes, by row, in the record's order. */
export class LinkColumn implements Kept {
  readonly #codes = new Uint32List();
  /** Each list's length, then its node numbers. A replaced list leaves its room behind until the next start. */
  readonly #pool = new Uint32List();

  list(row: number): ArrayLike<number> {
    const code = this.#codes.at(row);
    if (code === 0) return NONE;
    if (code < MANY) return [code - 1];
    const start = code - MANY;
    return this.#pool.view(start + 1, start + 1 + this.#pool.at(start));
  }

  /** The first neighbour; -1 if there is none. */
  first(row: number): number {
    const code = this.#codes.at(row);
    return code < MANY ? code - 1 : this.#pool.at(code - MANY + 1);
  }

  set(row: number, nodes: readonly number[]): void {
    const [first] = nodes;
    if (nodes.length < 2) {
      this.#codes.set(row, first === undefined ? 0 : first + 1);
      return;
    }
    const start = this.#pool.push(nodes.length);
    for (const node of nodes) this.#pool.push(node);
    this.#codes.set(row, start + MANY);
  }

  trim(): void {
    this.#codes.trim();
    this.#pool.trim();
  }

  exchange(io: Exchange): void {
    this.#codes.exchange(io);
    this.#pool.exchange(io);
  }
}
