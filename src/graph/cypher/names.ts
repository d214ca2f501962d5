import type { Arrow } from "../mapping.js";
import { claimTypes, entityTypes, eventTypes, isClaimType, type NodeType } from "../node-types.js";
import type { Hop } from "../plan/plan.js";
import type { Scope } from "../plan/predicate.js";

/** A name as Cypher takes it: backticks where it is not a plain identifier. The one way from a name to text. */
const escapeName = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;

export const property = (variable: string, name: string): string => `${variable}.${escapeName(name)}`;

/** The label expression of nodes of these types; of claims, those in scope (see `scopeCondition`). */
export function label(types: readonly NodeType[], scope: Scope = "ALL"): string {
  const covers = (all: readonly NodeType[]) => all.length === types.length && all.every((type) => types.includes(type));
  if (types.length > 0 && types.every(isClaimType)) {
    const visible = scope === "VISIBLE" ? "Visible" : "";
    if (covers(claimTypes)) return scope === "VISIBLE" ? "Visible" : "Claim";
    return types.map((type) => `${visible}${type}`).join("|");
  }
  if (covers(entityTypes)) return "Entity";
  if (covers(eventTypes)) return "Event";
  // `Event` spares the planner three labels.
  const rest = types.filter((type) => !(eventTypes as readonly string[]).includes(type));
  if (types.length - rest.length === eventTypes.length) return [...rest, "Event"].join("|");
  return types.join("|");
}

/** The label under which ids of these types are unique, and indexed. */
export function familyOf(types: readonly NodeType[]): "Entity" | "Claim" | "Source" {
  if (types.every(isClaimType)) return "Claim";
  return types.every((type) => type === "Source") ? "Source" : "Entity";
}

/** Ids that a node repeats of what it leads to (see changes/derive.ts). */
const copies: Readonly<Partial<Record<NodeType, Readonly<Record<string, string>>>>> = {
  Participation: { "-[:AT]->": "eventId", "-[:BY]->": "byId", "-[:AT]->-[:HELD_IN]->": "provinceId" },
  Tenure: { "-[:OF_OFFICIAL]->": "officialId", "-[:OF_POSITION]->": "positionId" },
  Topic: { "-[:OF_EVENT]->": "eventId" },
  Conference: { "-[:HELD_IN]->": "provinceId" },
  Ceremony: { "-[:HELD_IN]->": "provinceId" },
  Interview: { "-[:HELD_IN]->": "provinceId" },
  Contest: { "-[:HELD_IN]->": "provinceId" },
};

/** The property that repeats the id at the end of the hops, if all of the types have one. */
export function copiedId(types: readonly NodeType[], hops: readonly Hop[]): string | undefined {
  const way = hops.map(({ arrow, through }) => (through === undefined ? arrow : `${through.arrow}${arrow}`)).join("");
  const [name, ...others] = types.map((type) => copies[type]?.[way]);
  return others.every((other) => other === name) ? name : undefined;
}

/** What says that the id of `byId` is one of a type, where the hop leads to that alone. */
export function copiedOf(name: string, types: readonly NodeType[]): string | undefined {
  if (name !== "byId" || types.length !== 1) return undefined;
  return types[0] === "Official" ? "officialId" : "organizationId";
}

/** What a scope asks beyond its label. */
export function scopeCondition(variable: string, scope: Scope): string | undefined {
  switch (scope) {
    case "ANY_STATUS":
      return `${variable}.rank <> 'DEPRECATED'`;
    case "ANY_RANK":
      return `${variable}.status = 'CONFIRMED'`;
    default:
      return undefined;
  }
}

/** `(a)-[:AT]->(b:Event)`, or through a visible claim. */
export function pattern(from: string, hop: Hop, to: string, scope: Scope = "ALL", relationship = ""): string {
  const { arrow, through, types } = hop;
  const rest = through === undefined ? "" : `(:${label([through.type], "VISIBLE")})${through.arrow}`;
  return `(${from})${named(arrow, relationship)}${rest}(${to}:${label(types, scope)})`;
}

const named = (arrow: Arrow, relationship: string): string => arrow.replace("[:", `[${relationship}:`);

const toMany: ReadonlySet<Arrow> = new Set([
  "-[:ORGANIZED_BY]->",
  "-[:IN_CAPACITY_OF]->",
  "-[:EVIDENCED_BY]->",
  "-[:MENTIONED_IN]->",
]);

export const isOutgoing = ({ arrow, through }: Hop): boolean =>
  arrow.startsWith("-") && arrow.endsWith(">") && !through;

/** A hop that leads to one neighbour at most. */
export const isToOne = (hop: Hop): boolean => isOutgoing(hop) && !toMany.has(hop.arrow);
