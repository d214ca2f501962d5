import { exactKey, searchKey } from "../../domain/vietnamese.js";
import { isClaimType, isEntityType, type NodeType } from "../node-types.js";

/** What derived properties derive from, of a record or of a row. */
export interface Underived {
  readonly id: string;
  text(property: string): string | undefined;
  texts(property: string): readonly string[];
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

/** The texts by which an entity is found; a resolution also by its number. */
const found =
  (keyOf: (...texts: readonly string[]) => string, more: readonly string[]): Derivation =>
  (of) =>
    keyOf(of.text("name") ?? "", ...of.texts("aliases"), ...more.flatMap((name) => of.text(name) ?? []));
const keysOf = (...more: readonly string[]): ReadonlyMap<string, Derivation> =>
  new Map([
    ["searchKey", found(searchKey, more)],
    ["exactKey", found(exactKey, more)],
  ]);
const [keysOfEntity, keysOfResolution, none] = [keysOf(), keysOf("number"), new Map<string, Derivation>()];

/** Properties that the store has in full (to leave them out would be another SCHEMA_VERSION) and the memory derives. */
export function memoryDerivationsOf(type: NodeType): ReadonlyMap<string, Derivation> {
  if (type === "Resolution") return keysOfResolution;
  return isEntityType(type) ? keysOfEntity : none;
}
