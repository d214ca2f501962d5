import { createUnionType, InputType, Int, ObjectType } from "type-graphql";
import { Entity } from "./entity.js";
import { NonNull, Nullable } from "./fields.js";
import { Participation } from "./participation.js";
import { PartialDate } from "./scalars.js";
import { Succession } from "./succession.js";
import { Tenure } from "./tenure.js";
import { Topic } from "./topic.js";

export const PathLink = createUnionType({
  name: "PathLink",
  description:
    "The claim that links two entities of a path, for example `via {... on Claim {evidence {source {title}}}}`.",
  types: () => [Tenure, Participation, Topic, Succession] as const,
});

@ObjectType({
  description:
    "One hop of a path, for example from Mai Văn Huỳnh, by his participation, to the conference in Phú Quốc.",
})
export class PathStep {
  @NonNull(() => Entity, "Where the hop begins, for example `from {name}`.")
  readonly from!: Entity;
  @NonNull(() => PathLink, "The claim that links the two, for example `via {... on Participation {role}}`.")
  readonly via!: Tenure | Participation | Topic | Succession;
  @NonNull(() => Entity, "Where the hop ends, for example `to {name}`.")
  readonly to!: Entity;
}

@ObjectType({
  description:
    "A shortest chain of claims between two entities, for example Nguyễn Kim Thái, the 2024 conference, Mai Văn Huỳnh, the 2023 conference, Nguyễn Thanh Phong.",
})
export class Path {
  @NonNull(() => Int, "How many claims the chain has, for example `4`.")
  readonly length!: number;
  @NonNull(
    () => [PathStep],
    "The hops in turn: each begins where the one before ended. For example `steps {from {name} to {name}}`.",
  )
  readonly steps!: readonly PathStep[];
}

@InputType({
  description: 'The days from one date to another, both included, for example `{from: "2023", to: "2024-07-08"}`.',
})
export class DateRange {
  @Nullable(
    () => PartialDate,
    "The first day is the first that this can mean, for example `2023`; left out: no beginning.",
  )
  readonly from?: PartialDate | null;
  @Nullable(() => PartialDate, "The last day is the last that this can mean, for example `2024-07`; left out: no end.")
  readonly to?: PartialDate | null;
}
