import type { CountDimension } from "../plan/bound.js";
import type { Root } from "../plan/plan.js";
import { matchAll } from "./match.js";
import { type PartsScope, partsCodec } from "./parts.js";
import { Integer } from "./printer.js";
import { answering, type RootStatement } from "./root-statement.js";

interface Dimension {
  /** The field of ParticipationCount. */
  readonly field: string;
  /** Joins the node that the dimension is, if it is one, to the participation. */
  readonly match: ((participation: string, node: string) => string) | undefined;
  /** The value grouped by. */
  readonly group: (variable: string) => string;
  /** What orders groups of one count; unknown last. */
  readonly key: (group: string) => string;
}

const node = (field: string, pattern: (participation: string, node: string) => string): Dimension => ({
  field,
  match: pattern,
  group: (variable) => variable,
  key: (group) => `coalesce(${group}.orderKey, '~')`,
});

const leaf = (field: string, group: (participation: string) => string, key: Dimension["key"]): Dimension => ({
  field,
  match: undefined,
  group,
  key,
});

const dimensions: Readonly<Record<CountDimension, Dimension>> = {
  ROLE: leaf(
    "role",
    (p) => `${p}.roleKey + ${p}.role`,
    (group) => group,
  ),
  EVENT_TYPE: leaf(
    "eventType",
    (p) => `toUpper(${p}.eventType)`,
    (group) => group,
  ),
  YEAR: leaf(
    "year",
    (p) => `toInteger(left(${p}.dateMin, 4))`,
    (group) => `coalesce(${group}, 10000)`,
  ),
  OFFICIAL: node("official", (p, n) => `(${p})-[:BY]->(${n}:Official)`),
  ORGANIZATION: node("organization", (p, n) => `(${p})-[:BY]->(${n}:Organization)`),
  EVENT: node("event", (p, n) => `(${p})-[:AT]->(${n}:Event)`),
  PROVINCE: node("province", (p, n) => `(${p})-[:AT]->(:Event)-[:HELD_IN]->(${n}:Province)`),
  POSITION: node("position", (p, n) => `(${p})-[:IN_CAPACITY_OF]->(:VisibleTenure)-[:OF_POSITION]->(${n}:Position)`),
};

/** Participations counted by one to three dimensions, largest first; a participation of two posts counts in each. */
export function countsStatement({ slot, parts }: Extract<Root, { kind: "counts" }>): RootStatement {
  const inner = partsCodec(parts);
  return {
    columns: 1,
    print: (printer) => {
      const { by, scope, where, first } = printer.bound(slot, "counts");
      const match = matchAll(printer, ["Participation"], scope, where);
      const participation = match.variable;
      const chosen = by.map((name) => ({ dimension: dimensions[name], group: printer.variable("g") }));
      const joins = chosen.flatMap(({ dimension, group }) =>
        dimension.match === undefined ? [] : [` OPTIONAL MATCH ${dimension.match(participation, group)}`],
      );
      const groups = chosen.map(({ dimension, group }) =>
        dimension.match === undefined ? `${dimension.group(participation)} AS ${group}` : group,
      );
      const keys = chosen.map(({ dimension, group }) => dimension.key(group));
      const groupOf = (name: string) => chosen.find(({ dimension }) => dimension.field === name)?.group ?? "null";
      const found: PartsScope = {
        value: (name) =>
          name === "count" ? "total" : name === "role" ? `substring(${groupOf(name)}, 1)` : groupOf(name),
        node: groupOf,
      };
      const limit = printer.parameter(new Integer(first));
      return `${match.text} ${match.carried}${joins.join("")} WITH ${groups.join(", ")}, count(DISTINCT ${participation}) AS total ORDER BY total DESC, ${keys.join(", ")} LIMIT ${limit} ${answering(inner.print(printer, found))}`;
    },
    decode: (records, decoding) => records.map(([row]) => inner.decode(row, decoding)),
  };
}
