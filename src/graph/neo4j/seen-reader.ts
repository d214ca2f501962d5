import type { NodeType } from "../node-types.js";
import type { NodeRecord } from "../record.js";
import type { Change, Reader } from "../transaction.js";
import { versionOf } from "../writes.js";
import type { StoreReader } from "./store-reader.js";

/** Another writer came between: what was read is not what is stored. The transaction is to be run again. */
export class Stale extends Error {}

/**
 * A transaction's reader. Neo4j reads what is committed at the moment of each statement, so it remembers what it gave
 * out, for `verify` to ask again: nodes by their versions (absent ones as 0), and the answers to everything else,
 * in which a node can turn up or vanish that was never read.
 */
export class SeenReader implements Reader {
  readonly versions = new Map<string, number>();
  readonly #store: StoreReader;
  /** Each asks again and compares; of nodes that the transaction has written itself, nothing is compared. */
  readonly #answers: ((own: ReadonlySet<string>) => Promise<boolean>)[] = [];

  constructor(store: StoreReader) {
    this.#store = store;
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    const records = await this.#store.read(ids);
    const found = new Map(records.map((record) => [record.id, record]));
    for (const id of ids) {
      const version = versionOf(found.get(id));
      if ((this.versions.get(id) ?? version) !== version) throw new Stale(id);
      this.versions.set(id, version);
    }
    return records;
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    const asked = [...ids];
    return this.#remember(() => this.#store.referrers(asked));
  }

  async find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    return this.#remember(() => this.#store.find(type, property, value));
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const asked = [...ids];
    const found = await this.#store.redirects(asked);
    const texts = (map: ReadonlyMap<string, string>) => Array.from(map, ([from, to]) => `${from} ${to}`);
    this.#answers.push(async () => same(texts(found), texts(await this.#store.redirects(asked))));
    return found;
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    const found = await this.#store.latestChange(subject, verb);
    this.#answers.push(async () => (await this.#store.latestChange(subject, verb))?.seq === found?.seq);
    return found;
  }

  /** Rejects with `Stale` unless everything that was given out is so still. `own`: ids that the transaction wrote. */
  async verify(own: ReadonlySet<string>): Promise<void> {
    const others = [...this.versions.keys()].filter((id) => !own.has(id));
    const [versions, ...answers] = await Promise.all([
      this.#store.versions(others),
      ...this.#answers.map((again) => again(own)),
    ]);
    const moved = others.find((id) => this.versions.get(id) !== (versions.get(id) ?? 0));
    if (moved !== undefined) throw new Stale(moved);
    if (answers.includes(false)) throw new Stale("other nodes answer now");
  }

  async #remember(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const found = await ask();
    this.#answers.push(async (own) => {
      const others = (ids: readonly string[]) => ids.filter((id) => !own.has(id));
      return same(others(found), others(await ask()));
    });
    return found;
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  const other = new Set(b);
  return new Set(a).size === other.size && a.every((each) => other.has(each));
}
