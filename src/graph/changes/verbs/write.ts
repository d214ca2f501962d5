import { badInput } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import type { ChangeDraft, WriteSet } from "../../transaction.js";
import { type ChangePlan, planChanges } from "../change-set.js";
import { sameRecord, stated } from "../stated.js";
import { unite } from "../unite.js";
import type { Refusal } from "../work.js";
import { type Context, conflict, readAll } from "./context.js";
import { fieldOf } from "./fields.js";
import type { Path } from "./parse.js";
import type { Done, Recorded } from "./verb.js";

/** A record as it shall be. */
export interface Outcome {
  readonly record: NodeRecord;
  /** The argument on whose account, where that is not the record's own field. */
  readonly path?: Path;
  /** It only follows from what is asked for: if it cannot be, that conflicts with what is stored. */
  readonly follows?: true;
}

/** What a statement makes of the stored record; CONFLICT where the two contradict each other. */
export function united(statement: NodeRecord, held: NodeRecord, pathOf = ownPath): NodeRecord {
  const { record, conflicts } = unite(statement, held, `${held.id} in the graph`);
  const [first] = conflicts;
  if (first === undefined) return record;
  const stored = first.property ?? first.link?.type ?? "";
  throw conflict(`${fieldOf(statement.type, stored)} ${first.reason}.`, pathOf(statement, stored));
}

const ownPath = ({ type }: NodeRecord, stored: string): Path => [fieldOf(type, stored)];

/** Plans the outcomes; the writes hold exactly one change, or nothing where the graph says all that already. */
export async function writesOf(context: Context, outcomes: readonly Outcome[]): Promise<WriteSet> {
  const plan = await planChanges(context.reader, [], { replaces: outcomes.map(({ record }) => record) });
  const [refusal] = plan.refusals;
  if (refusal !== undefined) throw errorOf(refusal, outcomes);
  return withDraft(context, plan);
}

/** The planned records, and the one change that tells what the verb touched: not what only follows from it. */
export async function withDraft({ reader, by, verb }: Context, { changes }: ChangePlan): Promise<WriteSet> {
  const { puts, removes = [] } = changes;
  if (puts.length === 0 && removes.length === 0) return { puts };
  const stored = await readAll(reader, [...puts.map(({ id }) => id), ...removes]);
  const [before, after]: [NodeRecord[], NodeRecord[]] = [[], []];
  for (const put of puts) {
    const held = stored.get(put.id);
    const [was, is] = [held && stated(held), stated(put)];
    if (was !== undefined && sameRecord(was, is)) continue;
    if (was !== undefined) before.push(was);
    after.push(is);
  }
  const gone = removes.map((id) => stored.get(id)).filter((record) => record !== undefined);
  const draft: ChangeDraft = {
    at: by.at,
    actor: by.actor,
    verb,
    subjects: [...after, ...gone].map(({ id }) => id),
    ...(by.reason !== undefined && { reason: by.reason }),
    before: [...before, ...gone.map(stated)],
    after,
  };
  return { puts, ...(removes.length > 0 && { removes }), changes: [draft] };
}

function errorOf({ index, property, link, node, reason }: Refusal, outcomes: readonly Outcome[]) {
  const outcome = outcomes[index];
  const record = outcome?.record;
  const stored = property ?? (link === undefined ? undefined : record?.links[link]?.type);
  const field = record === undefined || stored === undefined ? undefined : fieldOf(record.type, stored);
  const path = outcome?.path ?? (field === undefined ? [] : [field]);
  const sentence = property === undefined || field === undefined ? reason : `${field} ${reason}`;
  const message = sentence.endsWith(".") ? sentence : `${sentence}.`;
  return node === undefined && outcome?.follows === undefined ? badInput(message, path) : conflict(message, path);
}

interface RecordedOptions {
  readonly created?: boolean;
  readonly beside?: readonly Outcome[];
  readonly path?: Path;
}

/** The writes of a verb that is about one record. */
export async function recorded(
  context: Context,
  record: NodeRecord,
  { created = false, beside = [], path }: RecordedOptions = {},
): Promise<Done<Recorded>> {
  const writes = await writesOf(context, [{ record, ...(path !== undefined && { path }) }, ...beside]);
  return { writes, result: { id: record.id, created, changed: writes.puts.length > 0 } };
}
