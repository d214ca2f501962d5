import { claimId } from "../../../domain/identity.js";
import type { ClaimType } from "../../node-types.js";
import { isClaimType } from "../../node-types.js";
import type { Link, NodeRecord } from "../../record.js";
import { targetOf, textOf } from "../reading.js";

/** Old ids and the new ones that stand for them. */
export type Renames = ReadonlyMap<string, string>;

const target = (record: NodeRecord, type: Link["type"]): string => targetOf(record, type) ?? "";

/** The hash of a stored claim's natural key; undefined of other nodes. */
export function naturalId(record: NodeRecord): string | undefined {
  return isClaimType(record.type) ? claimIdAs(record.type, record) : undefined;
}

function claimIdAs(type: ClaimType, record: NodeRecord): string {
  switch (type) {
    case "Tenure": {
      const ordinal = String(record.properties["ordinal"] ?? 1);
      return claimId("tenure", [target(record, "OF_OFFICIAL"), target(record, "OF_POSITION"), ordinal]);
    }
    case "Participation": {
      const participant = targetOf(record, "BY") ?? `described:${textOf(record, "description")}`;
      return claimId("participation", [participant, target(record, "AT"), textOf(record, "role") ?? ""]);
    }
    case "Topic":
      return claimId("topic", [target(record, "OF_EVENT"), target(record, "ABOUT"), textOf(record, "kind") ?? ""]);
    case "Succession":
      return claimId("succession", [target(record, "PREDECESSOR"), target(record, "SUCCESSOR")]);
  }
}

export const renamedLink = (link: Link, renames: Renames): Link => {
  const to = renames.get(link.to);
  return to === undefined ? link : { ...link, to };
};

/** What makes two links of one record the same: where they lead and, of passages, the place. */
export const linkKey = ({ type, to, passage }: Link): string => [type, to, passage?.start, passage?.end].join(" ");

/** The record under its new id with its links repointed, each once; a claim is no rival of itself. */
export function renamed(record: NodeRecord, renames: Renames): NodeRecord {
  const id = renames.get(record.id) ?? record.id;
  const links = new Map<string, Link>();
  for (const each of record.links) {
    const link = renamedLink(each, renames);
    const key = linkKey(link);
    if (!links.has(key) && !(link.type === "RIVAL_OF" && link.to === id)) links.set(key, link);
  }
  return { ...record, id, links: [...links.values()] };
}
