import type { Change, HistoryPage, Redirect, Remembered } from "../../transaction.js";
import { expiry } from "../../writes.js";

/** What a transaction adds to the history. */
export interface HistoryBatch {
  readonly changes: readonly Change[];
  readonly redirects: readonly Redirect[];
  readonly remember: Remembered | undefined;
}

/** What is kept beside the graph: its changes, where absorbed ids lead, and answers to requests. */
export interface History {
  /** Ascending by seq. */
  changes(page: HistoryPage): readonly Change[];
  latestChange(subject: string, verb: string): Change | undefined;
  redirects(): Iterable<readonly [from: string, to: string]>;
  /** However old. */
  remembered(key: string): Remembered | undefined;
}

const FORGET_EVERY_MS = 60 * 60 * 1000;

/** Says once an hour which answers' day is over. */
export class Forgetting {
  #last = 0;

  due(remembered: () => Iterable<Remembered>): readonly string[] {
    if (Date.now() - this.#last < FORGET_EVERY_MS) return [];
    this.#last = Date.now();
    const before = expiry();
    return Array.from(remembered())
      .filter(({ at }) => at < before)
      .map(({ key }) => key);
  }
}

/** Keeps a history while the process lives. */
export class VolatileHistory implements History {
  readonly #changes: Change[] = [];
  readonly #redirects = new Map<string, string>();
  readonly #remembered = new Map<string, Remembered>();
  readonly #forgetting = new Forgetting();

  changes({ after, first, subject, actor }: HistoryPage): readonly Change[] {
    const found: Change[] = [];
    for (let at = after; at < this.#changes.length && found.length < first; at++) {
      const change = this.#changes[at];
      if (change === undefined || (actor !== undefined && change.actor !== actor)) continue;
      if (subject === undefined || change.subjects.includes(subject)) found.push(change);
    }
    return found;
  }
  latestChange(subject: string, verb: string): Change | undefined {
    return this.#changes.findLast((change) => change.verb === verb && change.subjects.includes(subject));
  }
  redirects(): Iterable<readonly [string, string]> {
    return this.#redirects;
  }
  remembered(key: string): Remembered | undefined {
    return this.#remembered.get(key);
  }

  write({ changes, redirects, remember }: HistoryBatch): void {
    this.#changes.push(...changes);
    for (const { from, to } of redirects) {
      if (to === null) this.#redirects.delete(from);
      else this.#redirects.set(from, to);
    }
    if (remember === undefined) return;
    for (const key of this.#forgetting.due(() => this.#remembered.values())) this.#remembered.delete(key);
    this.#remembered.set(remember.key, remember);
  }
}
