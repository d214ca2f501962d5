import { Arg, Int, Query, Resolver } from "type-graphql";
import { CountDimension } from "../models/claim-enums.js";
import { ParticipationCount } from "../models/counts.js";
import { ParticipationFilter } from "../models/filters-claims.js";
import { Root } from "../models/mapping.js";
import { planned } from "./planned.js";

@Resolver()
export class ParticipationCountQueries {
  @Root("counts")
  @Query(() => [ParticipationCount], {
    description:
      "How many participations there are, by one to three dimensions, largest first, for example `participationCounts(by: [ROLE, PROVINCE]) {count role province {name}}`.",
  })
  participationCounts(
    @Arg("by", () => [CountDimension], {
      description: "What to count by: one to three, each once, for example `[ROLE, PROVINCE]`.",
    })
    _by: readonly CountDimension[],
    @Arg("where", () => ParticipationFilter, {
      nullable: true,
      description:
        'Which participations to count, for example `where: {event: {date: {on: "2024"}}}`. All of them if left out.',
    })
    _where: ParticipationFilter | null,
    @Arg("first", () => Int, {
      nullable: true,
      description: "How many rows, for example `5`: 20 unless you say, at most 100.",
    })
    _first: number | null,
  ): never {
    return planned();
  }
}
