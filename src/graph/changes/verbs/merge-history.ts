import { clientError } from "../../errors.js";
import { isEntityType } from "../../node-types.js";
import type { NodeRecord } from "../../record.js";
import type { Change, Reader } from "../../transaction.js";
import { textsOf } from "../reading.js";
import { sameRecord, stated } from "../stated.js";
import type { StoreView } from "../store-view.js";

/** A merge as the history tells it. */
export interface PastMerge {
  readonly seq: number;
  readonly absorbed: string;
  readonly survivor: string;
  readonly before: ReadonlyMap<string, NodeRecord>;
  readonly after: ReadonlyMap<string, NodeRecord>;
}

const byId = (records: readonly NodeRecord[]) => new Map(records.map((record) => [record.id, record]));

/** Reads the images of a merge: the absorbed entity is only in those before, and the survivor names it. */
export function pastMerge({ seq, before, after }: Change): PastMerge | undefined {
  const [were, are] = [byId(before), byId(after)];
  for (const { id, type } of before) {
    if (!isEntityType(type) || are.has(id)) continue;
    const survivor = after.find((record) => record.type === type && textsOf(record, "mergedFrom").includes(id));
    if (survivor !== undefined) return { seq, absorbed: id, survivor: survivor.id, before: were, after: are };
  }
  return undefined;
}

/**
 * Refuses to undo a merge whose records a later merge, still in force, has touched too: only in reverse order do both
 * restore what was. A later merge of another entity into the same survivor is no hindrance, as long as they meet in
 * nothing but the survivor.
 */
export async function refuseIfCovered(reader: Reader, view: StoreView, merge: PastMerge): Promise<void> {
  const led = await reader.redirects([...merge.after.keys()]);
  const covering = led.get(merge.survivor);
  if (covering !== undefined) throw covered(merge, merge.survivor, covering);
  for (const id of await laterAbsorbed(view, merge, [...led.values()])) {
    const change = await reader.latestChange(id, "merge");
    const later = change === undefined ? undefined : pastMerge(change);
    if (later === undefined || later.seq <= merge.seq || !meet(merge, later)) continue;
    throw covered(merge, later.absorbed, later.survivor);
  }
}

const covered = ({ absorbed, survivor }: PastMerge, later: string, into: string) =>
  clientError(
    "CONFLICT",
    `${later} was merged into ${into} after ${absorbed} was merged into ${survivor}, and that changed what this ` +
      `would restore: unmerge ${later} first.`,
    ["absorbed"],
  );

/** What is absorbed by the entities that the merge's records are about: there, any merge that touched them is named. */
async function laterAbsorbed(view: StoreView, merge: PastMerge, moved: readonly string[]): Promise<readonly string[]> {
  let ids: readonly string[] = [...merge.after.keys(), ...moved];
  const absorbed = new Set<string>();
  // The records, what they link to, and what the claims among those link to.
  for (let step = 0; step < 3; step++) {
    await view.load(ids);
    const records = ids.map((id) => view.get(id)).filter((record) => record !== undefined);
    for (const record of records) for (const id of textsOf(record, "mergedFrom")) absorbed.add(id);
    const onwards = step === 0 ? records : records.filter(({ type }) => !isEntityType(type));
    ids = [...new Set(onwards.flatMap(({ links }) => links.map(({ to }) => to)))];
  }
  absorbed.delete(merge.absorbed);
  return [...absorbed];
}

function meet(merge: PastMerge, later: PastMerge): boolean {
  const ids = new Set([...later.before.keys(), ...later.after.keys()]);
  if (later.survivor === merge.survivor) ids.delete(merge.survivor);
  return [...merge.before.keys(), ...merge.after.keys()].some((id) => ids.has(id));
}

/** Whether the record is as the merge left it. */
export const isAsLeft = ({ after }: PastMerge, now: NodeRecord): boolean => {
  const left = after.get(now.id);
  return left !== undefined && sameRecord(left, stated(now));
};
