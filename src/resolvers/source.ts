import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { SourceArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Source, SourceConnection } from "../models/source.js";
import { planned } from "./planned.js";

@Resolver()
export class SourceQueries {
  @Root("byId")
  @Query(() => Source, {
    nullable: true,
    description: 'One source, for example `source(id: "…") {title publishedOn}`; null if there is none.',
  })
  source(
    @Arg("id", () => ID, { description: "Its id, for example `source/tuyen-giao-cac-cap-2023-09-19-kien-giang`." })
    _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => SourceConnection, {
    description:
      "Sources, by headline unless you order them, for example `sources(orderBy: [{publishedOn: DESC}]) {nodes {title}}`.",
  })
  sources(@Args(() => SourceArgs) _args: object): never {
    return planned();
  }
}
