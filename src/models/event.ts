import { InterfaceType, ObjectType } from "type-graphql";
import { ParticipationArgs, TopicArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { ConferenceKind, EventMode } from "./enums.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { Organization } from "./organization.js";
import { type Participation, ParticipationConnection } from "./participation.js";
import { Province } from "./province.js";
import { PartialDate } from "./scalars.js";
import { type Topic, TopicConnection } from "./topic.js";

// The interface and its types share a file: a type needs its interface when it is declared, and Event's own fields
// lead back to all of them.

@InterfaceType({
  implements: [Node, Entity],
  description:
    "Something that took place: a conference, a ceremony, an interview or a contest. For example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.",
})
export class Event extends Entity {
  @Nullable(
    () => PartialDate,
    "When it took place or began, for example `2024-07-08`, or `2022` where no more is known.",
  )
  readonly date!: PartialDate | null;
  @Nullable(() => PartialDate, "When it ended, if it lasted longer than a day, for example `2021-02-01`.")
  readonly endDate!: PartialDate | null;
  @Nullable(
    () => PartialDate,
    "A day after which it did not take place: the earliest day on which a source told of it, for example `2023-09-19`.",
  )
  readonly notAfter!: PartialDate | null;
  @NonNull(() => [String], 'Where it took place, as written, for example `["thành phố Phú Quốc (tỉnh Kiên Giang)"]`.')
  readonly places!: readonly string[];
  @Nullable(() => EventMode, "How people came together, for example `ONLINE`.")
  readonly mode!: EventMode | null;
  @Nullable(
    () => String,
    "What it was about where that is no document, for example `công tác tuyên giáo 6 tháng đầu năm`.",
  )
  readonly subject!: string | null;
  @NonNull(
    () => Boolean,
    'Whether a source names it; `false`, for example, where a report only says "Hội nghị" and the name is our description.',
  )
  readonly nameStated!: boolean;
  @Nullable(() => Province, "The province where it took place, under the name of its time, for example Kiên Giang.")
  @Edge("-[:HELD_IN]->")
  readonly province!: Province | null;
  @NonNull(() => [Organization], "Who organized it, in the order of the source, for example Ban Tuyên giáo Trung ương.")
  @Edge("-[:ORGANIZED_BY]->")
  readonly organizers!: readonly Organization[];
  @Nullable(() => Event, "The larger event that it was part of, for example the contest of an award ceremony.")
  @Edge("-[:PART_OF]->")
  readonly partOf!: Event | null;
  @NonNull(
    () => ParticipationConnection,
    "Who took part and in which role, in the order of the source, for example `participations(where: {role: {eq: CHAIR}}) {nodes {official {name}}}`.",
  )
  @Edge("<-[:AT]-")
  @Takes(() => ParticipationArgs)
  readonly participations!: Connection<Participation>;
  @NonNull(
    () => TopicConnection,
    "What it was about: resolutions, anniversaries, other events. For example `topics {nodes {kind subject {__typename}}}`.",
  )
  @Edge("<-[:OF_EVENT]-")
  @Takes(() => TopicArgs)
  readonly topics!: Connection<Topic>;
  @NonNull(
    () => TopicConnection,
    "The events that were about this one, for example `topicOf {nodes {kind event {name}}}` of a congress.",
  )
  @Edge("<-[:ABOUT]-")
  @Takes(() => TopicArgs)
  readonly topicOf!: Connection<Topic>;
}

const implemented = [Node, Entity, Event];

@ObjectType({
  implements: implemented,
  description:
    "People meet to decide, review or spread something, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.",
})
export class Conference extends Event {
  @NonNull(() => ConferenceKind, "What it is called, for example `CONGRESS`.")
  readonly kind!: ConferenceKind;
}

@ObjectType({
  implements: implemented,
  description: "A lễ: something is marked, awarded or opened, for example an award ceremony.",
})
export class Ceremony extends Event {}

@ObjectType({
  implements: implemented,
  description: "A published conversation, for example that of Lai Châu's portal with Lê Đức Dục.",
})
export class Interview extends Event {}

@ObjectType({
  implements: implemented,
  description: "A cuộc thi, for example the writing contest that Kiên Giang held in 2022.",
})
export class Contest extends Event {}

export const EventConnection = connectionOf<Event>("Event", () => Event, { one: "event", many: "events" });
export const ConferenceConnection = connectionOf<Conference>("Conference", () => Conference, {
  one: "conference",
  many: "conferences",
});
