import { isClaimType, isEntityType, type NodeType } from "../node-types.js";

/** What derived properties derive from, of a record or of a row. */
export interface Underived {
  readonly id: string;
  text(property: string): string | undefined;
  /** The least place of the evidence, by source id, then start, then end. */
  evidence(): Place | undefined;
}
export interface Place {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}
/** Whether a stands before b. */
export const isBefore = (a: Place, b: Place): boolean =>
  a.source !== b.source ? a.source < b.source : a.start !== b.start ? a.start < b.start : a.end < b.end;
export type Derivation = (of: Underived) => string | undefined;

const orderKey: Derivation = (of) => {
  const sortKey = of.text("sortKey");
  return sortKey === undefined ? undefined : `${sortKey} ${of.id}`;
};
const protocolKey: Derivation = (of) => {
  const place = of.evidence();
  return `${place?.source ?? "~"} ${offset(place?.start)} ${offset(place?.end)} ${of.id}`;
};
const offset = (at = 0): string => String(at).padStart(8, "0");
/** The first text of a search key, where it is the only one. */
const only =
  (key: string): Derivation =>
  (of) => {
    const text = of.text(key);
    return text?.startsWith(" ") ? text.slice(1) : undefined;
  };

const ofClaim = new Map([["protocolKey", protocolKey]]);
const ofSource = new Map([["orderKey", orderKey]]);
const ofEntity = new Map([
  ["orderKey", orderKey],
  ["nameFold", only("searchKey")],
  ["nameLow", only("exactKey")],
]);

/**
 * Properties of a type that repeat what stands elsewhere in the record (see changes/derive.ts for what they mean):
 * neither the store nor the memory keeps them, save where a record says otherwise.
 */
export function derivationsOf(type: NodeType): ReadonlyMap<string, Derivation> {
  if (isClaimType(type)) return ofClaim;
  return isEntityType(type) ? ofEntity : ofSource;
}
