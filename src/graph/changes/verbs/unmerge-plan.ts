import { isClaimType, nodeTypes } from "../../node-types.js";
import type { NodeRecord } from "../../record.js";
import { grouped, linksOf, textOf } from "../reading.js";
import { stated } from "../stated.js";
import type { StoreView } from "../store-view.js";
import { isAsLeft, type PastMerge } from "./merge-history.js";
import { saysMore, skeleton, undone } from "./merge-inverse.js";
import { linkKey, naturalId, type Renames, renamed } from "./merge-key.js";

/** What an unmerge does to the stated records. */
export interface UnmergePlan {
  readonly replaces: readonly NodeRecord[];
  readonly removes: readonly string[];
  /** Claims that the merge moved to a free id and that stay with the survivor, for what was said of them since. */
  readonly kept: readonly string[];
}

/** The records without the merge; `view` holds those of its images. Nothing that a later merge touched is among them. */
export async function planUnmerge(view: StoreView, merge: PastMerge): Promise<UnmergePlan> {
  const renames = renamesOf(merge);
  const replaces = new Map<string, NodeRecord>();
  for (const [id, was] of merge.before) {
    const now = view.get(id);
    const left = merge.after.get(id);
    const exactly = now === undefined || left === undefined || isAsLeft(merge, now);
    replaces.set(id, exactly ? was : grounded(undone({ before: was, after: left, now: stated(now) }, renames), [was]));
  }
  const made = [...merge.after.keys()].filter((id) => !merge.before.has(id));
  const followers = (await view.referrers(made, nodeTypes)).filter(({ id }) => !merge.after.has(id));
  const staying = [...replaces.values(), ...followers];
  const kept = keptOf(view, merge, made, staying);
  for (const [id, claim] of kept) replaces.set(id, asserted(grounded(claim, actingIn(id, staying)), merge));
  const removes = made.filter((id) => !kept.has(id));
  const back = originsOf(renames, removes);
  for (const record of [...followers, ...replaces.values()]) replaces.set(record.id, stated(renamed(record, back)));
  return { replaces: [...replaces.values()], removes, kept: [...kept.keys()] };
}

/** As the merge renamed: its entity, and the claims whose key follows. */
export function renamesOf({ absorbed, survivor, before, after }: PastMerge): Renames {
  const onlyEntity = new Map([[absorbed, survivor]]);
  const renames = new Map(onlyEntity);
  for (const [id, record] of before) {
    const to = naturalId(renamed(record, onlyEntity));
    if (to !== undefined && !after.has(id)) renames.set(id, to);
  }
  return renames;
}

/** Of the moved claims, those of which more was said since, or in whose capacity somebody takes part who stays. */
function keptOf(
  view: StoreView,
  merge: PastMerge,
  made: readonly string[],
  staying: readonly NodeRecord[],
): ReadonlyMap<string, NodeRecord> {
  const kept = new Map<string, NodeRecord>();
  const spare = new Map<string, NodeRecord>();
  for (const id of made) {
    const [now, after] = [view.get(id), merge.after.get(id)];
    if (now === undefined || after === undefined) continue;
    const bare = skeleton(after);
    const rest = undone({ before: bare, after, now: stated(now) }, new Map());
    (saysMore(rest, bare) ? kept : spare).set(id, rest);
  }
  const needed = new Set(
    [...staying, ...kept.values()].flatMap((record) => linksOf(record, "IN_CAPACITY_OF")).map(({ to }) => to),
  );
  for (const [id, rest] of spare) if (needed.has(id)) kept.set(id, rest);
  return kept;
}

const actingIn = (tenure: string, records: readonly NodeRecord[]) =>
  records.filter((record) => linksOf(record, "IN_CAPACITY_OF").some(({ to }) => to === tenure));

/** A claim without evidence of its own rests on that of these. */
function grounded(claim: NodeRecord, others: readonly NodeRecord[]): NodeRecord {
  if (!isClaimType(claim.type) || linksOf(claim, "EVIDENCED_BY").length > 0) return claim;
  const passages = others
    .flatMap((other) => linksOf(other, "EVIDENCED_BY"))
    .map((link) => [linkKey(link), link] as const);
  return stated({ ...claim, links: [...claim.links, ...new Map(passages).values()] });
}

/** What nobody gave evidence for is somebody's word. */
function asserted(claim: NodeRecord, { absorbed, survivor }: PastMerge): NodeRecord {
  if (linksOf(claim, "EVIDENCED_BY").length > 0 || textOf(claim, "assertedBy") !== undefined) return claim;
  const reason = `It was said of ${survivor} while ${absorbed} was merged into it.`;
  return { ...claim, properties: { ...claim.properties, assertedBy: "CURATOR", reason } };
}

/** Where a rivalry with a removed claim leads again: to the claim that was moved there. */
function originsOf(renames: Renames, removes: readonly string[]): Renames {
  const origins = grouped(renames, ([, to]) => to);
  return new Map(removes.flatMap((id) => (origins.get(id) ?? []).slice(0, 1).map(([from]) => [id, from] as const)));
}
