import { planChanges } from "../change-set.js";
import type { Refusal } from "../work.js";
import { contextOf } from "./context.js";
import { fieldOf } from "./fields.js";
import { followRedirects } from "./follow-redirects.js";
import type { RecordDocumentInput } from "./inputs.js";
import type { DocumentRecorded, RefusedStatement, Statement, Verb } from "./verb.js";
import { withDraft } from "./write.js";

/**
 * Records whole documents: all that they state, or nothing with one refusal anywhere. What a document says about an
 * entity that was merged into another is said about that other one. Of a load too large for the history to keep an
 * image of each node, the writes hold no change: the engine notes by itself that there was one.
 */
export const recordDocument: Verb<RecordDocumentInput, DocumentRecorded> = async (reader, input, by) => {
  const context = contextOf(reader, by, "recordDocument");
  const statements = await followRedirects(reader, input.statements);
  const plan = await planChanges(
    reader,
    statements.map(({ record }) => record),
  );
  const { created, updated, unchanged } = plan.counts;
  const refusals = plan.refusals.map((refusal) => placed(refusal, statements));
  const writes = statements.length > mostImages ? plan.changes : await withDraft(context, plan);
  return { writes, result: { created, updated, unchanged, refusals } };
};

const mostImages = 5000;

function placed({ index, property, link, reason }: Refusal, statements: readonly Statement[]): RefusedStatement {
  const statement = statements[index];
  if (statement === undefined) throw new Error(`A refusal names statement ${index}, which does not exist.`);
  const { pointer, linkPointers, record } = statement;
  if (link !== undefined) return { statement: index, pointer: linkPointers[link] ?? pointer, reason };
  const field = property === undefined ? "" : `/${fieldOf(record.type, property)}`;
  return { statement: index, pointer: pointer + field, reason };
}
