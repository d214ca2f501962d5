import { setImmediate } from "node:timers/promises";
import { Calm } from "./calm.js";
import type { Steps } from "./interpreter/run.js";

/** How long a computation goes on before others have their turn, in milliseconds. */
const TURN = 10;

/** Computes over a graph that may change between two turns. */
export class Turns {
  readonly #calm = new Calm();
  readonly #revision: () => number;

  constructor(revision: () => number) {
    this.#revision = revision;
  }

  /**
   * An answer of one revision. If a write comes between, it would be of two graphs: then it is begun anew, and the next
   * write waits for its end.
   */
  async compute<T>(begin: () => Steps<T>, signal?: AbortSignal): Promise<T> {
    const answer = (await this.#once(begin, signal)) ?? (await this.#calm.during(() => this.#once(begin, signal)));
    if (answer === undefined) throw new Error("The graph changed while it was to stay as it was.");
    return answer.value;
  }

  /** Changes the graph, once nobody is in the midst of an answer that a write has disturbed before. */
  change(update: () => void): Promise<void> {
    return this.#calm.change(update);
  }

  /** Undefined if the graph changed while others had their turn. */
  async #once<T>(begin: () => Steps<T>, signal?: AbortSignal): Promise<{ readonly value: T } | undefined> {
    signal?.throwIfAborted();
    const revision = this.#revision();
    const steps = begin();
    let end = performance.now() + TURN;
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { value: step.value };
      if (performance.now() < end) continue;
      await setImmediate();
      signal?.throwIfAborted();
      if (this.#revision() !== revision) return undefined;
      end = performance.now() + TURN;
    }
  }
}
