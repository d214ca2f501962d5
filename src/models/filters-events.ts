import type { ConferenceKind, EventMode, EventType } from "./enums.js";
import { Nullable } from "./fields.js";
import { EntityFilterType, type Quantifier, quantifierOf } from "./filter-types.js";
import {
  type ParticipationFilter,
  ParticipationQuantifier,
  type TopicFilter,
  TopicQuantifier,
} from "./filters-claims.js";
import { type OrganizationFilter, OrganizationQuantifier } from "./filters-people.js";
import { ProvinceFilter } from "./filters-provinces.js";
import {
  BooleanFilter,
  ConferenceKindFilter,
  type Equality,
  EventModeFilter,
  EventTypeFilter,
  PartialDateFilter,
  TextFilter,
} from "./operators.js";

/** One filter for events of all types, and for a list of conferences. */
@EntityFilterType({
  many: "events",
  id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07",
  name: "hoi nghi tuyen giao",
  condition: '{date: {on: "2024-07"}}',
})
export class EventFilter {
  @Nullable(() => EventTypeFilter, "By type, for example `{type: {in: [CONFERENCE, CEREMONY]}}`.")
  readonly type?: Equality<EventType> | null;
  @Nullable(
    () => ConferenceKindFilter,
    "Conferences that are called so, for example `{kind: {eq: CONGRESS}}`; no event of another type.",
  )
  readonly kind?: Equality<ConferenceKind> | null;
  @Nullable(
    () => PartialDateFilter,
    'By the day it took place or began, for example `{date: {from: "2023", to: "2024-07"}}`.',
  )
  readonly date?: PartialDateFilter | null;
  @Nullable(
    () => PartialDateFilter,
    'By the last day of one that took several, for example `{endDate: {on: "2021-02"}}`.',
  )
  readonly endDate?: PartialDateFilter | null;
  @Nullable(
    () => PartialDateFilter,
    'By the day on which a source first told of it, for example `{notAfter: {to: "2023-09-19"}}`.',
  )
  readonly notAfter?: PartialDateFilter | null;
  @Nullable(() => TextFilter, 'By one of its places, for example `{places: {matches: "phu quoc"}}`.')
  readonly places?: TextFilter | null;
  @Nullable(() => EventModeFilter, "By how people came together, for example `{mode: {in: [ONLINE, MIXED]}}`.")
  readonly mode?: Equality<EventMode> | null;
  @Nullable(
    () => TextFilter,
    'By what it was about where that is no document, for example `{subject: {matches: "tuyen giao"}}`.',
  )
  readonly subject?: TextFilter | null;
  @Nullable(() => BooleanFilter, "By whether a source names it, for example `{nameStated: {eq: false}}`.")
  readonly nameStated?: BooleanFilter | null;
  @Nullable(() => ProvinceFilter, 'By province, for example `{province: {inLineageOf: "province/an-giang-2025"}}`.')
  readonly province?: ProvinceFilter | null;
  @Nullable(
    () => OrganizationQuantifier,
    "By who organized it, for example `{organizers: {some: {level: {eq: CENTRAL}}}}`.",
  )
  readonly organizers?: Quantifier<OrganizationFilter> | null;
  @Nullable(
    () => EventFilter,
    "By the larger event that it was part of, for example `{partOf: {type: {eq: CONTEST}}}`.",
  )
  readonly partOf?: EventFilter | null;
  @Nullable(
    () => ParticipationQuantifier,
    'By who took part, for example `{participations: {some: {official: {id: {eq: "official/mai-van-huynh"}}}}}`.',
  )
  readonly participations?: Quantifier<ParticipationFilter> | null;
  @Nullable(
    () => TopicQuantifier,
    'By what it was about, for example `{topics: {some: {resolution: {number: {eq: "35-NQ/TW"}}}}}`.',
  )
  readonly topics?: Quantifier<TopicFilter> | null;
  @Nullable(
    () => TopicQuantifier,
    "By the events that were about it, for example `{topicOf: {some: {kind: {eq: IMPLEMENTS}}}}`.",
  )
  readonly topicOf?: Quantifier<TopicFilter> | null;
}

export const EventQuantifier = quantifierOf<EventFilter>("Event", () => EventFilter, {
  many: "events",
  condition: '{date: {on: "2024"}}',
});
