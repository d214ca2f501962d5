import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { Anniversary, AnniversaryConnection } from "../models/anniversary.js";
import { AnniversaryArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { planned } from "./planned.js";

@Resolver()
export class AnniversaryQueries {
  @Root("byId")
  @Query(() => Anniversary, {
    nullable: true,
    description:
      'One anniversary, for example `anniversary(id: "…") {originDate topicOf {nodes {years}}}`; null if there is none.',
  })
  anniversary(
    @Arg("id", () => ID, { description: "Its id, for example `anniversary/1930-08-01-nganh-tuyen-giao`." }) _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => AnniversaryConnection, {
    description:
      "Anniversaries, by name unless you order them, for example `anniversaries(where: {kind: {eq: BIRTH}}) {nodes {name originDate}}`.",
  })
  anniversaries(@Args(() => AnniversaryArgs) _args: object): never {
    return planned();
  }
}
