import { badInput, clientError } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { StoreView } from "../store-view.js";
import { contextOf } from "./context.js";
import { type PastMerge, pastMerge, refuseIfCovered } from "./merge-history.js";
import { writeSetOf } from "./merge-write.js";
import { planUnmerge, renamesOf } from "./unmerge-plan.js";
import type { Verb } from "./verb.js";

export interface UnmergeInput {
  /** The id that was absorbed. */
  readonly absorbed: string;
}

export interface Unmerged {
  /** The restored entity. */
  readonly id: string;
  /** The entity that it was merged into; undefined where nothing was to be done. */
  readonly survivor: string | undefined;
  /** False where it was unmerged already. */
  readonly changed: boolean;
  /** Claims that the merge brought to the survivor and that stay there, for what was said of them since. */
  readonly kept: readonly string[];
}

/**
 * Undoes the merge that absorbed an entity. What has not changed since becomes exactly what it was. What was done since
 * stays with the survivor:
 * - claims that were recorded about the survivor stay about the survivor;
 * - evidence, mentions, aliases, capacities and dates that were added to a record of the survivor stay on it, what was
 *   taken away stays away, and a value that was set stays set; the rest of the record is as before the merge;
 * - a claim that only the absorbed entity had, and of which more was said since (evidence, a date, a capacity), or in
 *   whose capacity the survivor was recorded to take part, is there twice afterwards: as it was, and about the survivor
 *   with only what was said since. Without evidence of its own the latter rests on that of the participations in its
 *   capacity, or is asserted by CURATOR. A review, a rank or a note alone keeps nothing: the claim goes back as it was;
 * - the absorbed entity and its claims are exactly as they were, and their ids lead nowhere else any more.
 *
 * BAD_USER_INPUT: not absorbed, or a claim. NOT_FOUND: an unknown id. CONFLICT: a later merge that is still in force
 * touched the same records (it is named: unmerge that first), or a rule would be broken.
 */
export const unmerge: Verb<UnmergeInput, Unmerged> = async (reader, { absorbed }, by) => {
  const context = contextOf(reader, by, "unmerge");
  const merge = await mergeOf(reader, absorbed);
  if (merge === undefined) {
    return { writes: { puts: [] }, result: { id: absorbed, survivor: undefined, changed: false, kept: [] } };
  }
  const view = new StoreView(reader);
  await view.load([...merge.before.keys(), ...merge.after.keys()]);
  await refuseIfCovered(reader, view, merge);
  refuseIfChangedIds(view, merge);
  const { replaces, removes, kept } = await planUnmerge(view, merge);
  await refuseIfEndsAreGone(reader, view, replaces);
  const writes = await writeSetOf(
    reader,
    view,
    {
      verb: "unmerge",
      pair: [merge.absorbed, merge.survivor],
      replaces,
      removes,
      redirects: [...renamesOf(merge).keys()].map((from) => ({ from, to: null })),
    },
    context.by,
  );
  return { writes, result: { id: absorbed, survivor: merge.survivor, changed: true, kept } };
};

/** The merge to be undone; undefined if it was undone already. */
async function mergeOf(reader: Reader, absorbed: string): Promise<PastMerge | undefined> {
  const into = (await reader.redirects([absorbed])).get(absorbed);
  if (into === undefined) {
    await refuseIfNeverMerged(reader, absorbed);
    return undefined;
  }
  const change = await reader.latestChange(absorbed, "merge");
  const merge = change === undefined ? undefined : pastMerge(change);
  if (merge === undefined) throw new Error(`${absorbed} leads to ${into}, but the history knows of no merge.`);
  if (merge.absorbed !== absorbed) {
    throw badInput(
      `${absorbed} is a claim that has another id since ${merge.absorbed} was merged into ${merge.survivor}: ` +
        `unmerge ${merge.absorbed}.`,
      ["absorbed"],
    );
  }
  return merge;
}

async function refuseIfNeverMerged(reader: Reader, id: string): Promise<void> {
  const [record] = await reader.read([id]);
  if (record === undefined) throw clientError("NOT_FOUND", `There is no ${id}.`, ["absorbed"]);
  const change = await reader.latestChange(id, "unmerge");
  const restored = change?.after.some((record) => record.id === id) && !change.before.some((each) => each.id === id);
  if (restored !== true) throw badInput(`${id} is not merged into another.`, ["absorbed"]);
}

/** Someone else may have stored or removed a node under the id that is to change. */
function refuseIfChangedIds(view: StoreView, { before, after }: PastMerge): void {
  for (const id of before.keys()) {
    if (!after.has(id) && view.get(id) !== undefined) {
      throw clientError("CONFLICT", `${id} has been recorded anew since the merge: it cannot be restored.`, [
        "absorbed",
      ]);
    }
  }
  for (const id of after.keys()) {
    if (view.get(id) === undefined) {
      throw clientError("CONFLICT", `${id} has been removed since the merge: it cannot be restored.`, ["absorbed"]);
    }
  }
}

/** What is restored may refer to what another merge has absorbed meanwhile. */
async function refuseIfEndsAreGone(reader: Reader, view: StoreView, records: readonly NodeRecord[]): Promise<void> {
  const restored = new Set(records.map(({ id }) => id));
  const ends = new Set(records.flatMap(({ links }) => links.map(({ to }) => to)).filter((id) => !restored.has(id)));
  await view.load(ends);
  const led = await reader.redirects([...ends].filter((id) => view.get(id) === undefined));
  for (const [from, to] of led) {
    throw clientError(
      "CONFLICT",
      `What would be restored refers to ${from}, which was merged into ${to} since: unmerge ${from} first.`,
      ["absorbed"],
    );
  }
}
