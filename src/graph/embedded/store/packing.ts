import type { Link, NodeRecord, Passage, Value } from "../../record.js";
import { derivationsOf, isBefore, type Place, type Underived } from "../derived.js";
import { layoutOf } from "../layouts.js";
import type { StoredLink, StoredNode, StoredPassage } from "../stored.js";
import type { Words } from "../words.js";
import type { RecordCodec } from "./record-codec.js";

type Find = (id: string) => number | undefined;
type IdOf = (node: number) => string;

/** A record as it is to be stored. Throws an Error of one sentence if a link leads to nothing. */
export function pack(codec: RecordCodec, record: NodeRecord, find: Find): StoredNode {
  // In the order of their names, so that records share shapes.
  const names = Object.keys(record.properties).sort();
  const source = underived(record);
  const packed = names.map((name) => packedValue(codec, record, name, source, find));
  const values = names.map((name, i): Value => packed[i] ?? record.properties[name] ?? "");
  const shape = codec.shape({ type: record.type, names, packed: packed.map((value) => value !== undefined) });
  return { id: record.id, shape, values, links: record.links.map((link) => storedLink(codec, record.id, link, find)) };
}

/** The number that stands for the property's value, if there is one (see layouts.ts). */
function packedValue(
  { words }: RecordCodec,
  { type, properties }: NodeRecord,
  name: string,
  source: Underived,
  find: Find,
): number | undefined {
  const value = properties[name];
  if (typeof value !== "string") return undefined;
  switch (layoutOf(type, name)) {
    case "coded":
      return words.numberOf(value);
    case "reference":
      return find(value);
    case "instant":
      return isInstant(value) ? Date.parse(value) : undefined;
    case "derived":
      return derivationsOf(type).get(name)?.(source) === value ? 0 : undefined;
    default:
      return undefined;
  }
}

function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

function storedLink({ words }: RecordCodec, from: string, { type, to, passage }: Link, find: Find): StoredLink {
  const node = find(to);
  if (node === undefined) throw new Error(`${from} has a link ${type} to ${to}, which is not stored.`);
  if (passage === undefined) return { type, to: node };
  const { start, end, asWritten, inferred, supports } = passage;
  const written = asWritten === undefined ? undefined : words.numberOf(asWritten);
  return { type, to: node, passage: { start, end, asWritten: written, inferred, supports } };
}

/** The record that was packed. */
export function unpack(codec: RecordCodec, { id, shape, values, links }: StoredNode, idOf: IdOf): NodeRecord {
  const { type, names, packed } = shape;
  const properties: Record<string, Value> = {};
  const record = { id, type, properties, links: links.map((link) => recordLink(codec, link, idOf)) };
  names.forEach((name, i) => {
    const value = values[i];
    if (value !== undefined) properties[name] = value;
  });
  const derivations = derivationsOf(type);
  const isDerived = (name: string) => derivations.has(name);
  // Derived ones last: they read the others.
  for (const late of [false, true]) {
    names.forEach((name, i) => {
      const value = values[i];
      if (packed[i] !== true || typeof value !== "number" || isDerived(name) !== late) return;
      const plain = late ? derivations.get(name)?.(underived(record)) : plainValue(codec, record, name, value, idOf);
      if (plain !== undefined) properties[name] = plain;
    });
  }
  return record;
}

function plainValue({ words }: RecordCodec, { type }: NodeRecord, name: string, value: number, idOf: IdOf): Value {
  switch (layoutOf(type, name)) {
    case "reference":
      return idOf(value);
    case "instant":
      return new Date(value).toISOString();
    default:
      return words.text(value);
  }
}

function recordLink({ words }: RecordCodec, { type, to, passage }: StoredLink, idOf: IdOf): Link {
  return { type, to: idOf(to), ...(passage !== undefined && { passage: passageOf(words, passage) }) };
}

/** In one order of keys: a change tells records as JSON. */
const passageOf = (words: Words, { start, end, asWritten, inferred, supports }: StoredPassage): Passage => ({
  start,
  end,
  ...(asWritten !== undefined && { asWritten: words.text(asWritten) }),
  inferred,
  supports,
});

/** What a record's derived properties derive from. */
function underived({ id, properties, links }: NodeRecord): Underived {
  return {
    id,
    text: (name) => {
      const value = properties[name];
      return typeof value === "string" ? value : undefined;
    },
    texts: (name) => {
      const value = properties[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    },
    evidence: () => {
      let least: Place | undefined;
      for (const { type, to: source, passage } of links) {
        if (type !== "EVIDENCED_BY" || passage === undefined) continue;
        const place = { source, start: passage.start, end: passage.end };
        if (least === undefined || isBefore(place, least)) least = place;
      }
      return least;
    },
  };
}
