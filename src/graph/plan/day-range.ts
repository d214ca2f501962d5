import type { Predicate } from "./predicate.js";

/** Days from one to another, both included; either end may be open. */
export interface DayRange {
  readonly from?: string;
  readonly to?: string;
}

/**
 * The days on which a date can begin that satisfies a condition, so that an order by first days leads to it; undefined
 * where unknown dates satisfy it too.
 */
export function beginnings({
  relation,
  atLeast,
  min,
  max,
}: Extract<Predicate, { kind: "dated" }>): DayRange | undefined {
  if (atLeast === "UNDATED") return undefined;
  // A date means a year at most: what may end on a day began in that day's year.
  const from = atLeast === "CERTAIN" ? min : `${min.slice(0, 4)}-01-01`;
  return { ...(relation !== "to" && { from }), ...(relation !== "from" && { to: max }) };
}
