import { Arg, ID, Query, Resolver } from "type-graphql";
import { Root } from "../models/mapping.js";
import { Node } from "../models/node.js";
import { planned } from "./planned.js";

@Resolver()
export class NodeQueries {
  @Root("byId")
  @Query(() => Node, {
    nullable: true,
    description:
      'Anything by its id, for example `node(id: "province/kien-giang") {... on Province {name}}`; null if there is none.',
  })
  node(@Arg("id", () => ID, { description: "The id, for example `official/mai-van-huynh`." }) _id: string): never {
    return planned();
  }

  @Root("byIds")
  @Query(() => [Node], {
    nullable: "items",
    description:
      'Several by their ids, in the same order, null for each that there is not, for example `nodes(ids: ["official/mai-van-huynh", "province/kien-giang"]) {__typename id}`.',
  })
  nodes(
    @Arg("ids", () => [ID], {
      description: 'The ids, for example `["official/mai-van-huynh", "province/kien-giang"]`.',
    })
    _ids: readonly string[],
  ): never {
    return planned();
  }
}
