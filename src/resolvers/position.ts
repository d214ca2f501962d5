import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { PositionArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Position, PositionConnection } from "../models/position.js";
import { planned } from "./planned.js";

@Resolver()
export class PositionQueries {
  @Root("byId")
  @Query(() => Position, {
    nullable: true,
    description:
      'One position with its holders, for example `position(id: "…") {name holders(on: "2024") {certainty}}`; null if there is none.',
  })
  position(
    @Arg("id", () => ID, { description: "Its id, for example `position/truong-ban-tuyen-giao-tinh-uy-kien-giang`." })
    _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => PositionConnection, {
    description:
      'Positions, by name unless you order them, for example `positions(where: {title: {matches: "truong ban"}}) {nodes {name}}`.',
  })
  positions(@Args(() => PositionArgs) _args: object): never {
    return planned();
  }
}
