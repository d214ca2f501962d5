import { Arg, ID, Int, Query, Resolver } from "type-graphql";
import { Root } from "../models/mapping.js";
import { DateRange, Path } from "../models/paths.js";
import { planned } from "./planned.js";

@Resolver()
export class PathQueries {
  @Root("paths")
  @Query(() => [Path], {
    description:
      'How two entities are connected: all the shortest chains of claims between them, in the order of the claims\' ids, for example `paths(from: "official/nguyen-kim-thai", to: "official/nguyen-thanh-phong") {length steps {from {name} to {name}}}`. Empty if there is none.',
  })
  paths(
    @Arg("from", () => ID, { description: "The id of the entity to begin at, for example `official/nguyen-kim-thai`." })
    _from: string,
    @Arg("to", () => ID, { description: "The id of another entity, for example `official/nguyen-thanh-phong`." })
    _to: string,
    @Arg("maxHops", () => Int, {
      nullable: true,
      defaultValue: 4,
      description: "How many claims a chain may have, for example `4`; at most 8.",
    })
    _maxHops: number | null,
    @Arg("between", () => DateRange, {
      nullable: true,
      description: 'Only claims that may have been true in these days, for example `{from: "2023", to: "2024"}`.',
    })
    _between: DateRange | null,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: 5,
      description: "How many chains, for example `3`; at most 100.",
    })
    _first: number | null,
  ): never {
    return planned();
  }
}
