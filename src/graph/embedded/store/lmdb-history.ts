import type { RootDatabase } from "lmdb";
import type { Change, HistoryPage, Remembered } from "../../transaction.js";
import { Forgetting, type History, type HistoryBatch } from "./history.js";
import { Table, type Tally } from "./tally.js";

/** By whom or about what, and the change. */
type Name = readonly [by: "subject" | "actor", name: string, seq: number];

/** The history in databases of the store's own file, so that one transaction writes both. */
export class LmdbHistory implements History {
  /** JSON by seq: it gives back every string as it was. */
  readonly #changes: Table<string, number>;
  /** The change's verb. */
  readonly #names: Table<string, [...Name]>;
  readonly #redirects: Table<string, string>;
  readonly #remembered: Table<string, string>;
  readonly #forgetting = new Forgetting();

  constructor(root: RootDatabase<unknown, string>, tally: Tally) {
    const encoding = "string";
    const texts = (name: string) => new Table(root.openDB<string, string>({ name, encoding }), name, tally);
    const changes = root.openDB<string, number>({ name: "changes", keyEncoding: "uint32", encoding });
    this.#changes = new Table(changes, "changes", tally);
    this.#names = new Table(root.openDB<string, [...Name]>({ name: "names", encoding }), "names", tally);
    this.#redirects = texts("redirects");
    this.#remembered = texts("remembered");
  }

  changes({ after, first, subject, actor }: HistoryPage): readonly Change[] {
    const found: Change[] = [];
    if (first === 0) return found;
    for (const seq of this.#seqs(after, subject, actor)) {
      const change = this.#change(seq);
      if (change === undefined || (actor !== undefined && change.actor !== actor)) continue;
      found.push(change);
      if (found.length >= first) break;
    }
    return found;
  }

  latestChange(subject: string, verb: string): Change | undefined {
    const [start, end] = [seqOf("subject", subject, Number.MAX_SAFE_INTEGER), seqOf("subject", subject, 0)];
    for (const { key, value } of this.#names.entries.getRange({ start, end, reverse: true })) {
      if (value === verb) return this.#change(key[2]);
    }
    return undefined;
  }

  *redirects(): Iterable<readonly [string, string]> {
    for (const { key, value } of this.#redirects.entries.getRange({})) yield [key, value];
  }

  remembered(key: string): Remembered | undefined {
    const stored = this.#remembered.entries.get(key);
    return stored === undefined ? undefined : JSON.parse(stored);
  }

  /** To be called in a transaction of the store. */
  write({ changes, redirects, remember }: HistoryBatch): void {
    for (const change of changes) {
      this.#changes.put(change.seq, JSON.stringify(change));
      this.#names.put(seqOf("actor", change.actor, change.seq), change.verb);
      for (const id of change.subjects) this.#names.put(seqOf("subject", id, change.seq), change.verb);
    }
    for (const { from, to } of redirects) {
      if (to === null) this.#redirects.remove(from);
      else this.#redirects.put(from, to);
    }
    if (remember === undefined) return;
    for (const key of this.#forgetting.due(() => this.#allRemembered())) this.#remembered.remove(key);
    this.#remembered.put(remember.key, JSON.stringify(remember));
  }

  #change(seq: number): Change | undefined {
    const stored = this.#changes.entries.get(seq);
    return stored === undefined ? undefined : JSON.parse(stored);
  }

  *#seqs(after: number, subject: string | undefined, actor: string | undefined): Iterable<number> {
    if (subject === undefined && actor === undefined) {
      for (const seq of this.#changes.entries.getKeys({ start: after + 1 })) yield seq;
      return;
    }
    const [by, name] = subject === undefined ? (["actor", actor ?? ""] as const) : (["subject", subject] as const);
    const [start, end] = [seqOf(by, name, after + 1), seqOf(by, name, Number.MAX_SAFE_INTEGER)];
    for (const key of this.#names.entries.getKeys({ start, end })) yield key[2];
  }

  *#allRemembered(): Iterable<Remembered> {
    for (const { value } of this.#remembered.entries.getRange({})) yield JSON.parse(value);
  }
}

const seqOf = (...name: Name): [...Name] => [...name];
