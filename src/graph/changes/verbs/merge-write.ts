import { clientError } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import type { ChangeDraft, Reader, Redirect, WriteSet } from "../../transaction.js";
import { planChanges } from "../change-set.js";
import { byCodeUnit } from "../reading.js";
import { sameRecord, stated } from "../stated.js";
import type { StoreView } from "../store-view.js";
import type { By } from "./verb.js";

/** Records as they shall be, and what shall be no more. */
export interface Rewrite {
  readonly verb: "merge" | "unmerge";
  /** Named first among the change's subjects. */
  readonly pair: readonly [absorbed: string, survivor: string];
  readonly replaces: readonly NodeRecord[];
  readonly removes: readonly string[];
  readonly redirects: readonly Redirect[];
  /** Stands in the images even if it has not changed: another became one with it. */
  readonly shown?: ReadonlySet<string>;
}

/** Checks and derives a rewriting. Rejects with CONFLICT where the records as they would be break a rule. */
export async function writeSetOf(reader: Reader, view: StoreView, rewrite: Rewrite, by: By): Promise<WriteSet> {
  const { replaces, removes, redirects, verb } = rewrite;
  const { changes, refusals } = await planChanges(reader, [], { replaces, removes });
  const [refusal] = refusals;
  if (refusal !== undefined) {
    const id = replaces[refusal.index]?.id;
    const whose = id === undefined || refusal.reason.startsWith(id) ? "" : `${id}: `;
    const about = refusal.property === undefined ? "" : `${refusal.property} `;
    const reason = `${whose}${about}${refusal.reason}`.replace(/\.$/, "");
    throw clientError("CONFLICT", `The ${verb} would break a rule, so nothing is changed. ${reason}.`, ["absorbed"]);
  }
  const gone = changes.removes ?? [];
  await view.load([...changes.puts.map(({ id }) => id), ...gone]);
  return { puts: changes.puts, removes: gone, redirects, changes: [draft(rewrite, view, changes.puts, gone, by)] };
}

/** Before and after of every node whose statements change, by id. */
function draft(
  { verb, pair, shown }: Rewrite,
  view: StoreView,
  puts: readonly NodeRecord[],
  removes: readonly string[],
  { actor, at, reason }: By,
): ChangeDraft {
  const before: NodeRecord[] = removes.map((id) => view.get(id)).filter((record) => record !== undefined);
  const after: NodeRecord[] = [];
  const written = new Map(puts.map((record) => [record.id, record]));
  for (const id of new Set([...written.keys(), ...(shown ?? [])])) {
    const stored = view.get(id);
    const put = written.get(id) ?? stored;
    if (put === undefined) continue;
    const same = stored !== undefined && sameRecord(stated(put), stated(stored));
    // What is only derived anew is no part of what was said.
    if (same && shown?.has(id) !== true) continue;
    if (stored !== undefined) before.push(stored);
    after.push(put);
  }
  const byId = (records: readonly NodeRecord[]) => records.map(stated).sort((a, b) => byCodeUnit(a.id, b.id));
  const others = [...new Set([...before, ...after].map(({ id }) => id))].sort(byCodeUnit);
  const subjects = [...new Set([...pair, ...others])];
  return {
    at,
    actor,
    verb,
    subjects,
    ...(reason !== undefined && { reason }),
    before: byId(before),
    after: byId(after),
  };
}
