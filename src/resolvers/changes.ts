import { Arg, Args, ID, Int, Query, Resolver } from "type-graphql";
import { Change } from "../models/change.js";
import { Root } from "../models/mapping.js";
import { ReviewArgs, ReviewItemConnection } from "../models/review.js";
import { planned } from "./planned.js";

@Resolver()
export class ChangeQueries {
  @Root("changes")
  @Query(() => [Change], {
    description:
      "The history, oldest first: ask again with `after` the last `seq` for more, for example `changes(after: 12, first: 50) {seq at actor verb subjects}`. The same comes as it happens from `/changes`.",
  })
  changes(
    @Arg("after", () => Int, {
      nullable: true,
      description: "Only what came after the change of this number, for example `12`.",
    })
    _after: number | null,
    @Arg("subject", () => ID, {
      nullable: true,
      description: "Only what is about this entity, claim or source, for example `official/mai-van-huynh`.",
    })
    _subject: string | null,
    @Arg("actor", () => String, {
      nullable: true,
      description: "Only what this person did, for example `Nguyễn Văn An`.",
    })
    _actor: string | null,
    @Arg("first", () => Int, {
      nullable: true,
      description: "How many, for example `50`: 20 unless you say, at most 100.",
    })
    _first: number | null,
  ): never {
    return planned();
  }

  @Root("queue")
  @Query(() => ReviewItemConnection, {
    description:
      "Claims that wait for review, those recorded first first, each with what is recorded already that it may repeat or contradict. For example `reviewQueue(first: 5) {nodes {claim {__typename id evidence {quote}} similar {id status}}}`.",
  })
  reviewQueue(@Args(() => ReviewArgs) _args: object): never {
    return planned();
  }
}
