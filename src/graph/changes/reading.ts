import type { Relationship } from "../mapping.js";
import type { Link, NodeRecord, Value } from "../record.js";

/** Reads a node by id; undefined where there is none. */
export type Lookup = (id: string) => NodeRecord | undefined;

/** What a derivation may read of the rest of the graph. */
export interface Surroundings {
  /** Gives at least the neighbours that `dependencies.ts` names, themselves already derived. */
  readonly lookup: Lookup;
  /** The least id of a province's lineage (see `lineage.ts`). */
  readonly lineageOf: (provinceId: string) => string;
}

export function textOf(record: NodeRecord | undefined, property: string): string | undefined {
  const value = record?.properties[property];
  return typeof value === "string" ? value : undefined;
}

export function textsOf(record: NodeRecord | undefined, property: string): readonly string[] {
  return itemsOf(record?.properties[property]).map(String);
}

export function itemsOf(value: Value | undefined): readonly (string | number)[] {
  return typeof value === "object" ? value : [];
}

/** The target of the record's link of a type that has at most one. */
export const targetOf = (record: NodeRecord | undefined, type: Relationship): string | undefined =>
  record?.links.find((link) => link.type === type)?.to;

export const linksOf = (record: NodeRecord, type: Relationship): readonly Link[] =>
  record.links.filter((link) => link.type === type);

/** By code unit: the order of every stored set, so that any order of loading stores the same bytes. */
export const byCodeUnit = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Without the entries that are undefined: absent properties are absent. */
export function present(entries: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) kept[name] = value;
  return kept;
}

/** The items by key, in the order of their first appearance. (Map.groupBy needs Node 21.) */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The word with its article, for a message. */
export const withArticle = (word: string): string => `${/^[AEIOU]/i.test(word) ? "an" : "a"} ${word}`;
