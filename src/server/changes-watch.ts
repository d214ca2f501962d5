import type { Engine } from "../graph/engine.js";
import type { Change } from "../graph/transaction.js";

/** How many changes are read at once. */
const PAGE = 200;
/** How many of the last ones are kept for those who are nearly up to date. */
const KEPT = 1000;

/** Looks at the end of the history for all who wait there; whoever is further behind reads for himself. */
export class ChangesWatch {
  readonly #history: Pick<Engine, "changes">;
  readonly #pollMs: number;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting = new Set<() => void>();
  /** The last changes, ascending and without gaps up to the head. */
  #recent: readonly Change[] = [];
  /** Up to here the history is known. */
  #head = 0;
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> | undefined;

  constructor(history: Pick<Engine, "changes">, pollMs: number, onFailure: (error: unknown) => void) {
    this.#history = history;
    this.#pollMs = pollMs;
    this.#onFailure = onFailure;
  }

  /** The next changes after a position as soon as there are any; none where that takes longer, or the signal aborts. */
  async after(position: number, patienceMs: number, signal: AbortSignal): Promise<readonly Change[]> {
    if (position > this.#head) this.#startAt(position);
    if (position === this.#head) await this.#news(patienceMs, signal);
    const [first] = this.#recent;
    if (signal.aborted || position >= this.#head) return [];
    if (first !== undefined && first.seq <= position + 1) return this.#recent.slice(position + 1 - first.seq);
    return this.#history.changes({ after: position, first: PAGE });
  }

  /** Looks at once: something was written. Whoever was written for before the look is over is looked for again. */
  wake(): void {
    if (this.#waiting.size === 0) return;
    clearTimeout(this.#timer);
    this.#look = (this.#look ?? Promise.resolve()).then(() => this.#lookForNews());
  }

  /** Nobody has waited for a while, and the history has gone on. */
  #startAt(position: number): void {
    this.#head = position;
    this.#recent = [];
  }

  #news(patienceMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.#waiting.delete(done);
        if (this.#waiting.size === 0) clearTimeout(this.#timer);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted) return done();
      this.#waiting.add(done);
      if (this.#waiting.size === 1) this.#lookLater();
    });
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.wake(), this.#pollMs);
  }

  async #lookForNews(): Promise<void> {
    try {
      for (let full = true; full; ) {
        const head = this.#head;
        const changes = await this.#history.changes({ after: head, first: PAGE });
        full = changes.length === PAGE;
        const last = changes.at(-1);
        if (last === undefined || head !== this.#head) break;
        this.#recent = [...this.#recent, ...changes].slice(-KEPT);
        this.#head = last.seq;
        for (const done of [...this.#waiting]) done();
      }
    } catch (error) {
      this.#onFailure(error);
    }
    this.#lookLater();
  }
}
