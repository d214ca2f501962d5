import type { AnniversaryKind, EntityType, ResolutionKind } from "./enums.js";
import { Nullable } from "./fields.js";
import { EntityFilterType, NodeFilterType, type Quantifier, quantifierOf } from "./filter-types.js";
import { type TopicFilter, TopicQuantifier } from "./filters-claims.js";
import { OrganizationFilter } from "./filters-people.js";
import {
  AnniversaryKindFilter,
  EntityTypeFilter,
  type Equality,
  KeywordFilter,
  PartialDateFilter,
  ResolutionKindFilter,
  TextFilter,
} from "./operators.js";

/** Filters of resolutions, anniversaries, entities of any type, and sources. */

@EntityFilterType({
  many: "resolutions",
  id: "resolution/144-qd-tw-2024",
  name: "144",
  condition: '{number: {eq: "35-NQ/TW"}}',
})
export class ResolutionFilter {
  @Nullable(() => TextFilter, 'By number, for example `{number: {eq: "35-NQ/TW"}}`.')
  readonly number?: TextFilter | null;
  @Nullable(() => ResolutionKindFilter, "By what it calls itself, for example `{kind: {in: [NGHI_QUYET, KET_LUAN]}}`.")
  readonly kind?: Equality<ResolutionKind> | null;
  @Nullable(() => PartialDateFilter, 'By the day it was issued, for example `{issuedOn: {on: "2021"}}`.')
  readonly issuedOn?: PartialDateFilter | null;
  @Nullable(() => OrganizationFilter, 'By who issued it, for example `{issuer: {name: {eq: "Bộ Chính trị"}}}`.')
  readonly issuer?: OrganizationFilter | null;
  @Nullable(() => TextFilter, 'By what it is about, for example `{subject: {matches: "chuyen doi so"}}`.')
  readonly subject?: TextFilter | null;
  @Nullable(
    () => TopicQuantifier,
    "By the events that dealt with it, for example `{topicOf: {some: {kind: {eq: REVIEWS}}}}`.",
  )
  readonly topicOf?: Quantifier<TopicFilter> | null;
}

export const ResolutionQuantifier = quantifierOf<ResolutionFilter>("Resolution", () => ResolutionFilter, {
  many: "resolutions",
  condition: "{kind: {eq: NGHI_QUYET}}",
});

@EntityFilterType({
  many: "anniversaries",
  id: "anniversary/1930-08-01-nganh-tuyen-giao",
  name: "truyen thong tuyen giao",
  condition: '{originDate: {on: "1930-08-01"}}',
})
export class AnniversaryFilter {
  @Nullable(() => AnniversaryKindFilter, "By what is commemorated, for example `{kind: {eq: BIRTH}}`.")
  readonly kind?: Equality<AnniversaryKind> | null;
  @Nullable(() => PartialDateFilter, 'By the day that it goes back to, for example `{originDate: {on: "1930-08-01"}}`.')
  readonly originDate?: PartialDateFilter | null;
  @Nullable(() => EntityFilter, 'By whom or what it honours, for example `{honours: {name: {matches: "tran phu"}}}`.')
  readonly honours?: EntityFilter | null;
  @Nullable(() => TopicQuantifier, "By the events that marked it, for example `{topicOf: {some: {years: {gte: 90}}}}`.")
  readonly topicOf?: Quantifier<TopicFilter> | null;
}

@EntityFilterType({
  many: "entities",
  id: "official/mai-van-huynh",
  name: "tran phu",
  condition: '{name: {matches: "tran phu"}}',
})
export class EntityFilter {
  @Nullable(() => EntityTypeFilter, "By type, for example `{type: {eq: OFFICIAL}}`.")
  readonly type?: Equality<EntityType> | null;
}

@NodeFilterType({
  many: "sources",
  id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang",
  condition: '{publishedOn: {on: "2023-09"}}',
})
export class SourceFilter {
  @Nullable(() => TextFilter, 'By headline, for example `{title: {matches: "tuyen giao"}}`.')
  readonly title?: TextFilter | null;
  @Nullable(() => TextFilter, 'By who published it, for example `{outlet: {matches: "kon tum"}}`.')
  readonly outlet?: TextFilter | null;
  @Nullable(() => TextFilter, 'By one of its authors, for example `{authors: {eq: "Nguyễn Hoa"}}`.')
  readonly authors?: TextFilter | null;
  @Nullable(() => KeywordFilter, "By address, for example `{url: {eq: null}}`: those without one.")
  readonly url?: Equality<string> | null;
  @Nullable(() => PartialDateFilter, 'By the day it was published, for example `{publishedOn: {on: "2023-09"}}`.')
  readonly publishedOn?: PartialDateFilter | null;
  @Nullable(() => PartialDateFilter, 'By the day the text was taken, for example `{capturedOn: {on: "2024-06"}}`.')
  readonly capturedOn?: PartialDateFilter | null;
  @Nullable(
    () => KeywordFilter,
    'By the SHA-256 of the text, for example `{sha256: {eq: "20cbd175…"}}` with all 64 digits.',
  )
  readonly sha256?: Equality<string> | null;
}
