import { Int, ObjectType } from "type-graphql";
import { OnArgs, ParticipationArgs } from "./args.js";
import { Claim } from "./claim.js";
import { Certainty } from "./claim-enums.js";
import { type Connection, connectionOf } from "./connections.js";
import { NonNull, Nullable } from "./fields.js";
import { CertaintyOf, Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { Official } from "./official.js";
import { type Participation, ParticipationConnection } from "./participation.js";
import { Position } from "./position.js";
import { PartialDate } from "./scalars.js";

@ObjectType({
  implements: [Node, Claim],
  description:
    "The claim that an official held a position, for example Mai Văn Huỳnh as Chủ tịch HĐND tỉnh Kiên Giang.",
})
export class Tenure extends Claim {
  @NonNull(() => Official, "Who held it, for example `official {name}`.")
  @Edge("-[:OF_OFFICIAL]->")
  readonly official!: Official;
  @NonNull(() => Position, "What was held, for example `position {name organization {name}}`.")
  @Edge("-[:OF_POSITION]->")
  readonly position!: Position;
  @NonNull(
    () => Int,
    "Which holding of the same post by the same person, for example `2` for a second one that is recorded apart; nearly always `1`.",
  )
  readonly ordinal!: number;
  @Nullable(() => PartialDate, "When it began, for example `2020-10`; null where no source says.")
  readonly from!: PartialDate | null;
  @Nullable(
    () => PartialDate,
    "When it ended, for example `2025-06-30`; null where no source says, or where it has not ended.",
  )
  readonly to!: PartialDate | null;
  @NonNull(
    () => [PartialDate],
    'Dates on which sources show the person in the post, for example `["2023-09-19", "2024-07-08"]`.',
  )
  readonly attestedOn!: readonly PartialDate[];
  @Nullable(
    () => Certainty,
    'How sure it is that the post was held on all days of `on`, for example `certainty(on: "2024")`; null where it was not.',
  )
  @CertaintyOf()
  @Takes(() => OnArgs)
  readonly certainty!: Certainty | null;
  @NonNull(
    () => ParticipationConnection,
    "Where the person took part in this capacity, newest first, for example `participations {nodes {role event {name}}}`.",
  )
  @Edge("<-[:IN_CAPACITY_OF]-")
  @Takes(() => ParticipationArgs)
  readonly participations!: Connection<Participation>;
}

export const TenureConnection = connectionOf<Tenure>("Tenure", () => Tenure, { one: "tenure", many: "tenures" });
