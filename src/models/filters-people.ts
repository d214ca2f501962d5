import type { Level, OfficialKind, OrganizationKind } from "./enums.js";
import { Nullable } from "./fields.js";
import { EntityFilterType, type Quantifier, quantifierOf } from "./filter-types.js";
import {
  type ParticipationFilter,
  ParticipationQuantifier,
  type TenureFilter,
  TenureQuantifier,
} from "./filters-claims.js";
import { type EventFilter, EventQuantifier } from "./filters-events.js";
import { ProvinceFilter } from "./filters-provinces.js";
import { type ResolutionFilter, ResolutionQuantifier } from "./filters-subjects.js";
import {
  type Equality,
  LevelFilter,
  OfficialKindFilter,
  OrganizationKindFilter,
  PartialDateFilter,
  TextFilter,
} from "./operators.js";

/** Filters of officials, positions and organizations. */

@EntityFilterType({
  many: "officials",
  id: "official/mai-van-huynh",
  name: "mai huynh",
  condition: '{name: {matches: "mai huynh"}}',
})
export class OfficialFilter {
  @Nullable(() => OfficialKindFilter, "By why the person is in the graph, for example `{kind: {eq: OFFICIAL}}`.")
  readonly kind?: Equality<OfficialKind> | null;
  @Nullable(() => PartialDateFilter, 'By birth, for example `{birth: {to: "1960"}}`.')
  readonly birth?: PartialDateFilter | null;
  @Nullable(() => PartialDateFilter, 'By death, for example `{death: {from: "1931"}}`.')
  readonly death?: PartialDateFilter | null;
  @Nullable(
    () => TenureQuantifier,
    'By posts, for example `{tenures: {some: {on: {date: "2023-09-19"}}}}`: who held any on that day.',
  )
  readonly tenures?: Quantifier<TenureFilter> | null;
  @Nullable(
    () => ParticipationQuantifier,
    "By what they did at events, for example `{participations: {some: {role: {eq: CHAIR}}}}`.",
  )
  readonly participations?: Quantifier<ParticipationFilter> | null;
}

@EntityFilterType({
  many: "positions",
  id: "position/truong-ban-tuyen-giao-tinh-uy-kien-giang",
  name: "truong ban tuyen giao",
  condition: '{title: {matches: "truong ban"}}',
})
export class PositionFilter {
  @Nullable(() => TextFilter, 'By the short form of the title, for example `{title: {matches: "truong ban"}}`.')
  readonly title?: TextFilter | null;
  @Nullable(
    () => OrganizationFilter,
    'By organization, for example `{organization: {name: {matches: "ban tuyen giao tinh uy"}}}`.',
  )
  readonly organization?: OrganizationFilter | null;
  @Nullable(
    () => TenureQuantifier,
    "By who held it and when, for example `{tenures: {none: {}}}`: those that nobody is known to have held.",
  )
  readonly tenures?: Quantifier<TenureFilter> | null;
}

export const PositionQuantifier = quantifierOf<PositionFilter>("Position", () => PositionFilter, {
  many: "positions",
  condition: '{title: {matches: "truong ban"}}',
});

@EntityFilterType({
  many: "organizations",
  id: "organization/ban-tuyen-giao-tinh-uy-kien-giang",
  name: "ban tuyen giao",
  condition: "{kind: {eq: PARTY}}",
})
export class OrganizationFilter {
  @Nullable(() => OrganizationKindFilter, "By what it is, for example `{kind: {in: [PARTY, ASSEMBLY]}}`.")
  readonly kind?: Equality<OrganizationKind> | null;
  @Nullable(() => LevelFilter, "By level, for example `{level: {eq: PROVINCE}}`.")
  readonly level?: Equality<Level> | null;
  @Nullable(() => ProvinceFilter, 'By province, for example `{province: {inLineageOf: "province/an-giang-2025"}}`.')
  readonly province?: ProvinceFilter | null;
  @Nullable(
    () => OrganizationFilter,
    'By what it belongs to, for example `{partOf: {name: {matches: "tinh uy kien giang"}}}`.',
  )
  readonly partOf?: OrganizationFilter | null;
  @Nullable(
    () => OrganizationQuantifier,
    'By what belongs to it, for example `{parts: {some: {name: {matches: "ban tuyen giao"}}}}`.',
  )
  readonly parts?: Quantifier<OrganizationFilter> | null;
  @Nullable(
    () => PositionQuantifier,
    'By its titles, for example `{positions: {some: {title: {matches: "truong ban"}}}}`.',
  )
  readonly positions?: Quantifier<PositionFilter> | null;
  @Nullable(
    () => ParticipationQuantifier,
    "By what it did at events itself, for example `{participations: {some: {role: {eq: RECIPIENT}}}}`.",
  )
  readonly participations?: Quantifier<ParticipationFilter> | null;
  @Nullable(
    () => EventQuantifier,
    'By the events that it organized, for example `{organizedEvents: {some: {date: {on: "2024"}}}}`.',
  )
  readonly organizedEvents?: Quantifier<EventFilter> | null;
  @Nullable(
    () => ResolutionQuantifier,
    'By the resolutions that it issued, for example `{issued: {some: {issuedOn: {on: "2024"}}}}`.',
  )
  readonly issued?: Quantifier<ResolutionFilter> | null;
}

export const OrganizationQuantifier = quantifierOf<OrganizationFilter>("Organization", () => OrganizationFilter, {
  many: "organizations",
  condition: "{kind: {eq: PARTY}}",
});
