import { daySpan } from "../../domain/partial-date.js";
import type { Value } from "../record.js";

/** The first and the last day that a PartialDate can mean, under the names that they are stored by. */
export function daysOf(name: string, date: string | undefined): Readonly<Record<string, Value>> {
  if (date === undefined) return {};
  const [min, max] = daySpan(date);
  return { [`${name}Min`]: min, [`${name}Max`]: max };
}
