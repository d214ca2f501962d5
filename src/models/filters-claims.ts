import { InputType } from "type-graphql";
import { Certainty, type Role, type TopicKind } from "./claim-enums.js";
import { NonNull, Nullable } from "./fields.js";
import { ClaimFilterType, type Quantifier, quantifierOf } from "./filter-types.js";
import { EventFilter } from "./filters-events.js";
import { OfficialFilter, OrganizationFilter, PositionFilter } from "./filters-people.js";
import { AnniversaryFilter, ResolutionFilter, SourceFilter } from "./filters-subjects.js";
import {
  type Equality,
  HeldOn,
  IntFilter,
  PartialDateFilter,
  RoleFilter,
  TextFilter,
  TopicKindFilter,
} from "./operators.js";

@ClaimFilterType({
  many: "tenures",
  id: "tenure/423c59ce67e237a7",
  condition: '{position: {title: {matches: "truong ban"}}}',
  source: () => SourceFilter,
})
export class TenureFilter {
  @Nullable(() => HeldOn, 'Those held on a date, for example `{on: {date: "2023-09-19", atLeast: CERTAIN}}`.')
  readonly on?: HeldOn | null;
  @Nullable(() => OfficialFilter, 'By who held it, for example `{official: {name: {matches: "mai huynh"}}}`.')
  readonly official?: OfficialFilter | null;
  @Nullable(
    () => PositionFilter,
    'By what was held, for example `{position: {organization: {name: {matches: "ban tuyen giao tinh uy"}}}}`.',
  )
  readonly position?: PositionFilter | null;
  @Nullable(() => IntFilter, "By which holding of the same post it is, for example `{ordinal: {gte: 2}}`.")
  readonly ordinal?: IntFilter | null;
  @Nullable(() => PartialDateFilter, 'By when it began, for example `{from: {from: "2020"}}`.')
  readonly from?: PartialDateFilter | null;
  @Nullable(() => PartialDateFilter, 'By when it ended, for example `{to: {on: "2025-06"}}`.')
  readonly to?: PartialDateFilter | null;
  @Nullable(
    () => ParticipationQuantifier,
    "By where the person took part in this capacity, for example `{participations: {some: {role: {eq: CHAIR}}}}`.",
  )
  readonly participations?: Quantifier<ParticipationFilter> | null;
}

export const TenureQuantifier = quantifierOf<TenureFilter>("Tenure", () => TenureFilter, {
  many: "tenures",
  condition: '{on: {date: "2023-09-19"}}',
});

@InputType({
  description:
    'A condition on the posts that the official held at the time of the event, for example `{tenure: {position: {title: {matches: "chu tich"}}}, atLeast: CERTAIN}`.',
})
export class HeldThen {
  @NonNull(
    () => TenureFilter,
    'What some tenure must be like, for example `{position: {title: {matches: "chu tich"}}}`; `{}` asks for any.',
  )
  readonly tenure!: TenureFilter;
  @Nullable(() => Certainty, "How sure it must be that it was held then, for example `CERTAIN`.", "POSSIBLE")
  readonly atLeast?: Certainty | null;
}

@ClaimFilterType({
  many: "participations",
  id: "participation/331bbd8a992c88e1",
  condition: "{role: {eq: CHAIR}}",
  source: () => SourceFilter,
})
export class ParticipationFilter {
  @Nullable(() => RoleFilter, "By role, for example `{role: {in: [CHAIR, SPEAKER]}}`.")
  readonly role?: Equality<Role> | null;
  @Nullable(
    () => TextFilter,
    'By how the source puts the role, for example `{roleAsWritten: {matches: "phat bieu chi dao"}}`.',
  )
  readonly roleAsWritten?: TextFilter | null;
  @Nullable(
    () => OfficialFilter,
    'By who it was, for example `{official: {id: {eq: "official/mai-van-huynh"}}}`; `{official: {}}` asks for any person.',
  )
  readonly official?: OfficialFilter | null;
  @Nullable(
    () => OrganizationFilter,
    "By which organization it was, for example `{organization: {kind: {eq: MEDIA}}}`.",
  )
  readonly organization?: OrganizationFilter | null;
  @Nullable(() => TextFilter, 'By how the source describes them, for example `{description: {matches: "bao chi"}}`.')
  readonly description?: TextFilter | null;
  @Nullable(() => IntFilter, "By how many they were, for example `{count: {gte: 10}}`.")
  readonly count?: IntFilter | null;
  @Nullable(() => EventFilter, 'By event, for example `{event: {province: {id: {eq: "province/kien-giang"}}}}`.')
  readonly event?: EventFilter | null;
  @Nullable(
    () => TenureQuantifier,
    'By the posts stated beside the name, for example `{inCapacityOf: {some: {position: {title: {matches: "chu tich"}}}}}`.',
  )
  readonly inCapacityOf?: Quantifier<TenureFilter> | null;
  @Nullable(() => OrganizationFilter, "By for whom they acted, for example `{onBehalfOf: {kind: {eq: MEDIA}}}`.")
  readonly onBehalfOf?: OrganizationFilter | null;
  @Nullable(() => TextFilter, 'By what was handed over or received, for example `{award: {matches: "bang khen"}}`.')
  readonly award?: TextFilter | null;
  @Nullable(
    () => HeldThen,
    'By the posts that the official held at the time, whoever says so, for example `{heldThen: {tenure: {position: {title: {matches: "chu tich"}}}, atLeast: CERTAIN}}`.',
  )
  readonly heldThen?: HeldThen | null;
}

export const ParticipationQuantifier = quantifierOf<ParticipationFilter>("Participation", () => ParticipationFilter, {
  many: "participations",
  condition: "{role: {eq: CHAIR}}",
});

@ClaimFilterType({
  many: "topics",
  id: "topic/6e39305c1c5634b0",
  condition: "{kind: {eq: MARKS}}",
  source: () => SourceFilter,
})
export class TopicFilter {
  @Nullable(() => TopicKindFilter, "By how the event was about it, for example `{kind: {in: [REVIEWS, IMPLEMENTS]}}`.")
  readonly kind?: Equality<TopicKind> | null;
  @Nullable(() => IntFilter, "By the years that were marked or reviewed, for example `{years: {gte: 90}}`.")
  readonly years?: IntFilter | null;
  @Nullable(
    () => PartialDateFilter,
    'By the day of that year\'s anniversary, for example `{celebratedOn: {on: "2022"}}`.',
  )
  readonly celebratedOn?: PartialDateFilter | null;
  @Nullable(() => EventFilter, 'By the event whose topic it is, for example `{event: {date: {on: "2024"}}}`.')
  readonly event?: EventFilter | null;
  @Nullable(() => ResolutionFilter, 'About such a resolution, for example `{resolution: {number: {eq: "35-NQ/TW"}}}`.')
  readonly resolution?: ResolutionFilter | null;
  @Nullable(
    () => AnniversaryFilter,
    'About such an anniversary, for example `{anniversary: {originDate: {on: "1930-08-01"}}}`.',
  )
  readonly anniversary?: AnniversaryFilter | null;
  @Nullable(() => EventFilter, "About such an event, for example `{subjectEvent: {kind: {eq: CONGRESS}}}`.")
  readonly subjectEvent?: EventFilter | null;
}

export const TopicQuantifier = quantifierOf<TopicFilter>("Topic", () => TopicFilter, {
  many: "topics",
  condition: "{kind: {eq: REVIEWS}}",
});
