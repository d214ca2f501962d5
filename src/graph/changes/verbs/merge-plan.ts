import { isClaimType, nodeTypes } from "../../node-types.js";
import type { NodeRecord } from "../../record.js";
import { byCodeUnit, grouped, textOf, textsOf } from "../reading.js";
import { stated } from "../stated.js";
import type { StoreView } from "../store-view.js";
import { unite } from "../unite.js";
import { naturalId, type Renames, renamed } from "./merge-key.js";
import { refuseSelfLinks, refuseTurnedDates } from "./merge-refusals.js";

/** What a merge does to the stated records. */
export interface MergePlan {
  /** The absorbed id and the claims that get another id. */
  readonly renames: Renames;
  /** Renamed claims whose new id was taken: the two become one. */
  readonly folded: readonly string[];
  readonly replaces: readonly NodeRecord[];
}

/**
 * The records as they are when the absorbed entity is the survivor: what linked to it links to the survivor, claims
 * have the ids of their new keys, and two of one id unite, where the survivor's single values stay. Throws CONFLICT
 * where a link would lead from a node to itself or dates would turn round.
 */
export async function planMerge(view: StoreView, absorbed: NodeRecord, survivor: NodeRecord): Promise<MergePlan> {
  const linked = await view.referrers([absorbed.id], nodeTypes);
  const renames = renamesOf(absorbed.id, survivor.id, linked);
  const moved = [...renames.keys()].filter((id) => id !== absorbed.id);
  const followers = await view.referrers(moved, nodeTypes);
  await view.load(renames.values());
  const targets = [...renames.values()].map((id) => view.get(id)).filter((record) => record !== undefined);
  const touched = new Map([absorbed, survivor, ...linked, ...followers, ...targets].map((each) => [each.id, each]));
  const replaces: NodeRecord[] = [];
  for (const [id, parts] of grouped(touched.values(), ({ id }) => renames.get(id) ?? id)) {
    replaces.push(joined(id, parts, renames));
  }
  const taken = new Set(targets.map(({ id }) => id));
  return { renames, folded: moved.filter((id) => taken.has(renames.get(id) ?? "")), replaces };
}

function renamesOf(absorbed: string, survivor: string, linked: readonly NodeRecord[]): Map<string, string> {
  const onlyEntity = new Map([[absorbed, survivor]]);
  const renames = new Map(onlyEntity);
  for (const claim of linked) {
    if (!isClaimType(claim.type)) continue;
    const after = naturalId(renamed(claim, onlyEntity));
    if (after !== undefined && after !== naturalId(claim)) renames.set(claim.id, after);
  }
  return renames;
}

/** The records that become one; the one that has the id already is the survivor's. */
function joined(id: string, parts: readonly NodeRecord[], renames: Renames): NodeRecord {
  const order = [...parts].sort((a, b) => Number(b.id === id) - Number(a.id === id) || byCodeUnit(a.id, b.id));
  const [first, ...others] = order.map((part) => {
    const now = stated(renamed(part, renames));
    refuseSelfLinks(part, now);
    return now;
  });
  if (first === undefined) throw new Error(`Nothing becomes ${id}.`);
  let union = first;
  for (const [at, other] of others.entries()) {
    const before = union;
    union = unite(other, before).record;
    const absorbed = order[at + 1]?.id ?? "";
    if (!isClaimType(union.type)) union = withNames(union, before, other, absorbed);
    refuseTurnedDates(union, before, other);
  }
  return union;
}

/** The other's name becomes an alias; the aliases are united already. */
function withNames(union: NodeRecord, survivor: NodeRecord, other: NodeRecord, absorbed: string): NodeRecord {
  const own = textsOf(survivor, "aliases");
  const gained = [...textsOf(other, "aliases"), textOf(other, "name")].filter((name) => name !== undefined);
  const aliases = [...own, ...gained.filter((name) => name !== textOf(survivor, "name"))];
  const mergedFrom = [...textsOf(survivor, "mergedFrom"), ...textsOf(other, "mergedFrom"), absorbed];
  return stated({ ...union, properties: { ...union.properties, aliases, mergedFrom } });
}
