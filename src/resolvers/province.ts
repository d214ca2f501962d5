import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { ProvinceArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Province, ProvinceConnection } from "../models/province.js";
import { planned } from "./planned.js";

@Resolver()
export class ProvinceQueries {
  @Root("byId")
  @Query(() => Province, {
    nullable: true,
    description:
      'One province, for example `province(id: "province/kien-giang") {name lineage {id}}`; null if there is none.',
  })
  province(@Arg("id", () => ID, { description: "Its id, for example `province/kien-giang`." }) _id: string): never {
    return planned();
  }

  @Root("page")
  @Query(() => ProvinceConnection, {
    description:
      "Provinces of all times, by name unless you order them, for example `provinces(where: {successors: {none: {}}}) {totalCount}`: those of today.",
  })
  provinces(@Args(() => ProvinceArgs) _args: object): never {
    return planned();
  }
}
