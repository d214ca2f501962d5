import type { Arrow } from "../mapping.js";
import type { NodeType } from "../node-types.js";
import type { Hop } from "../plan/plan.js";
import type { Scope } from "../plan/predicate.js";
import { label } from "./names.js";

/**
 * Neighbours that an index gives in order, so that a page of a hub reads a page and not the hub (4,900
 * participations: 39 ms, sought 3 ms). `id` repeats the id of the node at the other end; the index is on it and one
 * of `keys` (neo4j/schema.ts).
 */
export interface Seek {
  readonly id: string;
  readonly keys: readonly string[];
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

/** Every index that `seekOf` relies on: label and properties. */
export const seekIndexes: readonly (readonly [label: string, ...properties: string[]])[] = Object.values(seeks).flatMap(
  ({ type, id, keys }) => keys.map((key) => [label([type], "VISIBLE"), id, key] as const),
);
