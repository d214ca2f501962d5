import type { GraphState, QuoteReader } from "../../graph/engine.js";
import type { Named } from "./read-request.js";

/** Sees what the answer of one request is made of. */
export class Witness {
  readonly named: Named;
  readonly #states = new Set<GraphState | undefined>();
  #quoted = false;
  #answered = false;

  constructor(named: Named) {
    this.named = named;
  }

  readonly onState = (state: GraphState | undefined): void => {
    this.#states.add(state);
  };

  /** The texts of sources change without a write to the graph. */
  watching(quote: QuoteReader): QuoteReader {
    return (...passage) => {
      this.#quoted = true;
      return quote(...passage);
    };
  }

  /** A query was answered, without an error; `document` is the hash of what was run. */
  answers(document: string | undefined): void {
    this.#answered = document === this.named.document;
  }

  get answered(): boolean {
    return this.#answered;
  }

  get quoted(): boolean {
    return this.#quoted;
  }

  /** The one state that all parts of the answer show; undefined where a write came between them. */
  get state(): GraphState | undefined {
    const [state, ...others] = this.#states;
    return others.length === 0 ? state : undefined;
  }
}
