import type { TenureStatement } from "../../src/load/document.js";
import { dayText, partial } from "./days.js";
import type { Pen } from "./pen.js";
import type { Post } from "./people.js";
import type { Random } from "./random.js";

type Known = "both" | "from" | "to" | "seen" | "nothing";

const ended: readonly (readonly [Known, number])[] = [
  ["both", 55],
  ["from", 15],
  ["to", 10],
  ["seen", 16],
  ["nothing", 4],
];
const present: readonly (readonly [Known, number])[] = [
  ["from", 75],
  ["seen", 20],
  ["nothing", 5],
];

/** The tenure as far as a source of this day knows it. */
export function tenureStatement(random: Random, pen: Pen, post: Post, written: number): TenureStatement {
  const { person, position, from, to } = post;
  const known = random.weighted(to === undefined ? present : ended);
  const seen = known === "seen" || (known === "from" && random.chance(0.3));
  return {
    type: "Tenure",
    official: person.id,
    position,
    ...((known === "both" || known === "from") && { from: partial(random, from) }),
    ...((known === "both" || known === "to") && to !== undefined && { to: partial(random, to) }),
    ...(seen && { attestedOn: [dayText(random.between(from, Math.max(from, to ?? written)))] }),
    ...standing(random),
    evidence: [pen.evidence(person.name), ...(random.chance(0.1) ? [pen.evidence(person.name)] : [])],
  };
}

/** Most claims are confirmed and rank alike. */
export function standing(random: Random): { readonly rank?: string; readonly status?: string } {
  const rank = random.weighted([
    ["", 96],
    ["PREFERRED", 3],
    ["DEPRECATED", 1],
  ]);
  const status = random.weighted([
    ["", 97],
    ["PROPOSED", 2],
    ["REJECTED", 1],
  ]);
  return { ...(rank !== "" && { rank }), ...(status !== "" && { status }) };
}
