import type { Arrow } from "../mapping.js";
import type { NodeType } from "../node-types.js";
import type { Hop } from "../plan/plan.js";
import type { Scope } from "../plan/predicate.js";

/**
 * Rows that an index gives in order, so that a page of a hub reads a page and not the hub (4,900 participations: 39 ms,
 * sought 3 ms). `id` repeats the id of the node at the other end; the index is on it and one of `keys`
 * (neo4j/schema.ts).
 */
export interface Seek {
  readonly id: string;
  readonly keys: readonly string[];
  /** A value has so many rows that it is sought only where the filter leads nowhere else. */
  readonly alone?: true;
}

const seeks: Readonly<Partial<Record<Arrow, Seek & { readonly type: NodeType }>>> = {
  "<-[:BY]-": { type: "Participation", id: "byId", keys: ["dateDesc", "dateAsc"] },
  "<-[:AT]-": { type: "Participation", id: "eventId", keys: ["protocolKey"] },
  "<-[:OF_OFFICIAL]-": { type: "Tenure", id: "officialId", keys: ["fromAsc"] },
  "<-[:OF_POSITION]-": { type: "Tenure", id: "positionId", keys: ["fromAsc"] },
};

/** The index that gives a hop's neighbours by their first order key, if one does. */
export function seekOf({ arrow, types, through }: Hop, scope: Scope, firstKey: string | undefined): Seek | undefined {
  const seek = seeks[arrow];
  if (seek === undefined || firstKey === undefined || scope !== "VISIBLE" || through !== undefined) return undefined;
  return types.length === 1 && types[0] === seek.type && seek.keys.includes(firstKey) ? seek : undefined;
}

/** Of each label, what its rows can be sought by: a property, then an order key. The more selective stand first. */
const sought: Readonly<Record<string, readonly Seek[]>> = {
  VisibleParticipation: [
    { id: "eventId", keys: ["protocolKey"] },
    { id: "byId", keys: ["dateDesc", "dateAsc"] },
    { id: "provinceId", keys: ["dateDesc"] },
    { id: "role", keys: ["dateDesc"], alone: true },
  ],
  VisibleTenure: [
    { id: "positionId", keys: ["fromAsc"] },
    { id: "officialId", keys: ["fromAsc"] },
  ],
  Event: [{ id: "provinceId", keys: ["dateDesc"] }],
  Conference: [{ id: "provinceId", keys: ["dateDesc"] }],
};

/**
 * The index to seek where these properties of the rows are given: the most selective, and only if it serves the order.
 * `leadsOn`: the filter has joins.
 */
export function seekAmong(
  label: string,
  given: ReadonlySet<string>,
  firstKey: string | undefined,
  leadsOn: boolean,
): Seek["id"] | undefined {
  // An id names one row.
  if (given.has("id")) return undefined;
  const seek = sought[label]?.find(({ id }) => given.has(id));
  if (seek === undefined || firstKey === undefined || !seek.keys.includes(firstKey)) return undefined;
  return seek.alone && leadsOn ? undefined : seek.id;
}

/** The second property of an index that begins with this one, which every row has: an index wants a condition on it. */
export const completing = (label: string, property: string): string | undefined =>
  sought[label]?.find(({ id }) => id === property)?.keys[0];

/** Every index that a seek relies on: label and properties. */
export const seekIndexes: readonly (readonly [label: string, ...properties: string[]])[] = Object.entries(
  sought,
).flatMap(([label, all]) => all.flatMap(({ id, keys }) => keys.map((key) => [label, id, key] as const)));
