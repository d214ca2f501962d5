import { Int, ObjectType } from "type-graphql";
import { Role } from "./claim-enums.js";
import { EventType } from "./enums.js";
import { Event } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Official } from "./official.js";
import { Organization } from "./organization.js";
import { Position } from "./position.js";
import { Province } from "./province.js";

@ObjectType({
  description:
    "How many participations share what you count by; the other fields are null. For example 4 with role `CHAIR` in Kiên Giang.",
})
export class ParticipationCount {
  @NonNull(() => Int, "How many there are, for example `4`.")
  readonly count!: number;
  @Nullable(() => Role, "With `by: [ROLE]`, their role, for example `CHAIR`.")
  readonly role!: Role | null;
  @Nullable(
    () => Official,
    "With `by: [OFFICIAL]`, who took part, for example `official {name}`; null for those that no official took part in.",
  )
  readonly official!: Official | null;
  @Nullable(
    () => Organization,
    "With `by: [ORGANIZATION]`, which organization took part, for example `organization {name}`; null where none did.",
  )
  readonly organization!: Organization | null;
  @Nullable(() => Event, "With `by: [EVENT]`, the event, for example `event {name}`.")
  readonly event!: Event | null;
  @Nullable(() => EventType, "With `by: [EVENT_TYPE]`, the type of event, for example `INTERVIEW`.")
  readonly eventType!: EventType | null;
  @Nullable(
    () => Position,
    "With `by: [POSITION]`, the post in whose capacity they took part, for example `position {name}`; null where none is stated.",
  )
  readonly position!: Position | null;
  @Nullable(
    () => Province,
    "With `by: [PROVINCE]`, the province where the event was held, for example `province {name}`; null where it is not known.",
  )
  readonly province!: Province | null;
  @Nullable(() => Int, "With `by: [YEAR]`, the year of the event, for example `2024`; null where it is not known.")
  readonly year!: number | null;
}
