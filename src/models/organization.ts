import { ObjectType } from "type-graphql";
import { EventArgs, OrganizationArgs, ParticipationArgs, PositionArgs, ResolutionArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { Level, OrganizationKind } from "./enums.js";
import { type Event, EventConnection } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { type Participation, ParticipationConnection } from "./participation.js";
import { type Position, PositionConnection } from "./position.js";
import { Province } from "./province.js";
import { type Resolution, ResolutionConnection } from "./resolution.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A body that people work in, that organizes events and issues resolutions, for example Ban Tuyên giáo Tỉnh ủy Kiên Giang.",
})
export class Organization extends Entity {
  @NonNull(() => OrganizationKind, "What it is, for example `PARTY`.")
  readonly kind!: OrganizationKind;
  @Nullable(() => Level, "The level at which it works, for example `PROVINCE`.")
  readonly level!: Level | null;
  @Nullable(() => Province, "Where it works; null for a central one, for example Bộ Chính trị.")
  @Edge("-[:IN_PROVINCE]->")
  readonly province!: Province | null;
  @Nullable(() => Organization, "What it belongs to, for example Tỉnh ủy Kiên Giang of its Ban Tuyên giáo.")
  @Edge("-[:PART_OF]->")
  readonly partOf!: Organization | null;
  @NonNull(() => OrganizationConnection, "What belongs to it, by name, for example `parts {nodes {name}}`.")
  @Edge("<-[:PART_OF]-")
  @Takes(() => OrganizationArgs)
  readonly parts!: Connection<Organization>;
  @NonNull(() => PositionConnection, "Its titles, by name, for example `positions {nodes {title}}`.")
  @Edge("<-[:IN]-")
  @Takes(() => PositionArgs)
  readonly positions!: Connection<Position>;
  @NonNull(
    () => ParticipationConnection,
    "What it did at events as an organization, newest first, for example hand over awards: `participations {nodes {role award}}`.",
  )
  @Edge("<-[:BY]-")
  @Takes(() => ParticipationArgs)
  readonly participations!: Connection<Participation>;
  @NonNull(
    () => EventConnection,
    "The events that it organized, newest first, for example `organizedEvents(first: 5) {nodes {name date}}`.",
  )
  @Edge("<-[:ORGANIZED_BY]-")
  @Takes(() => EventArgs)
  readonly organizedEvents!: Connection<Event>;
  @NonNull(
    () => ResolutionConnection,
    "The resolutions that it issued, by name, for example `issued {nodes {number issuedOn}}`.",
  )
  @Edge("<-[:ISSUED_BY]-")
  @Takes(() => ResolutionArgs)
  readonly issued!: Connection<Resolution>;
}

export const OrganizationConnection = connectionOf<Organization>("Organization", () => Organization, {
  one: "organization",
  many: "organizations",
});
