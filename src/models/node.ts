import { ID, InterfaceType } from "type-graphql";
import { NonNull } from "./fields.js";

@InterfaceType({
  description:
    'Anything with an id of its own: an entity, a claim or a source. For example `node(id: "official/mai-van-huynh") {id}`.',
})
export class Node {
  @NonNull(() => ID, "Readable and stable: good for a link or a bookmark, for example `official/mai-van-huynh`.")
  readonly id!: string;
}
