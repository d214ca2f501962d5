import { ObjectType } from "type-graphql";
import { TopicArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { AnniversaryKind } from "./enums.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { PartialDate } from "./scalars.js";
import { type Topic, TopicConnection } from "./topic.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A commemoration that comes back, not one year's celebration: for example that of 1 August 1930, of which Kon Tum marked the 91st year and Lai Châu the 92nd.",
})
export class Anniversary extends Entity {
  @NonNull(() => AnniversaryKind, "What is commemorated, for example `TRADITION_DAY`.")
  readonly kind!: AnniversaryKind;
  @Nullable(() => PartialDate, "The day that it goes back to, for example `1930-08-01`.")
  readonly originDate!: PartialDate | null;
  @Nullable(
    () => Entity,
    "The person, organization or event that it honours, for example Trần Phú: `honours {id name}`.",
  )
  @Edge("-[:HONOURS]->")
  readonly honours!: Entity | null;
  @NonNull(
    () => TopicConnection,
    "The events that marked it, for example `topicOf(where: {kind: {eq: MARKS}}) {nodes {years event {name}}}`.",
  )
  @Edge("<-[:ABOUT]-")
  @Takes(() => TopicArgs)
  readonly topicOf!: Connection<Topic>;
}

export const AnniversaryConnection = connectionOf<Anniversary>("Anniversary", () => Anniversary, {
  one: "anniversary",
  many: "anniversaries",
});
