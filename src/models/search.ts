import { Float, ObjectType } from "type-graphql";
import { Entity } from "./entity.js";
import { NonNull } from "./fields.js";

@ObjectType({ description: "An entity that a search found, for example Mai Văn Huỳnh for `huynh`." })
export class SearchHit {
  @NonNull(() => Entity, "What was found, for example `entity {__typename id name}`.")
  readonly entity!: Entity;
  @NonNull(() => String, "The name or alias that matched, for example `Mai Văn Huỳnh`.")
  readonly matched!: string;
  @NonNull(
    () => Float,
    "How well it matched: `1` a whole name with the same marks, `0.75` a whole name, `0.5` every word with the same marks, `0.25` every word. For example `1` for `Mai Văn Huỳnh`, `0.25` for `huynh`.",
  )
  readonly score!: number;
}
