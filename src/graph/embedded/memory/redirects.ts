import type { Redirect } from "../../transaction.js";
import { endsOf } from "../../writes.js";

/** Where absorbed ids lead. */
export class Redirects {
  readonly #leads: ReadonlyMap<string, string>;
  readonly #ends: ReadonlyMap<string, string>;

  constructor(leads: Iterable<readonly [from: string, to: string]>) {
    this.#leads = new Map(leads);
    this.#ends = endsOf(this.#leads);
  }

  /** Followed to its end; undefined of an id that leads nowhere else. */
  end(id: string): string | undefined {
    return this.#ends.get(id);
  }

  /** As they would be. Throws an Error if one would lead to itself. */
  with(redirects: readonly Redirect[]): Redirects {
    if (redirects.length === 0) return this;
    const leads = new Map(this.#leads);
    for (const { from, to } of redirects) {
      if (to === null) leads.delete(from);
      else leads.set(from, to);
    }
    return new Redirects(leads);
  }
}
