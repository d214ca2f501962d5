import { Int, ObjectType } from "type-graphql";
import { EngineKind } from "./enums.js";
import { NonNull } from "./fields.js";

@ObjectType({ description: "How many nodes of one type there are, for example 86 of `Province`." })
export class TypeCount {
  @NonNull(() => String, "The type, as `__typename` gives it, for example `Official`.")
  readonly type!: string;
  @NonNull(() => Int, "How many there are, for example `86`; of claims, those that a reader sees without a filter.")
  readonly count!: number;
}

@ObjectType({
  description: "What this server has loaded and where it keeps it, for example `graphInfo {entities claims}`.",
})
export class GraphInfo {
  @NonNull(() => EngineKind, "Where the graph is kept, for example `EMBEDDED`.")
  readonly engine!: EngineKind;
  @NonNull(() => String, "What keeps it, for example `Neo4j 5.26.30 community`.")
  readonly version!: string;
  @NonNull(() => Int, "The version of the stored layout, for example `1`.")
  readonly schemaVersion!: number;
  @NonNull(() => Int, "How often the graph has been changed, for example `12`: the same number means the same answers.")
  readonly revision!: number;
  @NonNull(() => Int, "How many entities there are, for example `180`.")
  readonly entities!: number;
  @NonNull(() => Int, "How many claims a reader sees without a filter, for example `120`.")
  readonly claims!: number;
  @NonNull(() => [TypeCount], "The same by type, for example `counts {type count}`.")
  readonly counts!: readonly TypeCount[];
}
