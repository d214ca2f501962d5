import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { TenureArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Tenure, TenureConnection } from "../models/tenure.js";
import { planned } from "./planned.js";

@Resolver()
export class TenureQueries {
  @Root("byId")
  @Query(() => Tenure, {
    nullable: true,
    description: 'One tenure, for example `tenure(id: "…") {official {name} position {name}}`; null if there is none.',
  })
  tenure(@Arg("id", () => ID, { description: "Its id, for example `tenure/423c59ce67e237a7`." }) _id: string): never {
    return planned();
  }

  @Root("page")
  @Query(() => TenureConnection, {
    description:
      'Who held which position, oldest first, or with `on` those of a date, certain ones first, for example `tenures(on: "2023-09-19") {nodes {official {name} position {name}}}`.',
  })
  tenures(@Args(() => TenureArgs) _args: object): never {
    return planned();
  }
}
