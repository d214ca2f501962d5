import type { Engine, GraphState } from "../../graph/engine.js";

type State = GraphState | undefined;

/** A store that says nothing for so long, or that it cannot say, is the affair of the query, which has a deadline. */
const patienceMs = 1_000;

/** The state, if it comes in time. */
export async function inTime(looking: Promise<State>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  try {
    return await Promise.race([looking, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The state of the graph as the store says now, for many who ask at a time. A look that is under way may have come
 * before a write that the asker knows of, so whoever comes meanwhile waits for the next one, which all of them share.
 */
export class FreshState {
  readonly #engine: Pick<Engine, "state">;
  readonly #stalenessMs: number;
  #looking: Promise<State> | undefined;
  #next: Promise<State> | undefined;
  #last: { readonly state: State; readonly asked: number } | undefined;

  constructor(engine: Pick<Engine, "state">, stalenessMs: number) {
    this.#engine = engine;
    this.#stalenessMs = stalenessMs;
  }

  async read(): Promise<State> {
    if (this.#last !== undefined && performance.now() - this.#last.asked < this.#stalenessMs) return this.#last.state;
    if (this.#looking === undefined) return this.#look();
    this.#next ??= this.#looking
      // Whoever waits for that look learns of its failure.
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#look();
      });
    return this.#next;
  }

  #look(): Promise<State> {
    const asked = performance.now();
    const looking = this.#engine.state().then((state) => {
      this.#last = { state, asked };
      return state;
    });
    this.#looking = looking;
    const over = () => {
      if (this.#looking === looking) this.#looking = undefined;
    };
    looking.then(over, over);
    return looking;
  }
}
