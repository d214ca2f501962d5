import { badInput } from "../errors.js";
import type { Window } from "./bound.js";
import { decodeCursor } from "./cursor.js";
import type { OrderTerm } from "./order.js";

export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const DEFAULT_SIZE = 20;
const MAX_SIZE = { root: 100, nested: 50 };

/** Relay's four arguments. `first` counts from the start of what lies between the cursors, `last` from its end. */
export function bindWindow(
  { first, last, after, before }: PageArgs,
  { nested, signature }: { nested: boolean; signature: string },
): Window {
  if (first != null && last != null) throw badInput("Ask for `first` or for `last`, not for both.", ["last"]);
  const name = last == null ? "first" : "last";
  const limit = first ?? last ?? DEFAULT_SIZE;
  const max = nested ? MAX_SIZE.nested : MAX_SIZE.root;
  if (limit < 0 || limit > max) {
    throw badInput(`\`${name}\` is a number from 0 to ${max}${nested ? " in a nested list" : ""}, not ${limit}.`, [
      name,
    ]);
  }
  return {
    limit,
    backward: last != null,
    after: after == null ? undefined : decodeCursor(signature, after, ["after"]),
    before: before == null ? undefined : decodeCursor(signature, before, ["before"]),
  };
}

/** The ordering that a cursor belongs to. */
export function signatureOf(of: string, order: readonly OrderTerm[]): string {
  const terms = order.map((term) => {
    if (term.kind !== "property") return `${term.kind} ${term.question.min} ${term.question.max}`;
    const path = term.path.map(({ arrow, through }) => `${through?.arrow ?? ""}${arrow}`).join("");
    return `${path}${term.property} ${term.descending ? "DESC" : "ASC"}`;
  });
  return [of, ...terms].join("|");
}
