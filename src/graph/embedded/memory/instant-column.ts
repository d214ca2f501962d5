import type { Value } from "../../record.js";
import { PlainColumn } from "./columns.js";
import type { Exchange } from "./exchange.js";

/** Instants as ISO-8601 UTC with milliseconds. Packed: milliseconds since 1970. Another spelling is kept as it is. */
export class InstantColumn extends PlainColumn {
  #times: Float64Array = new Float64Array(0);
  #others = new Map<number, Value>();

  get(row: number): Value | undefined {
    const time = this.#times[row];
    return time === undefined || Number.isNaN(time) ? this.#others.get(row) : new Date(time).toISOString();
  }
  set(row: number, value: Value | undefined): void {
    if (row < this.#times.length) this.#times[row] = Number.NaN;
    if (value === undefined) this.#others.delete(row);
    else this.#others.set(row, value);
  }
  override setPacked(row: number, time: number): void {
    if (row >= this.#times.length) this.#resize(Math.max(16, row + 1, Math.ceil(row * 1.5)));
    this.#times[row] = time;
    this.#others.delete(row);
  }
  override trim(rows: number): void {
    if (rows < this.#times.length) this.#resize(rows);
  }
  override exchange(io: Exchange): void {
    this.#times = io.floats(this.#times);
    this.#others = io.values(this.#others);
  }

  #resize(rows: number): void {
    const next = new Float64Array(rows).fill(Number.NaN);
    next.set(this.#times.subarray(0, rows));
    this.#times = next;
  }
}
