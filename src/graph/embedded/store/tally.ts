import { type Database, type Key, keyValueToBuffer } from "lmdb";
import { digestOf, noEntries, type Sum, withEntry, withoutEntry } from "./check/digest.js";

declare module "lmdb" {
  /** As the file has a key; lmdb exports it, and its types leave it out. */
  export function keyValueToBuffer(key: Key): Buffer;
}

/** The sums of the databases of a store, as they are after the last write. */
export class Tally {
  #sums = new Map<string, Sum>();

  copy(): ReadonlyMap<string, Sum> {
    return new Map(this.#sums);
  }

  /** As they were read, or as they were before a transaction that failed. */
  set(sums: ReadonlyMap<string, Sum>): void {
    this.#sums = new Map(sums);
  }

  /** The entry of a key is another now, or gone. */
  replaced(name: string, key: Uint8Array, before: Uint8Array | undefined, after: Uint8Array | undefined): void {
    let sum = this.#sums.get(name) ?? noEntries;
    if (before !== undefined) sum = withoutEntry(sum, digestOf(key, before));
    if (after !== undefined) sum = withEntry(sum, digestOf(key, after));
    this.#sums.set(name, sum);
  }
}

/** A database whose sum is kept. Writes are for a transaction of its store alone. */
export class Table<V, K extends Key> {
  readonly #database: Database<V, K>;
  readonly #name: string;
  readonly #tally: Tally;

  constructor(database: Database<V, K>, name: string, tally: Tally) {
    this.#database = database;
    this.#name = name;
    this.#tally = tally;
  }

  get entries(): Database<V, K> {
    return this.#database;
  }

  put(key: K, value: V): void {
    const before = this.#bytes(key);
    void this.#database.put(key, value);
    // As it was stored: only the database knows how it encodes.
    this.#tally.replaced(this.#name, keyBytes(key), before, this.#bytes(key));
  }

  remove(key: K): void {
    const before = this.#bytes(key);
    if (before === undefined) return;
    void this.#database.remove(key);
    this.#tally.replaced(this.#name, keyBytes(key), before, undefined);
  }

  #bytes(key: K): Uint8Array | undefined {
    return this.#database.getBinary(key);
  }
}

/** Numbers are keys of 32 bits. */
function keyBytes(key: Key): Uint8Array {
  if (typeof key !== "number") return keyValueToBuffer(key);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(key);
  return bytes;
}
