import type { Link, NodeRecord, Value } from "../record.js";
import { byCodeUnit, itemsOf, linksOf } from "./reading.js";
import { type LinkShape, shapes } from "./shape.js";

/** The record without its derived properties, its sets sorted and its links in the order of the shape. */
export function stated(record: NodeRecord): NodeRecord {
  const shape = shapes[record.type];
  const properties: Record<string, Value> = {};
  for (const [name, { form }] of Object.entries(shape.properties)) {
    const value = record.properties[name];
    if (value !== undefined) properties[name] = form === "set" ? sorted(itemsOf(value).map(String)) : value;
  }
  const links = shape.links.flatMap((link) => orderedLinks(link, linksOf(record, link.type)));
  return { id: record.id, type: record.type, properties, links };
}

const sorted = (items: readonly string[]) => [...new Set(items)].sort(byCodeUnit);

function orderedLinks({ form }: LinkShape, links: readonly Link[]): readonly Link[] {
  if (form === "passages") return [...links].sort(byPassage);
  return form === "set" ? [...links].sort((a, b) => byCodeUnit(a.to, b.to)) : links;
}

/** Of evidence and mentions: by source, then in the order of its text. */
export function byPassage(a: Link, b: Link): number {
  const [start, end] = [
    (a.passage?.start ?? 0) - (b.passage?.start ?? 0),
    (a.passage?.end ?? 0) - (b.passage?.end ?? 0),
  ];
  return byCodeUnit(a.to, b.to) || start || end;
}

/** Two records that hold the same, whatever the order of their properties. */
export function sameRecord(a: NodeRecord, b: NodeRecord): boolean {
  const names = Object.keys(a.properties);
  return (
    a.id === b.id &&
    a.type === b.type &&
    names.length === Object.keys(b.properties).length &&
    names.every((name) => sameValue(a.properties[name], b.properties[name])) &&
    a.links.length === b.links.length &&
    a.links.every((link, at) => sameLink(link, b.links[at]))
  );
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  return a.length === b.length && a.every((item, at) => item === b[at]);
}

function sameLink(a: Link, b: Link | undefined): boolean {
  if (a.type !== b?.type || a.to !== b.to) return false;
  const [one, other] = [a.passage, b.passage];
  if (one === undefined || other === undefined) return one === other;
  return (
    one.start === other.start &&
    one.end === other.end &&
    one.asWritten === other.asWritten &&
    one.inferred === other.inferred &&
    sameValue(one.supports, other.supports)
  );
}
