import type { GraphState } from "../engine.js";

/** What is known of the graph's state, and from which bookmarks on a read shows all of it. */
export interface Standing {
  readonly revision: number;
  readonly bookmarks: readonly string[];
}

/** One read: what it began behind, what it saw of the counter, and the bookmarks at its end. */
export interface Seen {
  readonly behind: Standing | undefined;
  /** `[revision, stamp]`, as the statement returned it. */
  readonly counter: unknown;
  readonly bookmarks: readonly string[];
}

/**
 * Neo4j shows a commit piece by piece, its indexes last: whoever reads the new counter may miss the rest of what it
 * counts. A read that began with a bookmark waits until that bookmark's transaction is applied as a whole. So an answer
 * has the state that the counter tells only if a bookmark of that state came first.
 */
export class Standings {
  #last: Standing | undefined;
  readonly #version: string;

  /** The server's version is part of the state, since `graphInfo` tells it. */
  constructor(version: string) {
    this.#version = version;
  }

  get last(): Standing | undefined {
    return this.#last;
  }

  /** The state that the read saw, and whether it saw all of it. */
  saw({ behind, counter, bookmarks }: Seen): { readonly state: GraphState | undefined; readonly whole: boolean } {
    const [revision, stamp] = Array.isArray(counter) ? counter : [];
    // Somebody removed the counter, or never had one made.
    if (typeof revision !== "number") return { state: undefined, whole: true };
    const whole = behind?.revision === revision;
    // One that is lower than what was known before: another graph took the place of this one.
    if (!whole && (this.#last === behind || revision > (this.#last?.revision ?? -1))) {
      this.#last = { revision, bookmarks };
    }
    return { state: `${revision} ${String(stamp)} ${this.#version}`, whole };
  }

  /** Own writes: reads that begin behind these bookmarks see them. */
  wrote(revision: number, bookmarks: readonly string[]): void {
    this.#last = bookmarks.length === 0 ? undefined : { revision, bookmarks };
  }

  /** Of a database that was set back, no bookmark is ever reached again. */
  forget(): void {
    this.#last = undefined;
  }
}
