import { ID } from "type-graphql";
import type { ProvinceKind } from "./enums.js";
import { Nullable } from "./fields.js";
import { EntityFilterType, type Quantifier, quantifierOf } from "./filter-types.js";
import { type EventFilter, EventQuantifier } from "./filters-events.js";
import { type OrganizationFilter, OrganizationQuantifier } from "./filters-people.js";
import { type Equality, KeywordFilter, PartialDateFilter, ProvinceKindFilter } from "./operators.js";

@EntityFilterType({
  many: "provinces",
  id: "province/kien-giang",
  name: "kien giang",
  condition: '{name: {matches: "kien giang"}}',
})
export class ProvinceFilter {
  @Nullable(() => KeywordFilter, 'By official code, for example `{code: {eq: "91"}}`: Kiên Giang and the new An Giang.')
  readonly code?: Equality<string> | null;
  @Nullable(() => ProvinceKindFilter, "By rank, for example `{kind: {eq: CITY}}`.")
  readonly kind?: Equality<ProvinceKind> | null;
  @Nullable(() => PartialDateFilter, 'By first day, for example `{validFrom: {on: "2025-07-01"}}`.')
  readonly validFrom?: PartialDateFilter | null;
  @Nullable(
    () => PartialDateFilter,
    'By last day, for example `{validTo: {to: "2025-06-30"}}`: those that went into another.',
  )
  readonly validTo?: PartialDateFilter | null;
  @Nullable(
    () => ID,
    'This province and all that succession links to it, for example `{inLineageOf: "province/an-giang-2025"}`: what is An Giang today, under every name that it had.',
  )
  readonly inLineageOf?: string | null;
  @Nullable(
    () => ProvinceQuantifier,
    'By what it was made from, for example `{predecessors: {some: {id: {eq: "province/kien-giang"}}}}`.',
  )
  readonly predecessors?: Quantifier<ProvinceFilter> | null;
  @Nullable(
    () => ProvinceQuantifier,
    "By what it went into, for example `{successors: {none: {}}}`: those that exist today.",
  )
  readonly successors?: Quantifier<ProvinceFilter> | null;
  @Nullable(() => EventQuantifier, "By the events held there, for example `{events: {some: {type: {eq: INTERVIEW}}}}`.")
  readonly events?: Quantifier<EventFilter> | null;
  @Nullable(
    () => OrganizationQuantifier,
    "By its organizations, for example `{organizations: {some: {kind: {eq: MEDIA}}}}`.",
  )
  readonly organizations?: Quantifier<OrganizationFilter> | null;
}

export const ProvinceQuantifier = quantifierOf<ProvinceFilter>("Province", () => ProvinceFilter, {
  many: "provinces",
  condition: "{kind: {eq: CITY}}",
});
