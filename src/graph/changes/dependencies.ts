import type { Relationship } from "../mapping.js";
import { eventTypes, type NodeType } from "../node-types.js";

/** The links, one after the other, at whose ends a derivation reads. */
export const readPaths: Readonly<Partial<Record<NodeType, readonly (readonly Relationship[])[]>>> = {
  Conference: [["MENTIONED_IN"]],
  Ceremony: [["MENTIONED_IN"]],
  Interview: [["MENTIONED_IN"]],
  Contest: [["MENTIONED_IN"]],
  Tenure: [["OF_OFFICIAL"], ["OF_POSITION", "IN", "IN_PROVINCE"]],
  Participation: [["AT"]],
  Topic: [["OF_EVENT"]],
};

/** What others derive from a node: if one of these changes, those that link to it are derived anew. */
export interface Exposure {
  readonly properties: readonly string[];
  /** Through this link the node passes on what its target exposes. */
  readonly relays?: Relationship;
  readonly readers: readonly NodeType[];
}

const event: Exposure = {
  properties: ["date", "endDate", "notAfter", "provinceId"],
  readers: ["Participation", "Topic"],
};

/** The reverse of `readPaths`. */
export const exposures: Readonly<Partial<Record<NodeType, Exposure>>> = {
  Source: { properties: ["publishedOn", "capturedOn"], readers: eventTypes },
  Province: { properties: ["validFrom", "validTo"], readers: ["Organization"] },
  Official: { properties: ["birth", "death"], readers: ["Tenure"] },
  Organization: { properties: [], relays: "IN_PROVINCE", readers: ["Position"] },
  Position: { properties: [], relays: "IN", readers: ["Tenure"] },
  Conference: event,
  Ceremony: event,
  Interview: event,
  Contest: event,
};

/** Each layer reads only earlier ones. */
export const layers: readonly (readonly NodeType[])[] = [
  ["Source", "Province", "Official", "Resolution", "Anniversary"],
  ["Organization", ...eventTypes],
  ["Position"],
  ["Tenure", "Participation", "Topic", "Succession"],
];
