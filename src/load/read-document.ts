import type { Statement } from "../graph/changes/verbs/index.js";
import { checkDocument, type SourceTexts } from "./check-document.js";
import type { Recorded } from "./document.js";
import { statementsOf } from "./records.js";
import { checkSchema, type Fault } from "./schema-check.js";

/** What a value (a parsed data document) states, for `recordDocument`, or every place at which it is no document. */
export function readStatements(
  value: unknown,
  recorded: Recorded,
  texts?: SourceTexts,
): { readonly statements: readonly Statement[] } | { readonly faults: readonly Fault[] } {
  const checked = checkSchema(value);
  if ("faults" in checked) return checked;
  const faults = checkDocument(checked.document, texts);
  return faults.length > 0 ? { faults } : { statements: statementsOf(checked.document, recorded) };
}
