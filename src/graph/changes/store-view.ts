import type { NodeType } from "../node-types.js";
import type { NodeRecord } from "../record.js";
import type { Reader } from "../transaction.js";
import { byCodeUnit } from "./reading.js";
import { shapes } from "./shape.js";

/** Ids asked for in one statement. */
const chunk = 10_000;

/** What has been read of the store so far: each record once. */
export class StoreView {
  readonly #reader: Pick<Reader, "read" | "referrers">;
  readonly #read = new Set<string>();
  readonly #records = new Map<string, NodeRecord>();

  constructor(reader: Pick<Reader, "read" | "referrers">) {
    this.#reader = reader;
  }

  async load(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#read.has(id));
    for (let at = 0; at < missing.length; at += chunk) {
      const asked = missing.slice(at, at + chunk);
      for (const id of asked) this.#read.add(id);
      for (const record of await this.#reader.read(asked)) this.#records.set(record.id, record);
    }
  }

  /** The stored record, if it was loaded and exists. */
  get(id: string): NodeRecord | undefined {
    return this.#records.get(id);
  }

  /**
   * The stored records of some types that have a link to any of these ids, by id: a refusal names the first of several,
   * and stores find them in orders of their own. Ids say the type, so that the thousands of others which link to a
   * province are not read.
   */
  async referrers(ids: readonly string[], types: readonly NodeType[]): Promise<readonly NodeRecord[]> {
    if (ids.length === 0) return [];
    const prefixes = new Set(types.map((type) => shapes[type].prefix));
    const found = new Set<string>();
    for (let at = 0; at < ids.length; at += chunk) {
      for (const id of await this.#reader.referrers(ids.slice(at, at + chunk))) {
        if (prefixes.has(id.slice(0, id.indexOf("/")))) found.add(id);
      }
    }
    await this.load(found);
    return [...found]
      .sort(byCodeUnit)
      .map((id) => this.get(id))
      .filter((record) => record !== undefined);
  }
}
