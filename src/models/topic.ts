import { createUnionType, Int, ObjectType } from "type-graphql";
import { Anniversary } from "./anniversary.js";
import { Claim } from "./claim.js";
import { TopicKind } from "./claim-enums.js";
import { connectionOf } from "./connections.js";
import { Ceremony, Conference, Contest, Event, Interview } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge } from "./mapping.js";
import { Node } from "./node.js";
import { Resolution } from "./resolution.js";
import { PartialDate } from "./scalars.js";

export const TopicSubject = createUnionType({
  name: "TopicSubject",
  description:
    "What an event can be about: a resolution, an anniversary or another event. For example `subject {... on Resolution {number}}`.",
  types: () => [Resolution, Anniversary, Conference, Ceremony, Interview, Contest] as const,
});
export type TopicSubject = Resolution | Anniversary | Event;

@ObjectType({
  implements: [Node, Claim],
  description:
    "The claim that an event was about something, for example that a conference of Kiên Giang reviewed five years of Nghị quyết 35-NQ/TW.",
})
export class Topic extends Claim {
  @NonNull(() => TopicKind, "How the event was about it, for example `REVIEWS`.")
  readonly kind!: TopicKind;
  @Nullable(() => Int, "How many years were marked or reviewed, for example `92` of an anniversary or `5` of a review.")
  readonly years!: number | null;
  @Nullable(
    () => PartialDate,
    "The day of that year's anniversary, for example `2022-08-01`: not the day of the event.",
  )
  readonly celebratedOn!: PartialDate | null;
  @NonNull(() => Event, "The event that was about something, for example `event {name date}`.")
  @Edge("-[:OF_EVENT]->")
  readonly event!: Event;
  @NonNull(() => TopicSubject, "What it was about, for example `subject {... on Anniversary {name originDate}}`.")
  @Edge("-[:ABOUT]->")
  readonly subject!: TopicSubject;
}

export const TopicConnection = connectionOf<Topic>("Topic", () => Topic, { one: "topic", many: "topics" });
