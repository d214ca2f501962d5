import type { HeldQuestion } from "./bound.js";
import type { Hop } from "./plan.js";

/**
 * One key of an ordering. Unknown values come last in either direction. Strings compare by code unit (stored order
 * keys are ASCII, so both engines agree), numbers by value.
 *
 * - `property`: a stored property of the node, or of the node at the end of to-one hops. The tie-break that ends
 *   every order is `id` for entities and sources, in the direction of the term before it, and `protocolKey`
 *   ascending for claims: the order in which the source names them.
 * - `certainty`: 0 certain, 1 possible, 2 undated, 3 not held. `distance`: days from the question to the nearest
 *   known day of the tenure, null if none is known.
 */
export type OrderTerm =
  | {
      readonly kind: "property";
      readonly path: readonly Hop[];
      readonly property: string;
      readonly descending: boolean;
    }
  | { readonly kind: "certainty" | "distance"; readonly question: HeldQuestion; readonly descending: false };
