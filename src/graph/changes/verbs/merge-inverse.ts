import type { Link, NodeRecord, Value } from "../../record.js";
import { grouped, itemsOf, textsOf } from "../reading.js";
import { shapes } from "../shape.js";
import { sameValue, stated } from "../stated.js";
import { linkKey, type Renames, renamedLink } from "./merge-key.js";

/** One record, as it was before a merge, as the merge left it, and as it is now. */
export interface Versions {
  readonly before: NodeRecord;
  readonly after: NodeRecord;
  readonly now: NodeRecord;
}

/**
 * The record without what the merge did to it, and with what was done to it since: values set since then stay, items and
 * links added since stay, those taken away stay away, and the rest is as before.
 */
export function undone(versions: Versions, renames: Renames): NodeRecord {
  const { type, id } = versions.now;
  const properties: Record<string, Value> = {};
  for (const [name, { form, missing }] of Object.entries(shapes[type].properties)) {
    const isList = form === "set" || form === "sequence";
    const value = isList ? itemsUndone(name, versions) : valueUndone(name, versions);
    if (value !== undefined && !(isList && itemsOf(value).length === 0 && missing === undefined))
      properties[name] = value;
  }
  return stated({ id, type, properties, links: linksUndone(versions, renames) });
}

function valueUndone(name: string, { before, after, now }: Versions): Value | undefined {
  const [was, left, is] = [before, after, now].map(({ properties }) => properties[name]);
  return sameValue(left, is) ? was : is;
}

function itemsUndone(name: string, { before, after, now }: Versions): readonly string[] {
  const [was = [], left = [], is = []] = [before, after, now].map((each) => textsOf(each, name));
  return is.filter((item) => was.includes(item) || !left.includes(item));
}

/** Each link that the merge left leads again to where those led from which it was made; others are later ones. */
function linksUndone({ before, after, now }: Versions, renames: Renames): readonly Link[] {
  const left = new Map(after.links.map((link) => [linkKey(link), link]));
  const made = grouped(before.links, (link) => linkKey(renamedLink(link, renames)));
  const links = now.links.flatMap((link) => {
    const key = linkKey(link);
    const as = left.get(key);
    if (as === undefined) return [link];
    const same = JSON.stringify(as.passage) === JSON.stringify(link.passage);
    return (made.get(key) ?? []).map((was) =>
      same || link.passage === undefined ? was : { ...was, ...link, to: was.to },
    );
  });
  // A rivalry moves from one of the two claims to the other when an id changes: what was is simply put back.
  const rivals = before.links.filter(({ type }) => type === "RIVAL_OF");
  return [...new Map([...rivals, ...links].map((link) => [linkKey(link), link])).values()];
}

/** Of a claim that the merge moved to a free id: what every claim of that id must hold, as a claim before the merge. */
export function skeleton(after: NodeRecord): NodeRecord {
  const shape = shapes[after.type];
  const properties: Record<string, Value> = {};
  for (const [name, { form, required, missing }] of Object.entries(shape.properties)) {
    const value = after.properties[name];
    if (value === undefined) continue;
    const isList = form === "set" || form === "sequence";
    if (isList) properties[name] = [];
    else if (required === true || missing !== undefined || name === "description") properties[name] = value;
  }
  const needed = new Set(
    shape.links.filter(({ form, type }) => form === "required" || type === "BY").map(({ type }) => type),
  );
  return { ...after, properties, links: after.links.filter(({ type }) => needed.has(type)) };
}

const bookkeeping = new Set(["rank", "status", "note", "recordedAt", "recordedBy"]);

/** Whether anything was stated of the moved claim since the merge; a review or a rank alone states nothing. */
export function saysMore(claim: NodeRecord, bare: NodeRecord): boolean {
  const known = new Set(bare.links.map(linkKey));
  return (
    claim.links.some((link) => link.type !== "RIVAL_OF" && !known.has(linkKey(link))) ||
    Object.entries(claim.properties).some(
      ([name, value]) => !bookkeeping.has(name) && !sameValue(value, bare.properties[name]),
    )
  );
}
