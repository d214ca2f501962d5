import { Ctx, Mutation, Resolver } from "type-graphql";
import { requireRole } from "../../graph/actor.js";
import { checkDocument } from "../../load/check-document.js";
import { statementsOf } from "../../load/records.js";
import { checkSchema } from "../../load/schema-check.js";
import { MergeEntitiesInput, RecordDocumentInput, UnmergeEntityInput } from "../../models/inputs/graph.js";
import { DocumentPayload, MergePayload, UnmergePayload } from "../../models/payloads.js";
import { entityOf } from "./answers.js";
import { IdempotencyKey, Input, type Key } from "./arguments.js";
import { calls } from "./calls.js";
import { type Fault, refusal } from "./settle.js";
import { type WriteContext, write } from "./write.js";

@Resolver()
export class GraphMutations {
  @Mutation(() => MergePayload, {
    description:
      'Makes two entities of one type one: the absorbed id leads to the survivor, and all that was about it is about the survivor. It can be undone. For example `mergeEntities(input: {absorbed: "official/nguyen-thanh-phong", survivor: "official/mai-van-huynh", reason: "one person"}) {entity {id name} userErrors {code message}}`.',
  })
  async mergeEntities(
    @Input(() => MergeEntitiesInput) { reason, ...input }: MergeEntitiesInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await write(context, calls.merge, input, { reason, key }));
  }

  @Mutation(() => UnmergePayload, {
    description:
      'Undoes a merge: both are what they were, and what was recorded about the survivor since stays with it. For example `unmergeEntity(input: {absorbed: "official/nguyen-thanh-phong", reason: "two persons after all"}) {entity {id name} userErrors {code message}}`.',
  })
  async unmergeEntity(
    @Input(() => UnmergeEntityInput) { reason, ...input }: UnmergeEntityInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await write(context, calls.unmerge, input, { reason, key }));
  }

  @Mutation(() => DocumentPayload, {
    description:
      'Records all that a source says, in the format of the project\'s data folder: all of it or, with one refusal, nothing. For example `recordDocument(input: {document: {source: {id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", title: "Example", authors: [], sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}}) {source {id} counts {created updated unchanged} userErrors {message path}}`.',
  })
  async recordDocument(
    @Input(() => RecordDocumentInput) { document: value, reason }: RecordDocumentInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const { name } = requireRole(context, "curator");
    const checked = checkSchema(value);
    if ("faults" in checked) return refused(checked.faults);
    // Who records is who sends it, whatever the document says.
    const { recorded: _, ...document } = checked.document;
    const faults = checkDocument(document, context.texts);
    if (faults.length > 0) return refused(faults);
    const statements = statementsOf(document, { at: new Date().toISOString(), by: name });
    const { result, change } = await write(
      context,
      calls.recordDocument,
      { statements },
      { reason, key, asked: value },
    );
    if (result.refusals.length > 0) return refused(result.refusals);
    const { created, updated, unchanged } = result;
    const counts = { created, updated, unchanged };
    return { source: document.source.id, counts, created: created > 0, change, userErrors: [] };
  }
}

const MOST = 100;

const refused = (faults: readonly { readonly pointer: string; readonly reason: string }[]) =>
  refusal(
    faults.slice(0, MOST).map(
      ({ pointer, reason }): Fault => ({
        code: "BAD_USER_INPUT",
        message: `${pointer === "" ? "The document" : pointer} ${reason}.`,
        path: ["input", "document", ...keysOf(pointer)],
        candidates: [],
      }),
    ),
  );

const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
