import { searchKey } from "../../domain/vietnamese.js";
import { isClaimType } from "../node-types.js";
import type { NodeRecord, Value } from "../record.js";
import { daysOf } from "./days.js";
import { derivedOfClaim } from "./derive-claim.js";
import { derivedOfEntity } from "./derive-entity.js";
import { itemsOf, type Surroundings, textOf } from "./reading.js";
import { shapes } from "./shape.js";
import { stated } from "./stated.js";

/**
 * The record as it is stored: what is stated, defaults for what is not, and every derived property. Pure, and stable:
 * derived properties that the record brings are dropped and made anew. Throws a RangeError, with a sentence for the
 * person who states it, where section 2 of the design refuses a tenure.
 */
export function derive(record: NodeRecord, surroundings: Surroundings): NodeRecord {
  const bare = stated(record);
  const full: NodeRecord = { ...bare, properties: { ...defaultsOf(bare), ...bare.properties } };
  const properties: Record<string, Value> = { ...full.properties, ...derivedByShape(full) };
  const own = isClaimType(full.type) ? derivedOfClaim(full, surroundings) : derivedOfEntity(full, surroundings);
  return { ...full, properties: Object.assign(properties, own) };
}

function defaultsOf({ type }: NodeRecord): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  for (const [name, { missing }] of Object.entries(shapes[type].properties)) {
    if (missing !== undefined) values[name] = missing;
  }
  return values;
}

/** What follows from the form of a property alone: the days of a date, the folded tokens of a text. */
function derivedByShape(record: NodeRecord): Readonly<Record<string, Value>> {
  const derived: Record<string, Value> = {};
  for (const [name, shape] of Object.entries(shapes[record.type].properties)) {
    const value = record.properties[name];
    if (value === undefined) continue;
    if (shape.date === true) Object.assign(derived, daysOf(name, textOf(record, name)));
    if (shape.searched === true) {
      derived[`${name}Key`] = searchKey(...(typeof value === "string" ? [value] : itemsOf(value).map(String)));
    }
  }
  return derived;
}
