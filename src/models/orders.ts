import { InputType } from "type-graphql";
import { Direction } from "./enums.js";
import { Nullable } from "./fields.js";

/** What a person would sort by. Each order names one key; a list of them breaks ties in turn. */

const by = (many: string, example: string) =>
  `How to order ${many}: exactly one key, for example \`${example}\`. A list of orders breaks ties in turn.`;

const NAME = "By name, in the order of the Vietnamese alphabet, for example `{name: ASC}`.";
const RECORDED = "By when the claim was entered, for example `{recordedAt: DESC}`.";

@InputType({ description: by("officials", "{givenName: ASC}") })
export class OfficialOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(
    () => Direction,
    "By given name first, as Vietnamese lists are, for example `{givenName: ASC}`: Mai Văn Huỳnh under H.",
  )
  readonly givenName?: Direction | null;
  @Nullable(() => Direction, "By birth, for example `{birth: ASC}`.")
  readonly birth?: Direction | null;
}

@InputType({ description: by("positions", "{organization: {name: ASC}}") })
export class PositionOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(() => Direction, "By the short form of the title, for example `{title: ASC}`.")
  readonly title?: Direction | null;
  @Nullable(() => OrganizationOrder, "By the organization, for example `{organization: {name: ASC}}`.")
  readonly organization?: OrganizationOrder | null;
}

@InputType({ description: by("organizations", "{name: ASC}") })
export class OrganizationOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(() => ProvinceOrder, "By the province, for example `{province: {name: ASC}}`.")
  readonly province?: ProvinceOrder | null;
}

@InputType({ description: by("provinces", "{code: ASC}") })
export class ProvinceOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(() => Direction, "By official code, for example `{code: ASC}`: roughly from north to south.")
  readonly code?: Direction | null;
  @Nullable(() => Direction, "By first day, for example `{validFrom: DESC}`.")
  readonly validFrom?: Direction | null;
}

@InputType({ description: by("events", "{date: DESC}") })
export class EventOrder {
  @Nullable(() => Direction, "By date, for example `{date: DESC}`: newest first.")
  readonly date?: Direction | null;
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(() => ProvinceOrder, "By the province where it was held, for example `{province: {name: ASC}}`.")
  readonly province?: ProvinceOrder | null;
}

@InputType({ description: by("resolutions", "{issuedOn: DESC}") })
export class ResolutionOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(
    () => Direction,
    "By number, digits by their value, for example `{number: ASC}`: 35-NQ/TW before 144-QĐ/TW.",
  )
  readonly number?: Direction | null;
  @Nullable(() => Direction, "By the day it was issued, for example `{issuedOn: DESC}`.")
  readonly issuedOn?: Direction | null;
  @Nullable(() => OrganizationOrder, "By who issued it, for example `{issuer: {name: ASC}}`.")
  readonly issuer?: OrganizationOrder | null;
}

@InputType({ description: by("anniversaries", "{originDate: ASC}") })
export class AnniversaryOrder {
  @Nullable(() => Direction, NAME)
  readonly name?: Direction | null;
  @Nullable(() => Direction, "By the day that it goes back to, for example `{originDate: ASC}`.")
  readonly originDate?: Direction | null;
}

@InputType({ description: by("sources", "{publishedOn: DESC}") })
export class SourceOrder {
  @Nullable(() => Direction, "By headline, for example `{title: ASC}`.")
  readonly title?: Direction | null;
  @Nullable(() => Direction, "By the day it was published, for example `{publishedOn: DESC}`.")
  readonly publishedOn?: Direction | null;
}

@InputType({ description: by("participations", "{event: {date: DESC}}") })
export class ParticipationOrder {
  @Nullable(() => EventOrder, "By the event, for example `{event: {date: DESC}}`.")
  readonly event?: EventOrder | null;
  @Nullable(() => OfficialOrder, "By the person, for example `{official: {givenName: ASC}}`.")
  readonly official?: OfficialOrder | null;
  @Nullable(() => OrganizationOrder, "By the organization that took part, for example `{organization: {name: ASC}}`.")
  readonly organization?: OrganizationOrder | null;
  @Nullable(() => Direction, "By role, chairs first, then speakers, for example `{role: ASC}`.")
  readonly role?: Direction | null;
  @Nullable(() => Direction, RECORDED)
  readonly recordedAt?: Direction | null;
}

@InputType({ description: by("tenures", "{from: DESC}") })
export class TenureOrder {
  @Nullable(() => OfficialOrder, "By who held it, for example `{official: {name: ASC}}`.")
  readonly official?: OfficialOrder | null;
  @Nullable(() => PositionOrder, "By what was held, for example `{position: {organization: {name: ASC}}}`.")
  readonly position?: PositionOrder | null;
  @Nullable(() => Direction, "By when it began, for example `{from: DESC}`.")
  readonly from?: Direction | null;
  @Nullable(() => Direction, "By when it ended, for example `{to: DESC}`.")
  readonly to?: Direction | null;
  @Nullable(() => Direction, RECORDED)
  readonly recordedAt?: Direction | null;
}

@InputType({ description: by("topics", "{years: DESC}") })
export class TopicOrder {
  @Nullable(() => EventOrder, "By the event, for example `{event: {date: DESC}}`.")
  readonly event?: EventOrder | null;
  @Nullable(() => Direction, "By kind, in the alphabet's order of its names, for example `{kind: ASC}`.")
  readonly kind?: Direction | null;
  @Nullable(() => Direction, "By the years that were marked or reviewed, for example `{years: DESC}`.")
  readonly years?: Direction | null;
}
