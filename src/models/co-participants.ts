import { Int, ObjectType } from "type-graphql";
import { CURSOR, connectionOf, type Edge } from "./connections.js";
import { Event } from "./event.js";
import { NonNull } from "./fields.js";
import { Official } from "./official.js";

@ObjectType({
  description: "Someone who took part in the same events, for example Lại Xuân Môn beside Mai Văn Huỳnh in 2024.",
})
export class CoParticipantEdge implements Edge<Official> {
  @NonNull(() => String, CURSOR)
  readonly cursor!: string;
  @NonNull(() => Official, "The other person, for example `node {name}`.")
  readonly node!: Official;
  @NonNull(() => Int, "In how many events both took part, for example `2`.")
  readonly eventCount!: number;
  @NonNull(() => [Event], "The newest ten of these events, newest first, for example `events {name date}`.")
  readonly events!: readonly Event[];
}

export const CoParticipantConnection = connectionOf<Official, CoParticipantEdge>(
  "CoParticipant",
  () => Official,
  { one: "co-participant", many: "co-participants" },
  () => CoParticipantEdge,
);
