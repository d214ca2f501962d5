/**
 * Lets those who read the graph in many turns finish before it changes. A change that waits holds back who comes after
 * it, so neither starves the other.
 */
export class Calm {
  #readers = 0;
  /** Ends when the change that waits has come. */
  #change: Promise<void> | undefined;
  #left: (() => void) | undefined;

  /** While this reads, nothing changes. */
  async during<T>(read: () => Promise<T>): Promise<T> {
    while (this.#change !== undefined) await this.#change;
    this.#readers++;
    try {
      return await read();
    } finally {
      if (--this.#readers === 0) this.#left?.();
    }
  }

  /** Changes when nobody reads; at once, if so. One at a time. */
  async change(update: () => void): Promise<void> {
    if (this.#readers === 0) return update();
    this.#change = new Promise<void>((left) => {
      this.#left = left;
    }).then(() => {
      this.#change = undefined;
      this.#left = undefined;
      update();
    });
    await this.#change;
  }
}
