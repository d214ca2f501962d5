import { InputType } from "type-graphql";
import { Json } from "../json.js";
import { REASON } from "./common.js";
import { id, long, May, Must, plain } from "./fields.js";

@InputType({
  description:
    'Two entities of one type that turn out to be one, for example `{absorbed: "official/nguyen-thanh-phong", survivor: "official/mai-van-huynh", reason: "one person"}`.',
})
export class MergeEntitiesInput {
  @Must(id, "The one whose id leads to the other from now on, for example `official/nguyen-thanh-phong`.")
  readonly absorbed!: string;
  @Must(id, "The one that keeps its id, its name and its values, for example `official/mai-van-huynh`.")
  readonly survivor!: string;
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A merge to undo, for example `{absorbed: "official/nguyen-thanh-phong", reason: "two persons after all"}`.',
})
export class UnmergeEntityInput {
  @Must(id, "The id that was absorbed, for example `official/nguyen-thanh-phong`.")
  readonly absorbed!: string;
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A whole source with what it says, for example `{document: {source: {id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", title: "…", authors: [], sha256: "…"}, entities: [], claims: []}}`.',
})
export class RecordDocumentInput {
  @Must(
    plain(() => Json),
    'The document, in the format of the project\'s data folder: source, entities and claims with their passages. For example `{source: {id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang"}, entities: [], claims: []}`.',
  )
  readonly document!: Json;
  @May(long, REASON)
  readonly reason?: string;
}
