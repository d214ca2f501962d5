import { createHash } from "node:crypto";
import { type ArgumentNode, Kind, print, type ValueNode } from "graphql";
import type { Plan } from "../../graph/plan/plan.js";
import { printPlan } from "../../graph/plan/print-plan.js";

const hashes = new WeakMap<Plan, string>();

/**
 * A name for a plan, the same in every process and for queries that differ only in values, be they variables or written
 * in the query. What a list is ordered by is no value: it decides what is read.
 */
export function planHash(plan: Plan): string {
  let hash = hashes.get(plan);
  if (hash === undefined) {
    hash = createHash("sha256").update(printPlan(plan, printShape)).digest("hex").slice(0, 12);
    hashes.set(plan, hash);
  }
  return hash;
}

const printShape = ({ name, value }: ArgumentNode): string =>
  `${name.value}: ${name.value === "orderBy" ? print(value) : shapeOf(value)}`;

/** The fields of input objects, and of a list the shapes of its items, each once: `in` may have any number. */
function shapeOf(value: ValueNode): string {
  switch (value.kind) {
    case Kind.OBJECT:
      return `{${value.fields.map((field) => `${field.name.value}: ${shapeOf(field.value)}`).join(", ")}}`;
    case Kind.LIST: {
      const items = value.values.map(shapeOf);
      return items.some((item) => item !== "?") ? `[${[...new Set(items)].join(", ")}]` : "?";
    }
    default:
      return "?";
  }
}
