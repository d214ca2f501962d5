import { isId } from "../../../domain/identity.js";
import { daySpan } from "../../../domain/partial-date.js";
import { badInput } from "../../errors.js";
import type { Relationship } from "../../mapping.js";
import type { NodeType } from "../../node-types.js";
import type { Value } from "../../record.js";
import { present } from "../reading.js";
import { shapes } from "../shape.js";
import { anyOf, fieldsOf, references } from "./fields.js";
import { lists, longest, type Rule, ruleOf } from "./rules.js";

/** A path within the input. */
export type Path = readonly (string | number)[];

/** Ids that a field refers to, each with the path at which it stands. */
export interface Reference {
  readonly relationship: Relationship;
  readonly ids: readonly { readonly id: string; readonly path: Path }[];
}

/** The fields of an input, each of them what it must be. */
export interface Fields {
  readonly properties: Readonly<Record<string, Value>>;
  readonly references: readonly Reference[];
}

/** Refuses a value that the rule does not allow. */
export function obey(rule: Rule, value: unknown, path: Path): void {
  const expected = rule(value);
  if (expected !== undefined) throw badInput(`${path.at(-1)} must be ${expected}.`, path);
}

/** Reads the fields of a type from an input. Fields that are undefined are as good as absent. */
export function parseFields(type: NodeType, input: object, at: Path = []): Fields {
  const known = new Set(fieldsOf(type));
  const properties: Record<string, Value | undefined> = {};
  const found: Reference[] = [];
  for (const [field, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const path = [...at, field];
    if (!known.has(field)) throw badInput(`${anyOf(type)} has no ${field}: it has ${[...known].join(", ")}.`, path);
    const relationship = references[type][field];
    if (relationship !== undefined) found.push({ relationship, ids: idsIn(value, path, isMany(type, relationship)) });
    else properties[field] = valueIn(type, field, value, path);
  }
  ordered(properties, ([, last]) => [...at, last]);
  return { properties: present(properties), references: found };
}

function isMany(type: NodeType, relationship: Relationship): boolean {
  const form = shapes[type].links.find((link) => link.type === relationship)?.form;
  return form === "sequence" || form === "set";
}

function idsIn(value: unknown, path: Path, many: boolean): Reference["ids"] {
  if (!many) return [{ id: idIn(value, path), path }];
  const ids = itemsIn(value, path).map((item, index) => ({ id: idIn(item, [...path, index]), path: [...path, index] }));
  return ids.filter(({ id }, index) => ids.findIndex((other) => other.id === id) === index);
}

/** The value as an id. */
export function idIn(value: unknown, path: Path): string {
  if (typeof value === "string" && isId(value)) return value;
  throw badInput(`${fieldIn(path)} must be an id such as official/mai-van-huynh.`, path);
}

const fieldIn = (path: Path) => path.findLast((key) => typeof key === "string") ?? "id";

export function itemsIn(value: unknown, path: Path): readonly unknown[] {
  if (Array.isArray(value) && value.length <= longest) return value;
  throw badInput(`${fieldIn(path)} must be a list of at most ${longest} values.`, path);
}

function valueIn(type: NodeType, field: string, value: unknown, path: Path): Value {
  const each = lists[field];
  if (each !== undefined) {
    const texts: string[] = [];
    for (const [index, item] of itemsIn(value, path).entries()) {
      obey(each, item, [...path, index]);
      if (typeof item === "string" && !texts.includes(item)) texts.push(item);
    }
    return texts;
  }
  const rule = ruleOf(type, field);
  if (rule === undefined) throw badInput(`${anyOf(type)} has no ${field}.`, path);
  obey(rule, value, path);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw badInput(`${field} must be a single value.`, path);
}

const ranges = [
  ["from", "to"],
  ["date", "endDate"],
  ["validFrom", "validTo"],
  ["birth", "death"],
] as const;

/** Refuses an end before its beginning; `pathOf` says where the two fields stand. */
export function ordered(
  properties: Readonly<Record<string, Value | undefined>>,
  pathOf: (range: (typeof ranges)[number]) => Path,
): void {
  for (const range of ranges) {
    const [first, last] = range;
    const [from, to] = [properties[first], properties[last]];
    if (typeof from !== "string" || typeof to !== "string" || daySpan(to)[1] >= daySpan(from)[0]) continue;
    throw badInput(`${last} ${to} is before ${first} ${from}.`, pathOf(range));
  }
}

/** Refuses an input without the fields that every one of its type has. */
export function demandFields(type: NodeType, input: object, needed: readonly string[]): void {
  const missing = needed.filter((field) => Reflect.get(input, field) === undefined);
  const [first] = missing;
  if (first !== undefined) throw badInput(`${anyOf(type)} needs ${missing.join(", ")}.`, [first]);
}
