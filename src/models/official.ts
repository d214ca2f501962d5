import { ObjectType } from "type-graphql";
import { CoParticipantArgs, ParticipationArgs, TenureArgs } from "./args.js";
import { CoParticipantConnection, type CoParticipantEdge } from "./co-participants.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { OfficialKind } from "./enums.js";
import { NonNull, Nullable } from "./fields.js";
import { CoParticipants, Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { type Participation, ParticipationConnection } from "./participation.js";
import { PartialDate } from "./scalars.js";
import { type Tenure, TenureConnection } from "./tenure.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A person who holds posts and takes part in events, for example Mai Văn Huỳnh, `official/mai-van-huynh`.",
})
export class Official extends Entity {
  @NonNull(() => OfficialKind, "Why the person is in the graph, for example `OFFICIAL`.")
  readonly kind!: OfficialKind;
  @Nullable(() => PartialDate, "When the person was born, for example `1904-05-01` (Trần Phú).")
  readonly birth!: PartialDate | null;
  @Nullable(() => PartialDate, "When the person died, for example `1931-09-06` (Trần Phú).")
  readonly death!: PartialDate | null;
  @NonNull(
    () => TenureConnection,
    'The posts that the person held, oldest first, or with `on` those of a date, certain ones first: for example `tenures(on: "2024-07-08") {nodes {position {name}}}`.',
  )
  @Edge("<-[:OF_OFFICIAL]-")
  @Takes(() => TenureArgs)
  readonly tenures!: Connection<Tenure>;
  @NonNull(
    () => ParticipationConnection,
    "What the person did at events, newest first, for example `participations(where: {role: {eq: CHAIR}}) {nodes {event {name date}}}`.",
  )
  @Edge("<-[:BY]-")
  @Takes(() => ParticipationArgs)
  readonly participations!: Connection<Participation>;
  @NonNull(
    () => CoParticipantConnection,
    "Who took part in the same events, those with the most events in common first, for example `coParticipants(first: 5) {edges {eventCount node {name}}}`.",
  )
  @CoParticipants()
  @Takes(() => CoParticipantArgs)
  readonly coParticipants!: Connection<Official, CoParticipantEdge>;
}

export const OfficialConnection = connectionOf<Official>("Official", () => Official, {
  one: "official",
  many: "officials",
});
