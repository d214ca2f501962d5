import { positionKey, resolutionNumber } from "../../../domain/identity.js";
import { daySpan } from "../../../domain/partial-date.js";
import { fold } from "../../../domain/vietnamese.js";
import type { Relationship } from "../../mapping.js";
import { isEventType } from "../../node-types.js";
import type { Link, NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { byCodeUnit, linksOf, targetOf, textOf } from "../reading.js";
import { shapes } from "../shape.js";
import { readAll } from "./context.js";
import { samePassage } from "./passages.js";

/** Who a record may be, beside itself. */
export interface Identity {
  /** The one of the same natural key. */
  readonly same?: NodeRecord;
  /** The one that is the same in all that is known of both, where that is no natural key. */
  readonly twin?: NodeRecord;
  /** Those that it could well be; by id. */
  readonly similar: readonly NodeRecord[];
}

type Likeness = "same" | "twin" | "similar" | "other";

/** The node that the natural key names beside the record's own properties. */
const anchors: Readonly<Record<string, Relationship>> = {
  Position: "IN",
  Resolution: "ISSUED_BY",
  Anniversary: "HONOURS",
};

/** The stored nodes that are, or may be, what the record describes (section 1 of the design). `probes`: ids to try. */
export async function identify(reader: Reader, record: NodeRecord, probes: readonly string[]): Promise<Identity> {
  const pool = await readAll(reader, [
    ...probes,
    ...(await named(reader, record)),
    ...(await anchored(reader, record)),
  ]);
  const similar = new Map<string, NodeRecord>();
  const [same, twins]: [NodeRecord[], NodeRecord[]] = [[], []];
  for (const other of [...pool.values()].sort((a, b) => byCodeUnit(a.id, b.id))) {
    if (other.type !== record.type || other.id === record.id) continue;
    const likeness = likenessOf(record, other);
    if (likeness === "same") same.push(other);
    if (likeness === "twin") twins.push(other);
    if (likeness === "twin" || likeness === "similar") similar.set(other.id, other);
  }
  const [first, twin] = [same[0], twins[0]];
  return {
    ...(first !== undefined && { same: first }),
    ...(twin !== undefined && { twin }),
    similar: [...similar.values()],
  };
}

async function named(reader: Reader, record: NodeRecord): Promise<readonly string[]> {
  if (reader.find === undefined) return [];
  if (record.type === "Source") return reader.find("Source", "sha256", textOf(record, "sha256") ?? "");
  return reader.find(record.type, "nameFold", fold(textOf(record, "name") ?? ""));
}

async function anchored(reader: Reader, record: NodeRecord): Promise<readonly string[]> {
  const anchor = anchors[record.type];
  const target = anchor === undefined ? undefined : targetOf(record, anchor);
  if (target === undefined) return [];
  const prefix = `${shapes[record.type].prefix}/`;
  return (await reader.referrers([target])).filter((id) => id.startsWith(prefix));
}

function likenessOf(record: NodeRecord, other: NodeRecord): Likeness {
  switch (record.type) {
    case "Source":
      return textOf(record, "sha256") === textOf(other, "sha256") ? "same" : "other";
    case "Position":
      return agree(record, other, [target("IN"), ({ properties }) => positionKey(String(properties["title"]))]);
    case "Resolution":
      return likeResolutions(record, other);
    case "Anniversary":
      return likeAnniversaries(record, other);
    default:
      return sameName(record, other) ? likeNamesakes(record, other) : "other";
  }
}

/** One part of a natural key. */
type Part = (record: NodeRecord) => string | undefined;

const target =
  (relationship: Relationship): Part =>
  (record) =>
    targetOf(record, relationship);

const property =
  (name: string): Part =>
  (record) =>
    textOf(record, name);

const agree = (a: NodeRecord, b: NodeRecord, parts: readonly Part[]): Likeness =>
  parts.every((part) => part(a) === part(b)) ? "same" : "other";

const sameName = (a: NodeRecord, b: NodeRecord): boolean =>
  fold(textOf(a, "name") ?? "") === fold(textOf(b, "name") ?? "");

const year: Part = (record) => textOf(record, "issuedOn")?.slice(0, 4);

const number: Part = (record) => {
  const written = textOf(record, "number");
  return written === undefined ? undefined : fold(resolutionNumber(written));
};

/** Numbers restart each term: where issuer or year of one is unknown, only a person can tell. */
function likeResolutions(record: NodeRecord, other: NodeRecord): Likeness {
  if (number(record) === undefined || number(other) === undefined) {
    return sameName(record, other) ? asMentioned(record, other) : "other";
  }
  if (agree(record, other, [number, property("kind")]) === "other") return "other";
  const parts = [target("ISSUED_BY"), year];
  if (agree(record, other, parts) === "same") return "same";
  return parts.every((part) => compatible(part(record), part(other))) ? "similar" : "other";
}

const compatible = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

function likeAnniversaries(record: NodeRecord, other: NodeRecord): Likeness {
  const parts = [property("originDate"), target("HONOURS")];
  if (agree(record, other, parts) === "same" && parts.some((part) => part(record) !== undefined)) return "same";
  if (!sameName(record, other)) return "other";
  return parts.every((part) => compatible(part(record), part(other))) ? asMentioned(record, other) : "other";
}

function likeNamesakes(record: NodeRecord, other: NodeRecord): Likeness {
  if (isEventType(record.type)) {
    if (!overlap([textOf(record, "date"), textOf(record, "date")], [textOf(other, "date"), textOf(other, "date")])) {
      return "other";
    }
    const known = textOf(record, "date") !== undefined;
    return asMentioned(record, other, known ? [property("date"), target("HELD_IN")] : undefined);
  }
  switch (record.type) {
    case "Organization":
      return asMentioned(record, other, [target("PART_OF"), target("IN_PROVINCE")]);
    case "Province":
      if (agree(record, other, [property("code"), property("validFrom")]) === "same") return "same";
      return overlap(validity(record), validity(other)) ? "similar" : "other";
    default:
      return asMentioned(record, other);
  }
}

const validity = (record: NodeRecord) => [textOf(record, "validFrom"), textOf(record, "validTo")] as const;

type Range = readonly [from: string | undefined, to: string | undefined];

/** Whether two ranges may have a day in common; an unknown end is open. */
function overlap([from, to]: Range, [otherFrom, otherTo]: Range): boolean {
  const before = (end: string | undefined, start: string | undefined) =>
    end !== undefined && start !== undefined && daySpan(end)[1] < daySpan(start)[0];
  return !before(to, otherFrom) && !before(otherTo, from);
}

/**
 * One name at the same passage of a source is one thing recorded twice; elsewhere only a person can tell, who is
 * taken to mean the same if all parts agree.
 */
function asMentioned(record: NodeRecord, other: NodeRecord, parts?: readonly Part[]): Likeness {
  const mentions: readonly Link[] = linksOf(other, "MENTIONED_IN");
  const again = linksOf(record, "MENTIONED_IN").some((link) => mentions.some((held) => samePassage(link, held)));
  if (again) return "same";
  return parts !== undefined && agree(record, other, parts) === "same" ? "twin" : "similar";
}
