import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { TopicArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Topic, TopicConnection } from "../models/topic.js";
import { planned } from "./planned.js";

@Resolver()
export class TopicQueries {
  @Root("byId")
  @Query(() => Topic, {
    nullable: true,
    description: 'One topic, for example `topic(id: "…") {kind event {name}}`; null if there is none.',
  })
  topic(@Arg("id", () => ID, { description: "Its id, for example `topic/6e39305c1c5634b0`." }) _id: string): never {
    return planned();
  }

  @Root("page")
  @Query(() => TopicConnection, {
    description:
      'What events were about, for example `topics(where: {anniversary: {originDate: {on: "1930-08-01"}}}) {nodes {years event {name}}}`.',
  })
  topics(@Args(() => TopicArgs) _args: object): never {
    return planned();
  }
}
