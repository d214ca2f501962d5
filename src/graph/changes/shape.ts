import type { Relationship } from "../mapping.js";
import { type ClaimType, claimTypes, eventTypes, type NodeType } from "../node-types.js";
import type { Value } from "../record.js";

/**
 * A stated property. How statements of several sources unite: `single` values must agree, a `set` is kept sorted, a
 * `sequence` keeps the order in which the sources give its items, and of `earliest` the first record wins.
 */
export interface PropertyShape {
  readonly form: "single" | "set" | "sequence" | "earliest";
  /** A PartialDate: its first and last day are stored beside it, as `<property>Min` and `<property>Max`. */
  readonly date?: true;
  /** A text for filters to match: its folded tokens are stored beside it, as `<property>Key`. */
  readonly searched?: true;
  /** At least one document must state it. */
  readonly required?: true;
  /** Stored where no document states it. */
  readonly missing?: Value;
}

/** Links of one type that leave a node. Passages are evidence and mentions: a set, each with its place. */
export interface LinkShape {
  readonly type: Relationship;
  readonly to: readonly NodeType[];
  readonly form: "required" | "optional" | "sequence" | "set" | "passages";
}

export interface NodeShape {
  /** Ids of the type are `<prefix>/<slug>`. */
  readonly prefix: string;
  readonly properties: Readonly<Record<string, PropertyShape>>;
  /** In the order in which a record holds them. */
  readonly links: readonly LinkShape[];
}

const single = { form: "single" } as const;
const required = { form: "single", required: true } as const;
const searched = { form: "single", searched: true } as const;
const date = { form: "single", date: true } as const;
const set = { form: "set", missing: [] } as const;
const sequence = { form: "sequence", missing: [] } as const;

/** `mergedFrom`: the ids that it has absorbed, whose redirects lead here. Only merges state it. */
const entity = { name: required, aliases: set, note: searched, mergedFrom: { form: "set" } } as const;
const mentions: LinkShape = { type: "MENTIONED_IN", to: ["Source"], form: "passages" };

const claim = {
  rank: { form: "single", missing: "NORMAL" },
  status: { form: "single", missing: "CONFIRMED" },
  note: searched,
  /** CURATOR where no source is named for the claim, and why the curator holds it. */
  assertedBy: single,
  reason: single,
  recordedAt: { form: "earliest", required: true },
  recordedBy: { form: "earliest", required: true },
} as const;
const evidence: readonly LinkShape[] = [
  { type: "RIVAL_OF", to: claimTypes, form: "set" },
  { type: "EVIDENCED_BY", to: ["Source"], form: "passages" },
];

const one = (type: Relationship, ...to: readonly NodeType[]): LinkShape => ({ type, to, form: "required" });
const maybe = (type: Relationship, ...to: readonly NodeType[]): LinkShape => ({ type, to, form: "optional" });
const several = (type: Relationship, ...to: readonly NodeType[]): LinkShape => ({ type, to, form: "sequence" });

const event: NodeShape = {
  prefix: "event",
  properties: {
    ...entity,
    date,
    endDate: date,
    places: { ...sequence, searched: true },
    mode: single,
    subject: searched,
    nameStated: { form: "single", missing: true },
  },
  links: [
    maybe("HELD_IN", "Province"),
    several("ORGANIZED_BY", "Organization"),
    maybe("PART_OF", ...eventTypes),
    mentions,
  ],
};

const entities: Readonly<Record<Exclude<NodeType, ClaimType>, NodeShape>> = {
  Official: {
    prefix: "official",
    properties: { ...entity, kind: required, birth: date, death: date },
    links: [mentions],
  },
  Position: {
    prefix: "position",
    properties: { ...entity, title: { ...required, searched: true } },
    links: [one("IN", "Organization"), mentions],
  },
  Organization: {
    prefix: "organization",
    properties: { ...entity, kind: required, level: single },
    links: [maybe("PART_OF", "Organization"), maybe("IN_PROVINCE", "Province"), mentions],
  },
  Province: {
    prefix: "province",
    properties: { ...entity, code: required, kind: required, validFrom: date, validTo: date },
    links: [mentions],
  },
  Conference: { ...event, properties: { ...event.properties, kind: required } },
  Ceremony: event,
  Interview: event,
  Contest: event,
  Resolution: {
    prefix: "resolution",
    properties: { ...entity, number: searched, kind: required, issuedOn: date, subject: searched },
    links: [maybe("ISSUED_BY", "Organization"), mentions],
  },
  Anniversary: {
    prefix: "anniversary",
    properties: { ...entity, kind: required, originDate: date },
    links: [maybe("HONOURS", "Official", "Organization", ...eventTypes), mentions],
  },
  Source: {
    prefix: "source",
    properties: {
      title: { ...required, searched: true },
      outlet: searched,
      authors: { ...sequence, searched: true },
      url: single,
      publishedOn: date,
      capturedOn: date,
      sha256: required,
    },
    links: [],
  },
};

const claims: Readonly<Record<ClaimType, NodeShape>> = {
  Tenure: {
    prefix: "tenure",
    properties: { ...claim, ordinal: { form: "single", missing: 1 }, from: date, to: date, attestedOn: set },
    links: [one("OF_OFFICIAL", "Official"), one("OF_POSITION", "Position"), ...evidence],
  },
  Participation: {
    prefix: "participation",
    properties: {
      ...claim,
      role: required,
      roleAsWritten: searched,
      award: searched,
      description: searched,
      count: single,
    },
    links: [
      maybe("BY", "Official", "Organization"),
      one("AT", ...eventTypes),
      maybe("ON_BEHALF_OF", "Organization"),
      several("IN_CAPACITY_OF", "Tenure"),
      ...evidence,
    ],
  },
  Topic: {
    prefix: "topic",
    properties: { ...claim, kind: required, years: single, celebratedOn: date },
    links: [one("OF_EVENT", ...eventTypes), one("ABOUT", "Resolution", "Anniversary", ...eventTypes), ...evidence],
  },
  Succession: {
    prefix: "succession",
    properties: { ...claim, on: date },
    links: [one("PREDECESSOR", "Province"), one("SUCCESSOR", "Province"), maybe("BASIS", "Resolution"), ...evidence],
  },
};

/** What each type states: the one table from which stripping, deriving, uniting and checking are driven. */
export const shapes: Readonly<Record<NodeType, NodeShape>> = { ...entities, ...claims };
