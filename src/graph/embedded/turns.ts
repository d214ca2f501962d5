import { Calm } from "./calm.js";
import type { Steps } from "./interpreter/run.js";
import { Line } from "./line.js";

/** How long computations go on before others have their turn, in milliseconds. */
const TURN = 10;
/** Whoever begins when a turn is over goes on for so long all the same: most answers take less. */
const FIRST = 1;

/** Computes over a graph that may change between two turns. */
export class Turns {
  readonly #calm = new Calm();
  readonly #line = new Line();
  readonly #revision: () => number;
  /** When the turn ends of all that begin in this round of the event loop. */
  #end: number | undefined;

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
  async #once<T>(begin: () => Steps<T>, signal?: AbortSignal): Promise<Answer<T> | undefined> {
    signal?.throwIfAborted();
    const revision = this.#revision();
    const steps = begin();
    let answer = goOn(steps, this.#endOfFirst());
    if (answer !== undefined) return answer;
    await this.#line.enter(signal);
    try {
      while (answer === undefined) {
        await this.#line.turn();
        signal?.throwIfAborted();
        if (this.#revision() !== revision) return undefined;
        answer = goOn(steps, performance.now() + TURN);
      }
      return answer;
    } finally {
      this.#line.leave();
    }
  }

  /** Many may begin in one round, as the root fields of a query do: together they have one turn. */
  #endOfFirst(): number {
    const now = performance.now();
    if (this.#end === undefined) {
      this.#end = now + TURN;
      setImmediate(() => {
        this.#end = undefined;
      });
    }
    return Math.max(this.#end, now + FIRST);
  }
}

interface Answer<T> {
  readonly value: T;
}

function goOn<T>(steps: Steps<T>, end: number): Answer<T> | undefined {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { value: step.value };
    if (performance.now() >= end) return undefined;
  }
}
