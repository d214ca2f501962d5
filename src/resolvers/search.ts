import { Arg, Int, Query, Resolver } from "type-graphql";
import { EntityType } from "../models/enums.js";
import { Root } from "../models/mapping.js";
import { SearchHit } from "../models/search.js";
import { planned } from "./planned.js";

@Resolver()
export class SearchQueries {
  @Root("search")
  @Query(() => [SearchHit], {
    description:
      'Entities by name, alias or number, best match first, with or without Vietnamese marks, for example `search(text: "mai huynh") {matched entity {id}}`.',
  })
  search(
    @Arg("text", () => String, {
      description:
        'Words or their beginnings, in any order, for example `"huynh"`, `"HUỲNH"` or `"35-NQ/TW"`: at most 400 characters and 50 words, none longer than 100.',
    })
    _text: string,
    @Arg("types", () => [EntityType], {
      nullable: true,
      description: "Only entities of these types, for example `[OFFICIAL, POSITION]`. Every type if left out.",
    })
    _types: readonly EntityType[] | null,
    @Arg("first", () => Int, {
      nullable: true,
      description: "How many hits, for example `5`: 20 unless you say, at most 100.",
    })
    _first: number | null,
  ): never {
    return planned();
  }
}
