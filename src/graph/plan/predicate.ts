import type { NodeType } from "../node-types.js";
import type { Certainty, HeldQuestion } from "./bound.js";
import type { Hop } from "./plan.js";

/**
 * Which claims a reader meets before any filter: CONFIRMED and not DEPRECATED, unless a filter on the claim names
 * `status` (then any status) or `rank` (then any rank). Entities and sources are always met.
 */
export type Scope = "VISIBLE" | "ANY_STATUS" | "ANY_RANK" | "ALL";

/**
 * A condition on one node, of two-valued logic: a comparison with an unknown property is false, and its negation
 * true. Empty `all` is true, empty `any` is false.
 */
export type Predicate =
  | { readonly kind: "all" | "any"; readonly of: readonly Predicate[] }
  | { readonly kind: "not"; readonly of: Predicate }
  /** `eq` with null: the property is unknown. For list properties (`list`) the comparison holds if some item does. */
  | {
      readonly kind: "compare";
      readonly property: string;
      readonly list: boolean;
      readonly operator: "eq" | "in" | "gte" | "lte";
      readonly value: Operand;
    }
  /** Every token led by a blank is contained in the stored fold key (`searchKey`, `titleKey`, …). */
  | { readonly kind: "matches"; readonly key: string; readonly tokens: readonly string[] }
  /** A PartialDate property (stored beside it: `<property>Min`, `<property>Max`) against the days from min to max. */
  | {
      readonly kind: "dated";
      readonly property: string;
      readonly relation: "on" | "from" | "to";
      readonly min: string;
      readonly max: string;
      readonly atLeast: Certainty;
    }
  /** Each type once. */
  | { readonly kind: "type"; readonly types: readonly NodeType[] }
  /** Of a tenure: section 2. */
  | { readonly kind: "held"; readonly question: HeldQuestion }
  /** Of a participation: its official held a tenure such as `where` at the time of the event. */
  | { readonly kind: "heldThen"; readonly scope: Scope; readonly where: Predicate; readonly atLeast: Certainty }
  /** To-one relations are `some`. `every` and `none` quantify over the neighbours in scope. */
  | {
      readonly kind: "related";
      readonly hop: Hop;
      readonly quantifier: "some" | "none" | "every";
      readonly scope: Scope;
      readonly where: Predicate;
    }
  /** Of a province: it is of the lineage of this province. */
  | { readonly kind: "lineage"; readonly of: string };

export type Operand = string | number | boolean | null | readonly (string | number)[];

export const always: Predicate = { kind: "all", of: [] };

/** The conditions that must all hold. */
export const conjuncts = (predicate: Predicate): readonly Predicate[] =>
  predicate.kind === "all" ? predicate.of.flatMap(conjuncts) : [predicate];
