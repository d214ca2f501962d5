import { beginnings, type DayRange } from "../../plan/day-range.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Hop } from "../../plan/plan.js";
import { conjuncts, type Predicate } from "../../plan/predicate.js";
import type { Ordering } from "./order.js";
import { firstPlace } from "./ordered-lists.js";

/**
 * The part of an ordered list in which all that satisfies a predicate stands: where a first day leads the order, and the
 * predicate is on that date, the rest need not be looked at.
 */
export function partOf(
  list: Uint32Array,
  { keys, descending }: Ordering<number>,
  [term]: readonly OrderTerm[],
  predicate: Predicate,
): Uint32Array {
  if (term?.kind !== "property" || !term.property.endsWith("Min") || term.path.length > 1) return list;
  let [start, end] = [0, list.length];
  const ordering = { keys: keys.slice(0, 1), descending: descending.slice(0, 1) };
  for (const { from, to } of rangesOf(term.property, term.path, predicate)) {
    const [first, last] = term.descending ? [to, from] : [from, to];
    if (first !== undefined) start = Math.max(start, firstPlace(list, ordering, [first], -1));
    if (last !== undefined) end = Math.min(end, firstPlace(list, ordering, [last], 0));
  }
  return list.subarray(start, Math.max(start, end));
}

function rangesOf(property: string, [hop]: readonly Hop[], predicate: Predicate): readonly DayRange[] {
  return conjuncts(predicate).flatMap((each): readonly DayRange[] => {
    if (hop !== undefined) return leadsAlong(each, hop) ? rangesOf(property, [], each.where) : [];
    return each.kind === "dated" && `${each.property}Min` === property ? [beginnings(each) ?? {}] : [];
  });
}

/** Both hops lead to one node, so that they lead to the same. */
const leadsAlong = (predicate: Predicate, hop: Hop): predicate is Extract<Predicate, { kind: "related" }> =>
  predicate.kind === "related" &&
  predicate.quantifier === "some" &&
  predicate.hop.arrow === hop.arrow &&
  predicate.hop.through === undefined &&
  hop.through === undefined;
