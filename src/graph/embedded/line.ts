import { setImmediate } from "node:timers/promises";
import { orAborted } from "../aborting.js";

/** How many go on by turns. Whoever comes later waits until one has ended: what they have made so far takes memory. */
const AT_ONCE = 8;

/** Where long computations go on by turns: in each round of the event loop one of them. */
export class Line {
  #inside = 0;
  readonly #waiting = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects with the signal's reason if that comes before there is room; then nothing is to be left. */
  async enter(signal: AbortSignal | undefined): Promise<void> {
    if (this.#inside < AT_ONCE) {
      this.#inside++;
      return;
    }
    let admit = (): void => undefined;
    const admitted = new Promise<void>((resolve) => {
      admit = resolve;
    });
    this.#waiting.add(admit);
    await orAborted(admitted, signal, () => this.#waiting.delete(admit));
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inside--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }

  /** Resolves when those who asked before have had their turn, and the event loop a round after each. */
  turn(): Promise<unknown> {
    this.#last = this.#last.then(() => setImmediate());
    return this.#last;
  }
}
