import { Int, ObjectType } from "type-graphql";
import { AtLeastArgs } from "./args.js";
import { Claim } from "./claim.js";
import { Role } from "./claim-enums.js";
import { connectionOf } from "./connections.js";
import { Event } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Holding } from "./holding.js";
import { Edge, Holdings, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { Official } from "./official.js";
import { Organization } from "./organization.js";
import { Tenure } from "./tenure.js";

@ObjectType({
  implements: [Node, Claim],
  description:
    "The claim that someone had a role at an event, for example that Mai Văn Huỳnh chaired the conference in Phú Quốc. It was an official, an organization, or people whom the source only describes.",
})
export class Participation extends Claim {
  @NonNull(() => Role, "What they did there, for example `CHAIR`.")
  readonly role!: Role;
  @Nullable(() => String, "How the source puts it, for example `phát biểu chỉ đạo`.")
  readonly roleAsWritten!: string | null;
  @Nullable(
    () => Official,
    "Who it was, for example `official {name}`; null where it was an organization or nobody is named.",
  )
  @Edge("-[:BY]->")
  readonly official!: Official | null;
  @Nullable(
    () => Organization,
    "Which organization it was, for example Ban Thường vụ Tỉnh ủy Kiên Giang, which handed over awards; null where it was a person.",
  )
  @Edge("-[:BY]->")
  readonly organization!: Organization | null;
  @Nullable(() => String, "Who it was where the source names nobody, for example `lãnh đạo các cơ quan báo chí`.")
  readonly description!: string | null;
  @Nullable(() => Int, "How many they were, if the source says, for example `63`.")
  readonly count!: number | null;
  @NonNull(() => Event, "Where it was, for example `event {name date}`.")
  @Edge("-[:AT]->")
  readonly event!: Event;
  @NonNull(
    () => [Tenure],
    "The posts that the source states beside the name, in its order, for example `inCapacityOf {position {name}}`: three for Nguyễn Trọng Nghĩa in Phú Quốc.",
  )
  @Edge("-[:IN_CAPACITY_OF]->")
  readonly inCapacityOf!: readonly Tenure[];
  @Nullable(() => Organization, "For whom they spoke or acted, for example Văn Hiển for Đài PT-TH Kon Tum.")
  @Edge("-[:ON_BEHALF_OF]->")
  readonly onBehalfOf!: Organization | null;
  @Nullable(() => String, "What was handed over or received, for example `Bằng khen của Ban Thường vụ Tỉnh ủy`.")
  readonly award!: string | null;
  @NonNull(
    () => [Holding],
    "Every post that the official held at the time of the event, whoever says so, certain ones first, for example `heldThen {certainty tenure {position {name}}}`. Those of `inCapacityOf` are certain.",
  )
  @Holdings("participation")
  @Takes(() => AtLeastArgs)
  readonly heldThen!: readonly Holding[];
}

export const ParticipationConnection = connectionOf<Participation>("Participation", () => Participation, {
  one: "participation",
  many: "participations",
});
