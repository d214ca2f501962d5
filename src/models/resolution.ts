import { ObjectType } from "type-graphql";
import { TopicArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { ResolutionKind } from "./enums.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { Organization } from "./organization.js";
import { PartialDate } from "./scalars.js";
import { type Topic, TopicConnection } from "./topic.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A resolution, conclusion, regulation, decision, directive or the like, for example Quy định 144-QĐ/TW of 2024-05-09.",
})
export class Resolution extends Entity {
  @Nullable(
    () => String,
    "Its number as written, blanks as hyphens, for example `35-NQ/TW`. Numbers start again each term.",
  )
  readonly number!: string | null;
  @NonNull(() => ResolutionKind, "What it calls itself, for example `NGHI_QUYET`.")
  readonly kind!: ResolutionKind;
  @Nullable(() => PartialDate, "When it was issued, for example `2024-05-09`.")
  readonly issuedOn!: PartialDate | null;
  @Nullable(
    () => Organization,
    "Who issued it, for example Bộ Chính trị; null where no source says, and for those that a congress adopted.",
  )
  @Edge("-[:ISSUED_BY]->")
  readonly issuer!: Organization | null;
  @Nullable(() => String, "What it is about, for example `chuyển đổi số đến năm 2025`.")
  readonly subject!: string | null;
  @NonNull(
    () => TopicConnection,
    "The events that reviewed, implemented, spread, adopted or named it, for example `topicOf {nodes {kind event {name}}}`.",
  )
  @Edge("<-[:ABOUT]-")
  @Takes(() => TopicArgs)
  readonly topicOf!: Connection<Topic>;
}

export const ResolutionConnection = connectionOf<Resolution>("Resolution", () => Resolution, {
  one: "resolution",
  many: "resolutions",
});
