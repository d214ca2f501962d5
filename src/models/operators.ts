import { type ClassType, ID, InputType, Int } from "type-graphql";
import { Certainty, ClaimType, Rank, ReviewStatus, Role, TopicKind } from "./claim-enums.js";
import {
  AnniversaryKind,
  ConferenceKind,
  EntityType,
  EventMode,
  EventType,
  Level,
  OfficialKind,
  OrganizationKind,
  ProvinceKind,
  ResolutionKind,
} from "./enums.js";
import { NonNull, Nullable } from "./fields.js";
import { DateTime, PartialDate } from "./scalars.js";

/** What a filter can ask of one value. Several operators together must all hold. */

export interface Equality<Value> {
  /** Null: the value is not known. */
  readonly eq?: Value | null;
  readonly in?: readonly Value[] | null;
}

const AND = "Several conditions together must all hold.";

function equalityOf<Value>(
  name: string,
  type: () => unknown,
  example: string,
  description = `A condition on one value, for example \`{eq: ${example}}\`. ${AND}`,
): ClassType<Equality<Value>> {
  @InputType(name, { description })
  class EqualityFilter implements Equality<Value> {
    @Nullable(type, `Exactly this, for example \`{eq: ${example}}\`. \`{eq: null}\` means that it is not known.`)
    readonly eq?: Value | null;
    @Nullable(() => [type()], `One of these, for example \`{in: [${example}]}\`. An empty list finds nothing.`)
    readonly in?: readonly Value[] | null;
  }
  return EqualityFilter;
}

export const IdFilter = equalityOf<string>("IdFilter", () => ID, '"official/mai-van-huynh"');
export const KeywordFilter = equalityOf<string>(
  "KeywordFilter",
  () => String,
  '"91"',
  `A condition on a text that is compared letter by letter: a code, an address, a hash. For example \`{eq: "91"}\`. ${AND}`,
);
export const OfficialKindFilter = equalityOf<OfficialKind>("OfficialKindFilter", () => OfficialKind, "OFFICIAL");
export const OrganizationKindFilter = equalityOf<OrganizationKind>(
  "OrganizationKindFilter",
  () => OrganizationKind,
  "PARTY",
);
export const LevelFilter = equalityOf<Level>("LevelFilter", () => Level, "PROVINCE");
export const ProvinceKindFilter = equalityOf<ProvinceKind>("ProvinceKindFilter", () => ProvinceKind, "CITY");
export const EventModeFilter = equalityOf<EventMode>("EventModeFilter", () => EventMode, "ONLINE");
export const ConferenceKindFilter = equalityOf<ConferenceKind>(
  "ConferenceKindFilter",
  () => ConferenceKind,
  "CONGRESS",
);
export const ResolutionKindFilter = equalityOf<ResolutionKind>(
  "ResolutionKindFilter",
  () => ResolutionKind,
  "NGHI_QUYET",
);
export const AnniversaryKindFilter = equalityOf<AnniversaryKind>(
  "AnniversaryKindFilter",
  () => AnniversaryKind,
  "BIRTH",
);
export const RoleFilter = equalityOf<Role>("RoleFilter", () => Role, "CHAIR");
export const TopicKindFilter = equalityOf<TopicKind>("TopicKindFilter", () => TopicKind, "REVIEWS");
export const RankFilter = equalityOf<Rank>("RankFilter", () => Rank, "PREFERRED");
export const ReviewStatusFilter = equalityOf<ReviewStatus>("ReviewStatusFilter", () => ReviewStatus, "PROPOSED");

/** Every node has a type, so there is no asking for the unknown one. */
function typeFilterOf<Type>(name: string, type: () => unknown, example: string): ClassType<Equality<Type>> {
  @InputType(name, { description: `A condition on the type, for example \`{in: [${example}]}\`. ${AND}` })
  class TypeFilter implements Equality<Type> {
    @Nullable(type, `This type, for example \`{eq: ${example}}\`.`)
    readonly eq?: Type | null;
    @Nullable(() => [type()], `One of these types, for example \`{in: [${example}]}\`. An empty list finds nothing.`)
    readonly in?: readonly Type[] | null;
  }
  return TypeFilter;
}

