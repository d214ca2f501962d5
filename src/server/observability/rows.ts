import type { Plan } from "../../graph/plan/plan.js";

/** The response keys of a connection's rows; a page may have been asked for both ways. */
const keys = new WeakMap<Plan, readonly string[]>();

/** How many rows the answer of a root field has, those that stand inside of them not counted: no row is looked at. */
export function rowsOf(plan: Plan, value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.length;
  if (plan.root.kind !== "page") return 1;
  let rows = 0;
  for (const key of keysOf(plan)) {
    const list: unknown = typeof value === "object" ? Reflect.get(value, key) : undefined;
    if (Array.isArray(list)) rows = Math.max(rows, list.length);
  }
  return rows;
}

function keysOf(plan: Plan): readonly string[] {
  let known = keys.get(plan);
  if (known === undefined) {
    const parts = plan.root.kind === "page" ? plan.root.parts : [];
    known = parts.filter(({ kind }) => kind === "nodes" || kind === "list").map(({ key }) => key);
    keys.set(plan, known);
  }
  return known;
}
