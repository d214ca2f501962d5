import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { OfficialArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Official, OfficialConnection } from "../models/official.js";
import { planned } from "./planned.js";

@Resolver()
export class OfficialQueries {
  @Root("byId")
  @Query(() => Official, {
    nullable: true,
    description: 'One official, for example `official(id: "official/mai-van-huynh") {name}`; null if there is none.',
  })
  official(@Arg("id", () => ID, { description: "Its id, for example `official/mai-van-huynh`." }) _id: string): never {
    return planned();
  }

  @Root("page")
  @Query(() => OfficialConnection, {
    description: "Officials, by name unless you order them, for example `officials(first: 5) {nodes {name}}`.",
  })
  officials(@Args(() => OfficialArgs) _args: object): never {
    return planned();
  }
}