export const EventTypeFilter = typeFilterOf<EventType>("EventTypeFilter", () => EventType, "CONFERENCE");
export const EntityTypeFilter = typeFilterOf<EntityType>("EntityTypeFilter", () => EntityType, "OFFICIAL");
export const ClaimTypeFilter = typeFilterOf<ClaimType>("ClaimTypeFilter", () => ClaimType, "TENURE");

@InputType({
  description: `A condition on a text, for example \`{matches: "mai huynh"}\`. Of a list of texts, some item must satisfy it; the words of \`matches\` may stand in several. ${AND}`,
})
export class TextFilter implements Equality<string> {
  @Nullable(
    () => String,
    'Exactly this text, marks and capitals included, for example `{eq: "Mai Văn Huỳnh"}`; whether Unicode composes the marks does not matter. `{eq: null}` means that it is not known.',
  )
  readonly eq?: string | null;
  @Nullable(
    () => [String],
    'One of these texts, for example `{in: ["Kiên Giang", "An Giang"]}`. An empty list finds nothing.',
  )
  readonly in?: readonly string[] | null;
  @Nullable(
    () => String,
    'Every word given begins some word of the text, in any order, without regard to marks and capitals: for example `{matches: "mai huynh"}` finds Mai Văn Huỳnh.',
  )
  readonly matches?: string | null;
}

@InputType({ description: `A condition on a number, for example \`{gte: 70}\`. ${AND}` })
export class IntFilter implements Equality<number> {
  @Nullable(() => Int, "Exactly this number, for example `{eq: 92}`. `{eq: null}` means that it is not known.")
  readonly eq?: number | null;
  @Nullable(() => [Int], "One of these numbers, for example `{in: [91, 92]}`. An empty list finds nothing.")
  readonly in?: readonly number[] | null;
  @Nullable(() => Int, "This number or a greater one, for example `{gte: 70}`.")
  readonly gte?: number | null;
  @Nullable(() => Int, "This number or a smaller one, for example `{lte: 100}`.")
  readonly lte?: number | null;
}

@InputType({ description: "A condition on a yes or no, for example `{eq: false}`." })
export class BooleanFilter {
  @Nullable(() => Boolean, "Exactly this, for example `{eq: false}`. `{eq: null}` means that it is not known.")
  readonly eq?: boolean | null;
}

@InputType({
  description: `A condition on a date that may be known to the year or month only, for example \`{from: "2023", to: "2024-07"}\`. ${AND} A date that is not known at all satisfies none.`,
})
export class PartialDateFilter {
  @Nullable(() => PartialDate, 'In this day, month or year, for example `{on: "2024-07"}`.')
  readonly on?: PartialDate | null;
  @Nullable(() => PartialDate, 'On the first day of this or later, for example `{from: "2023"}`.')
  readonly from?: PartialDate | null;
  @Nullable(() => PartialDate, 'On the last day of this or earlier, for example `{to: "2024-07"}`.')
  readonly to?: PartialDate | null;
  @Nullable(
    () => Certainty,
    "How sure it must be: for example, a conference of `2024` is possibly in `2024-07`, but with `CERTAIN` is left out.",
    "POSSIBLE",
  )
  readonly atLeast?: Certainty | null;
}

@InputType({ description: `A condition on an instant, for example \`{gte: "2026-11-01T00:00:00Z"}\`. ${AND}` })
export class DateTimeFilter {
  @Nullable(() => DateTime, 'At this instant or later, for example `{gte: "2026-11-01T00:00:00Z"}`.')
  readonly gte?: DateTime | null;
  @Nullable(() => DateTime, 'At this instant or earlier, for example `{lte: "2026-11-30T23:59:59Z"}`.')
  readonly lte?: DateTime | null;
}

@InputType({ description: 'A question about one date, for example `{date: "2023-09-19", atLeast: CERTAIN}`.' })
export class HeldOn {
  @NonNull(() => PartialDate, 'The day, or all days of the month or year, for example `"2023-09-19"`.')
  readonly date!: PartialDate;
  @Nullable(() => Certainty, "How sure the answer must be, for example `CERTAIN`.", "POSSIBLE")
  readonly atLeast?: Certainty | null;
}
