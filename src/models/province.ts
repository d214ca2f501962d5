import { ObjectType } from "type-graphql";
import { EventArgs, OrganizationArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { ProvinceKind } from "./enums.js";
import { type Event, EventConnection } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Lineage, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { type Organization, OrganizationConnection } from "./organization.js";
import { PartialDate } from "./scalars.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A province of Vietnam, or a city of that rank, as it was at one time: since 2025-07-01 Kiên Giang lies in the new An Giang, which is a province of its own, for example `province/kien-giang` and `province/an-giang-2025`.",
})
export class Province extends Entity {
  @NonNull(
    () => String,
    "The official code of its time, for example `91`: of Kiên Giang until 2025, of An Giang since. Codes are used again, ids are not.",
  )
  readonly code!: string;
  @NonNull(() => ProvinceKind, "Its rank, for example `CITY`.")
  readonly kind!: ProvinceKind;
  @Nullable(() => PartialDate, "Its first day, for example `2025-07-01`; null where it is older than this graph.")
  readonly validFrom!: PartialDate | null;
  @Nullable(() => PartialDate, "Its last day, for example `2025-06-30`; null for one that exists today.")
  readonly validTo!: PartialDate | null;
  @NonNull(() => [Province], "What it was made from, for example Kiên Giang and the old An Giang.")
  @Edge("<-[:SUCCESSOR]-", { type: "Succession", arrow: "-[:PREDECESSOR]->" })
  readonly predecessors!: readonly Province[];
  @NonNull(() => [Province], "What it went into, for example the new An Giang.")
  @Edge("<-[:PREDECESSOR]-", { type: "Succession", arrow: "-[:SUCCESSOR]->" })
  readonly successors!: readonly Province[];
  @NonNull(
    () => [Province],
    "Itself and every province that succession links to it, in either direction and over any number of steps, for example Kiên Giang, the old and the new An Giang.",
  )
  @Lineage()
  readonly lineage!: readonly Province[];
  @NonNull(
    () => EventConnection,
    "The events held there under this name, newest first, for example `events {nodes {name date}}`.",
  )
  @Edge("<-[:HELD_IN]-")
  @Takes(() => EventArgs)
  readonly events!: Connection<Event>;
  @NonNull(
    () => OrganizationConnection,
    "The organizations there, by name, for example `organizations(where: {kind: {eq: PARTY}}) {nodes {name}}`.",
  )
  @Edge("<-[:IN_PROVINCE]-")
  @Takes(() => OrganizationArgs)
  readonly organizations!: Connection<Organization>;
}

export const ProvinceConnection = connectionOf<Province>("Province", () => Province, {
  one: "province",
  many: "provinces",
});
