import { Query, Resolver } from "type-graphql";
import { GraphInfo } from "../models/graph-info.js";
import { Root } from "../models/mapping.js";
import { planned } from "./planned.js";

@Resolver()
export class GraphInfoQueries {
  @Root("info")
  @Query(() => GraphInfo, {
    description:
      "What is loaded and where it is kept, for example `graphInfo {engine entities claims counts {type count}}`.",
  })
  graphInfo(): never {
    return planned();
  }
}
