import type { Link, NodeRecord, Passage, Value } from "../record.js";
import { itemsOf, linksOf, withArticle } from "./reading.js";
import { type LinkShape, type PropertyShape, shapes } from "./shape.js";
import { sameValue, stated } from "./stated.js";

/** Why two statements about one node cannot both be stored; at the incoming record's property or link. */
export interface Conflict {
  readonly property?: string;
  readonly link?: Link;
  readonly reason: string;
}

export interface United {
  /** What both state, without derived properties. Where they conflict, what was held. */
  readonly record: NodeRecord;
  readonly conflicts: readonly Conflict[];
}

/**
 * Unites a statement about a node with what is held of it. Sets, sequences and passages grow; a single value that
 * differs is a conflict; the first recording is kept. `holder` names who holds it, as in "the graph".
 */
export function unite(incoming: NodeRecord, held: NodeRecord, holder = "the graph"): United {
  const [here, there] = [stated(incoming), stated(held)];
  if (here.type !== there.type) {
    const reason = `is ${withArticle(here.type)} here and ${withArticle(there.type)} in ${holder}: one id, one type`;
    return { record: there, conflicts: [{ property: "type", reason }] };
  }
  const shape = shapes[here.type];
  const conflicts: Conflict[] = [];
  const properties: Record<string, Value> = { ...there.properties, ...firstRecorded(here, there) };
  for (const [name, { form }] of Object.entries(shape.properties)) {
    const value = here.properties[name];
    if (value === undefined || form === "earliest") continue;
    const other = there.properties[name];
    if (form === "single" && other !== undefined && !sameValue(value, other)) {
      conflicts.push({ property: name, reason: differing(name, value, other, holder) });
    } else properties[name] = other === undefined ? value : joined(form, value, other);
  }
  const links = shape.links.flatMap((link) =>
    unitedLinks(link, linksOf(here, link.type), linksOf(there, link.type), holder, conflicts),
  );
  return { record: stated({ ...there, properties, links }), conflicts };
}

const differing = (name: string, here: Value, there: Value, holder: string): string =>
  `says ${JSON.stringify(here)} where ${holder} says ${JSON.stringify(there)}` +
  (name === "name" ? ": a second name belongs in aliases" : "");

function joined(form: PropertyShape["form"], value: Value, other: Value): Value {
  return form === "single" ? other : [...new Set([...itemsOf(other), ...itemsOf(value)].map(String))];
}

/** The earlier of two recordings; ISO-8601 in UTC sorts by time. */
function firstRecorded(here: NodeRecord, there: NodeRecord): Readonly<Record<string, Value>> {
  const [a, b] = [recording(here), recording(there)];
  const first = b === undefined || (a !== undefined && a.key < b.key) ? a : b;
  return first?.properties ?? {};
}

function recording({ properties: { recordedAt, recordedBy } }: NodeRecord) {
  if (recordedAt === undefined || recordedBy === undefined) return undefined;
  return { key: `${recordedAt} ${recordedBy}`, properties: { recordedAt, recordedBy } };
}

function unitedLinks(
  { form, type }: LinkShape,
  here: readonly Link[],
  there: readonly Link[],
  holder: string,
  conflicts: Conflict[],
): readonly Link[] {
  if (form === "passages") return unitedPassages(here, there, conflicts);
  const links = new Map<string, Link>(there.map((link) => [link.to, link]));
  for (const link of here) {
    const [other] = links.keys();
    const differs = (form === "required" || form === "optional") && other !== undefined && other !== link.to;
    if (differs) conflicts.push({ link, reason: differing(type, link.to, other, holder) });
    else links.set(link.to, links.get(link.to) ?? link);
  }
  return [...links.values()];
}

/** A passage is the same if source, start and end agree. */
function unitedPassages(here: readonly Link[], there: readonly Link[], conflicts: Conflict[]): readonly Link[] {
  const links = new Map<string, Link>();
  for (const link of [...there, ...here]) {
    const key = `${link.to} ${link.passage?.start} ${link.passage?.end}`;
    const other = links.get(key);
    const reason = other?.passage && link.passage && whyDifferent(link.passage, other.passage);
    if (reason) conflicts.push({ link, reason });
    else links.set(key, { ...link, ...unitedPassage(link.passage, other?.passage) });
  }
  return [...links.values()];
}

function whyDifferent(here: Passage, there: Passage): string | undefined {
  if (here.inferred !== there.inferred) {
    return "is stated twice, once inferred and once not: state passages of different extent";
  }
  if (here.asWritten === undefined || there.asWritten === undefined || here.asWritten === there.asWritten) {
    return undefined;
  }
  return `is stated twice, as ${JSON.stringify(here.asWritten)} and as ${JSON.stringify(there.asWritten)}`;
}

function unitedPassage(here: Passage | undefined, there: Passage | undefined): { readonly passage?: Passage } {
  if (here === undefined) return {};
  const supports = [...new Set([...(there?.supports ?? []), ...here.supports])].sort();
  const asWritten = here.asWritten ?? there?.asWritten;
  const { start, end, inferred } = here;
  return { passage: { start, end, ...(asWritten !== undefined && { asWritten }), inferred, supports } };
}
