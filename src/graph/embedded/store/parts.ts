import type { Value } from "../../record.js";
import type { CodeArray, Exchange } from "../memory/exchange.js";

export type NumberArray = CodeArray | Float64Array;

export function partOf(bytes: number, length: number): NumberArray {
  switch (bytes) {
    case 1:
      return new Uint8Array(length);
    case 2:
      return new Uint16Array(length);
    case 4:
      return new Uint32Array(length);
    case 8:
      return new Float64Array(length);
    default:
      throw new Error(`Kept columns have items of ${bytes} bytes.`);
  }
}

/** Collects what structures give it: arrays as they are, all else as one JSON text that comes last. */
export class PartsKeeper implements Exchange {
  readonly #arrays: NumberArray[] = [];
  readonly #plain: unknown[] = [];

  parts(): readonly NumberArray[] {
    return [...this.#arrays, Buffer.from(JSON.stringify(this.#plain))];
  }

  bytes(now: Uint8Array): Uint8Array {
    return this.#keep(now);
  }
  words(now: Uint32Array): Uint32Array {
    return this.#keep(now);
  }
  codes(now: CodeArray): CodeArray {
    return this.#keep(now);
  }
  floats(now: Float64Array): Float64Array {
    return this.#keep(now);
  }
  count(now: number): number {
    this.#plain.push(now);
    return now;
  }
  names(now: readonly string[]): readonly string[] {
    this.#plain.push(now);
    return now;
  }
  values<V extends Value | undefined>(now: Map<number, V>): Map<number, V | Value> {
    // An absent value is an entry of one.
    this.#plain.push(Array.from(now, ([row, value]) => (value === undefined ? [row] : [row, value])));
    return now;
  }

  #keep<A extends NumberArray>(array: A): A {
    this.#arrays.push(array);
    return array;
  }
}

/** Gives the parts back to structures that are empty and ask for them in the same order. */
export class KeptParts implements Exchange {
  readonly #arrays: Iterator<NumberArray>;
  readonly #plain: Iterator<unknown>;

  constructor(parts: readonly NumberArray[]) {
    const plain = parts.at(-1);
    if (!(plain instanceof Uint8Array)) throw mismatch();
    this.#arrays = parts.slice(0, -1).values();
    const values: unknown = JSON.parse(Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString());
    this.#plain = (Array.isArray(values) ? values : []).values();
  }

  bytes(): Uint8Array {
    const array = this.#arrays.next().value;
    if (array instanceof Uint8Array) return array;
    throw mismatch();
  }
  words(): Uint32Array {
    const array = this.#arrays.next().value;
    if (array instanceof Uint32Array) return array;
    throw mismatch();
  }
  codes(): CodeArray {
    const array = this.#arrays.next().value;
    if (array === undefined || array instanceof Float64Array) throw mismatch();
    return array;
  }
  floats(): Float64Array {
    const array = this.#arrays.next().value;
    if (array instanceof Float64Array) return array;
    throw mismatch();
  }
  count(): number {
    const count = this.#plain.next().value;
    if (typeof count === "number") return count;
    throw mismatch();
  }
  names(): readonly string[] {
    return this.#list().map(String);
  }
  values<V extends Value | undefined>(now: Map<number, V>): Map<number, V | Value> {
    const values = new Map<number, V | Value>(now);
    for (const entry of this.#list()) {
      const [row, value] = Array.isArray(entry) ? entry : [];
      values.set(Number(row), value);
    }
    return values;
  }

  #list(): readonly unknown[] {
    const list = this.#plain.next().value;
    if (Array.isArray(list)) return list;
    throw mismatch();
  }
}

const mismatch = () =>
  new Error("The kept columns are not those that the memory asks for: their format was not raised.");
