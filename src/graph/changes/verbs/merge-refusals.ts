import { daySpan } from "../../../domain/partial-date.js";
import { clientError } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import { targetOf, textOf } from "../reading.js";

/** Refuses a merge that makes a node lead to itself: a part of itself, a province that follows itself. */
export function refuseSelfLinks(before: NodeRecord, after: NodeRecord): void {
  const link = after.links.find(({ to }) => to === after.id);
  if (link !== undefined) {
    throw selfLink(`${before.id} has a link ${link.type} that would lead from ${after.id} to itself`);
  }
  const ends = {
    Succession: [targetOf(after, "PREDECESSOR"), targetOf(after, "SUCCESSOR")],
    Topic: [targetOf(after, "OF_EVENT"), targetOf(after, "ABOUT")],
  };
  if (after.type !== "Succession" && after.type !== "Topic") return;
  const [one, other] = ends[after.type];
  if (one !== undefined && one === other) {
    throw selfLink(`${before.id} is a ${after.type.toLowerCase()} that would join ${one} with itself`);
  }
}

const selfLink = (what: string) =>
  clientError("CONFLICT", `The two cannot be one: ${what}. If they are one, correct that first.`, ["absorbed"]);

const pairs = [
  ["date", "endDate"],
  ["birth", "death"],
  ["validFrom", "validTo"],
  ["from", "to"],
] as const;

/** Refuses a union of dates of which the later one comes first, where neither of the two records had that. */
export function refuseTurnedDates(union: NodeRecord, ...parts: readonly NodeRecord[]): void {
  for (const pair of pairs) {
    if (!isTurned(union, pair) || parts.some((part) => isTurned(part, pair))) continue;
    const [first, last] = pair.map((name) => `${name} ${textOf(union, name)}`);
    const reason = `${union.id} would have ${last} before ${first}`;
    throw clientError("CONFLICT", `The two cannot be one: ${reason}. Correct one of them first.`, ["absorbed"]);
  }
}

function isTurned(record: NodeRecord, [first, last]: (typeof pairs)[number]): boolean {
  const [from, to] = [textOf(record, first), textOf(record, last)];
  return from !== undefined && to !== undefined && daySpan(to)[1] < daySpan(from)[0];
}
