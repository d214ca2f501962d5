import { GraphQLError } from "graphql";
import { badInput, clientError } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { textOf } from "../reading.js";
import type { Path } from "./parse.js";
import { note } from "./rules.js";
import type { By } from "./verb.js";

/** What a verb works with. */
export interface Context {
  readonly reader: Reader;
  readonly by: By;
  /** As it stands in the history. */
  readonly verb: string;
}

/** Checks who and when, and a reason if there is one. */
export function contextOf(reader: Reader, by: By, verb: string): Context {
  if (by.reason !== undefined) {
    const expected = note(by.reason);
    if (expected !== undefined) throw badInput(`reason must be ${expected}.`, ["reason"]);
  }
  return { reader, by: { ...by, at: new Date(by.at).toISOString() }, verb };
}

/** The stored records by the ids asked for, absorbed ids led to their survivors. */
export async function readAll(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, NodeRecord>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const redirects = await reader.redirects(asked);
  const records = await reader.read([...new Set(asked.map((id) => redirects.get(id) ?? id))]);
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = new Map<string, NodeRecord>();
  for (const id of asked) {
    const record = byId.get(redirects.get(id) ?? id);
    if (record !== undefined) found.set(id, record);
  }
  return found;
}

export const conflict = (message: string, path: Path): GraphQLError => clientError("CONFLICT", message, path);

export const notFound = (id: string, path: Path, advice = "record it first"): GraphQLError =>
  clientError("NOT_FOUND", `${id} does not exist: ${advice}.`, path);

/** A conflict with others that may be meant; their ids are in `extensions.candidates`. */
export function ambiguous(message: string, path: Path, candidates: readonly NodeRecord[]): GraphQLError {
  const shown = candidates.slice(0, 5).map((record) => `${record.id} (${nameOf(record)})`);
  const more = candidates.length > shown.length ? ` and ${candidates.length - shown.length} more` : "";
  const { message: sentence, extensions } = conflict(`${message}: ${shown.join(", ")}${more}.`, path);
  return new GraphQLError(sentence, {
    extensions: { ...extensions, candidates: candidates.map(({ id }) => id) },
  });
}

const nameOf = (record: NodeRecord): string => textOf(record, "name") ?? textOf(record, "title") ?? record.type;
