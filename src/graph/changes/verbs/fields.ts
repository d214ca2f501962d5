import type { Relationship } from "../../mapping.js";
import { isEventType, type NodeType } from "../../node-types.js";
import { withArticle } from "../reading.js";
import { shapes } from "../shape.js";

const event = { province: "HELD_IN", organizers: "ORGANIZED_BY", partOf: "PART_OF" } as const;

/** The fields of inputs and documents that refer to other nodes, and the relationships that they are stored as. */
export const references: Readonly<Record<NodeType, Readonly<Record<string, Relationship>>>> = {
  Official: {},
  Position: { organization: "IN" },
  Organization: { partOf: "PART_OF", province: "IN_PROVINCE" },
  Province: {},
  Conference: event,
  Ceremony: event,
  Interview: event,
  Contest: event,
  Resolution: { issuer: "ISSUED_BY" },
  Anniversary: { honours: "HONOURS" },
  Source: {},
  Tenure: { official: "OF_OFFICIAL", position: "OF_POSITION", rivalOf: "RIVAL_OF" },
  Participation: {
    official: "BY",
    organization: "BY",
    event: "AT",
    onBehalfOf: "ON_BEHALF_OF",
    inCapacityOf: "IN_CAPACITY_OF",
    rivalOf: "RIVAL_OF",
  },
  Topic: { event: "OF_EVENT", subject: "ABOUT", rivalOf: "RIVAL_OF" },
  Succession: { predecessor: "PREDECESSOR", successor: "SUCCESSOR", basis: "BASIS", rivalOf: "RIVAL_OF" },
};

/** What the verbs keep themselves. */
const kept: ReadonlySet<string> = new Set(["recordedAt", "recordedBy", "assertedBy", "reason"]);

/** The names of the fields of a type that a person can state. */
export function fieldsOf(type: NodeType): readonly string[] {
  const properties = Object.keys(shapes[type].properties).filter((name) => !kept.has(name));
  return [...new Set([...properties, ...Object.keys(references[type])])];
}

/** Under what field a property or a link of a record stands in the input. */
export function fieldOf(type: NodeType, stored: string): string {
  if (stored === "EVIDENCED_BY") return "evidence";
  if (stored === "MENTIONED_IN") return "mentions";
  return Object.entries(references[type]).find(([, relationship]) => relationship === stored)?.[0] ?? stored;
}

/** The type as a word: `Conference` is an event. */
export const wordFor = (type: NodeType): string => (isEventType(type) ? "event" : type.toLowerCase());

/** At the start of a sentence: `An event`. */
export const anyOf = (type: NodeType): string => withArticle(wordFor(type)).replace("a", "A");
