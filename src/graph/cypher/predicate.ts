import type { Predicate } from "../plan/predicate.js";
import { meets } from "./held.js";
import { label, pattern, property, scopeCondition } from "./names.js";
import type { Printer } from "./printer.js";

/**
 * A condition on the node that `variable` names. The expression may be null where a property is unknown; null
 * counts as false, and negation makes it so (`NOT coalesce(…, false)`), which is two-valued logic.
 */
export function condition(printer: Printer, variable: string, predicate: Predicate): string {
  switch (predicate.kind) {
    case "all":
      return joined(predicate.of, "AND", "true");
    case "any":
      return joined(predicate.of, "OR", "false");
    case "not":
      return not(condition(printer, variable, predicate.of));
    case "compare":
      return compare(printer, variable, predicate);
    case "matches": {
      const led = predicate.tokens.map((token) => ` ${token}`);
      return `all(token IN ${printer.parameter(led)} WHERE ${property(variable, predicate.key)} CONTAINS token)`;
    }
    case "dated":
      return dated(printer, variable, predicate);
    case "type":
      return predicate.types.length === 0 ? "false" : `${variable}:${label([...predicate.types].sort())}`;
    case "held": {
      const { min, max, atLeast } = predicate.question;
      return meets(variable, { min: printer.parameter(min), max: printer.parameter(max) }, atLeast);
    }
    case "heldThen":
      return heldThen(printer, variable, predicate);
    case "related":
      return related(printer, variable, predicate);
    case "lineage": {
      const other = printer.variable("x");
      const id = printer.parameter(predicate.of);
      return `EXISTS { MATCH (${other}:Province {id: ${id}}) WHERE ${other}.lineageId = ${variable}.lineageId }`;
    }
    default: {
      const never: never = predicate;
      throw new Error(String(never));
    }
  }

  function joined(of: readonly Predicate[], operator: string, empty: string): string {
    const [first, ...more] = of.map((each) => condition(printer, variable, each));
    if (first === undefined) return empty;
    return more.length === 0 ? first : `(${[first, ...more].join(` ${operator} `)})`;
  }
}

const not = (expression: string): string => `NOT coalesce(${expression}, false)`;

type Of<K extends Predicate["kind"]> = Extract<Predicate, { kind: K }>;

function compare(printer: Printer, variable: string, { property: name, list, operator, value }: Of<"compare">): string {
  const stored = property(variable, name);
  if (value === null) return list ? `coalesce(size(${stored}), 0) = 0` : `${stored} IS NULL`;
  const operand = printer.parameter(value);
  switch (operator) {
    case "eq":
      return list ? `${operand} IN ${stored}` : `${stored} = ${operand}`;
    case "in":
      return list ? `any(item IN ${stored} WHERE item IN ${operand})` : `${stored} IN ${operand}`;
    case "gte":
      return `${stored} >= ${operand}`;
    case "lte":
      return `${stored} <= ${operand}`;
  }
}

function dated(printer: Printer, variable: string, predicate: Of<"dated">): string {
  const [first, last] = [
    property(variable, `${predicate.property}Min`),
    property(variable, `${predicate.property}Max`),
  ];
  const certain = predicate.atLeast === "CERTAIN";
  const conditions: string[] = [];
  if (predicate.relation !== "to") conditions.push(`${certain ? first : last} >= ${printer.parameter(predicate.min)}`);
  if (predicate.relation !== "from")
    conditions.push(`${certain ? last : first} <= ${printer.parameter(predicate.max)}`);
  const known = conditions.join(" AND ");
  return predicate.atLeast === "UNDATED" ? `(${first} IS NULL OR ${known})` : `(${known})`;
}

/** A tenure that the participation states was held then, dated or not; any other by its dates. */
function heldThen(printer: Printer, participation: string, { scope, where, atLeast }: Of<"heldThen">): string {
  const span = { min: `${participation}.spanMin`, max: `${participation}.spanMax` };
  const exists = (path: string, dated: (tenure: string) => readonly string[]) => {
    const tenure = printer.variable("t");
    const conditions = [...dated(tenure), ...restricted(printer, tenure, where, scopeCondition(tenure, scope))];
    const only = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
    return `EXISTS { MATCH (${participation})${path}(${tenure}:${label(["Tenure"], scope)})${only} }`;
  };
  const stated = exists("-[:IN_CAPACITY_OF]->", () => []);
  const held = exists("-[:BY]->(:Official)<-[:OF_OFFICIAL]-", (tenure) => [meets(tenure, span, atLeast)]);
  return `(${stated} OR ${held})`;
}

function related(printer: Printer, variable: string, { hop, quantifier, scope, where }: Of<"related">): string {
  const other = printer.variable("n");
  const match = `MATCH ${pattern(variable, hop, other, scope)}`;
  const within = scopeCondition(other, scope);
  if (quantifier === "every") {
    const counter = [...(within === undefined ? [] : [within]), not(condition(printer, other, where))];
    return `NOT EXISTS { ${match} WHERE ${counter.join(" AND ")} }`;
  }
  const conditions = restricted(printer, other, where, within);
  const exists = `EXISTS { ${match}${conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`} }`;
  return quantifier === "none" ? `NOT ${exists}` : exists;
}

/** The conditions that are not always true. */
function restricted(
  printer: Printer,
  variable: string,
  where: Predicate,
  within: string | undefined,
): readonly string[] {
  const trivial = where.kind === "all" && where.of.length === 0;
  return [...(within === undefined ? [] : [within]), ...(trivial ? [] : [condition(printer, variable, where)])];
}
