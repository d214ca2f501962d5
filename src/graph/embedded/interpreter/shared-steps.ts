import type { Steps } from "./run.js";

/** Results that take long to make: made once, in the turns of all who wait for one, and good until they are dropped. */
export class Shared<T> {
  readonly #made = new Map<string, T>();
  readonly #making = new Map<string, Making<T>>();

  /** If it is made. */
  peek(key: string): T | undefined {
    return this.#made.get(key);
  }

  *get(key: string, begin: () => Steps<T>): Steps<T> {
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const making = this.#making.get(key) ?? { steps: begin(), made: undefined };
    this.#making.set(key, making);
    while (making.made === undefined) {
      const step = making.steps.next();
      if (step.done === true) making.made = step.value;
      else yield;
    }
    this.#making.delete(key);
    this.#made.set(key, making.made);
    return making.made;
  }

  /** Also what is being made: who waits for it is begun anew, since the graph has changed. */
  drop(key: string): void {
    this.#made.delete(key);
    this.#making.delete(key);
  }
}

interface Making<T> {
  readonly steps: Steps<T>;
  made: T | undefined;
}
