import { ArgsType, type ClassType } from "type-graphql";
import { Certainty } from "./claim-enums.js";
import { NonNull, Nullable } from "./fields.js";
import { ParticipationFilter, TenureFilter, TopicFilter } from "./filters-claims.js";
import { EventFilter } from "./filters-events.js";
import { OfficialFilter, OrganizationFilter, PositionFilter } from "./filters-people.js";
import { ProvinceFilter } from "./filters-provinces.js";
import { AnniversaryFilter, ResolutionFilter, SourceFilter } from "./filters-subjects.js";
import {
  AnniversaryOrder,
  EventOrder,
  OfficialOrder,
  OrganizationOrder,
  ParticipationOrder,
  PositionOrder,
  ProvinceOrder,
  ResolutionOrder,
  SourceOrder,
  TenureOrder,
  TopicOrder,
} from "./orders.js";
import { PageArgs } from "./page-args.js";
import { PartialDate } from "./scalars.js";

export interface ListArgs<Filter, Order> extends PageArgs {
  readonly where?: Filter | null;
  readonly orderBy?: readonly Order[] | null;
}

/** The arguments of a list: which, in which order, which page. */
function listArgs<Filter, Order>(
  filter: () => ClassType & (new () => Filter & object),
  order: () => ClassType & (new () => Order & object),
  examples: { readonly where: string; readonly orderBy: string },
): ClassType<ListArgs<Filter, Order>> {
  @ArgsType()
  class ListArgsType extends PageArgs implements ListArgs<Filter, Order> {
    @Nullable(filter, `Which ones, for example \`where: ${examples.where}\`. All of them if left out.`)
    readonly where?: Filter | null;
    @Nullable(
      () => [order()],
      `In which order, for example \`orderBy: [${examples.orderBy}]\`. What is not known comes last.`,
    )
    readonly orderBy?: readonly Order[] | null;
  }
  return ListArgsType;
}

export const OfficialArgs = listArgs(
  () => OfficialFilter,
  () => OfficialOrder,
  {
    where: '{name: {matches: "mai huynh"}}',
    orderBy: "{givenName: ASC}",
  },
);
export const PositionArgs = listArgs(
  () => PositionFilter,
  () => PositionOrder,
  {
    where: '{title: {matches: "truong ban"}}',
    orderBy: "{title: ASC}",
  },
);
export const OrganizationArgs = listArgs(
  () => OrganizationFilter,
  () => OrganizationOrder,
  {
    where: "{kind: {eq: PARTY}, level: {eq: PROVINCE}}",
    orderBy: "{name: ASC}",
  },
);
export const ProvinceArgs = listArgs(
  () => ProvinceFilter,
  () => ProvinceOrder,
  {
    where: '{inLineageOf: "province/kien-giang"}',
    orderBy: "{code: ASC}",
  },
);
export const EventArgs = listArgs(
  () => EventFilter,
  () => EventOrder,
  {
    where: '{province: {inLineageOf: "province/an-giang-2025"}}',
    orderBy: "{date: DESC}",
  },
);
export const ResolutionArgs = listArgs(
  () => ResolutionFilter,
  () => ResolutionOrder,
  {
    where: "{kind: {eq: NGHI_QUYET}}",
    orderBy: "{issuedOn: DESC}",
  },
);
export const AnniversaryArgs = listArgs(
  () => AnniversaryFilter,
  () => AnniversaryOrder,
  {
    where: '{originDate: {on: "1930-08-01"}}',
    orderBy: "{originDate: ASC}",
  },
);
export const SourceArgs = listArgs(
  () => SourceFilter,
  () => SourceOrder,
  {
    where: '{outlet: {matches: "kon tum"}}',
    orderBy: "{publishedOn: DESC}",
  },
);
export const ParticipationArgs = listArgs(
  () => ParticipationFilter,
  () => ParticipationOrder,
  {
    where: "{role: {eq: CHAIR}}",
    orderBy: "{event: {date: DESC}}",
  },
);
export const TopicArgs = listArgs(
  () => TopicFilter,
  () => TopicOrder,
  {
    where: "{kind: {eq: MARKS}}",
    orderBy: "{years: DESC}",
  },
);

const AT_LEAST =
  "How sure it must be, for example `CERTAIN`. `POSSIBLE` leaves out only what nothing dates; `UNDATED` adds that too.";

@ArgsType()
export class TenureArgs extends listArgs(
  () => TenureFilter,
  () => TenureOrder,
  {
    where: '{position: {title: {matches: "truong ban"}}}',
    orderBy: "{from: DESC}",
  },
) {
  @Nullable(
    () => PartialDate,
    'Only those held on all days of this date, certain ones first, for example `on: "2023-09-19"`.',
  )
  readonly on?: PartialDate | null;
  @Nullable(() => Certainty, `With \`on\`: ${AT_LEAST}`, "POSSIBLE")
  readonly atLeast?: Certainty | null;
}

@ArgsType()
export class CoParticipantArgs extends PageArgs {
  @Nullable(
    () => ParticipationFilter,
    'What the others did there, for example `where: {role: {eq: CHAIR}}`, or where: `where: {event: {date: {on: "2024"}}}`.',
  )
  readonly where?: ParticipationFilter | null;
}

@ArgsType()
export class OnArgs {
  @NonNull(() => PartialDate, 'The day, or all days of the month or year, for example `on: "2024-07-08"`.')
  readonly on!: PartialDate;
}

@ArgsType()
export class HoldersArgs extends OnArgs {
  @Nullable(() => Certainty, AT_LEAST, "POSSIBLE")
  readonly atLeast?: Certainty | null;
}

@ArgsType()
export class AtLeastArgs {
  @Nullable(() => Certainty, AT_LEAST, "POSSIBLE")
  readonly atLeast?: Certainty | null;
}
