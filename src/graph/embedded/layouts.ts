import type { NodeType } from "../node-types.js";
import { derivationsOf } from "./derived.js";

/**
 * How a property is kept. What is not named here is coded: right for whatever repeats.
 * The store packs coded text as the number of a word, references as node numbers, instants as milliseconds, and
 * leaves derived values out: to move a property to another of these layouts is to change SCHEMA_VERSION.
 */
export type Layout = "coded" | "text" | "sparse" | "list" | "integers" | "instant" | "reference" | "derived";

const named: Readonly<Record<Exclude<Layout, "coded" | "derived">, readonly string[]>> = {
  text: ["name", "sortKey", "givenSortKey", "searchKey", "exactKey", "nameFold", "nameLow", "url", "sha256"],
  sparse: ["note", "noteKey", "description", "descriptionKey", "award", "awardKey", "subject", "subjectKey"],
  list: ["aliases", "authors", "places", "attestedOn", "mergedFrom"],
  integers: ["knownFrom", "knownTo"],
  instant: ["recordedAt"],
  reference: ["byId", "officialId", "organizationId", "eventId", "positionId", "provinceId", "lineageId"],
};

const layouts: ReadonlyMap<string, Layout> = new Map(
  Object.entries(named).flatMap(([layout, names]) => names.map((name) => [name, layout as Layout] as const)),
);

export const layoutOf = (type: NodeType, property: string): Layout =>
  derivationsOf(type).has(property) ? "derived" : (layouts.get(property) ?? "coded");
