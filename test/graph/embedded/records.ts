import { exactKey, fold, low, searchKey, sortKey } from "../../../src/domain/vietnamese.js";
import type { Relationship } from "../../../src/graph/mapping.js";
import type { EventType, NodeType } from "../../../src/graph/node-types.js";
import type { Link, NodeRecord, Passage, Value } from "../../../src/graph/record.js";

/** Small hand-made records with the derived properties that a test reads. */

type Properties = Readonly<Record<string, Value>>;

export const link = (type: Relationship, to: string, passage?: Passage): Link =>
  passage === undefined ? { type, to } : { type, to, passage };

export const record = (
  type: NodeType,
  id: string,
  properties: Properties = {},
  links: readonly Link[] = [],
): NodeRecord => ({ id, type, properties, links });

export function entity(
  type: NodeType,
  id: string,
  name: string,
  properties: Properties = {},
  links: readonly Link[] = [],
): NodeRecord {
  const aliases = (properties["aliases"] ?? []) as readonly string[];
  const keys = {
    name,
    aliases,
    searchKey: searchKey(name, ...aliases),
    exactKey: exactKey(name, ...aliases),
    nameFold: fold(name),
    nameLow: low(name),
    sortKey: sortKey(name),
    orderKey: `${sortKey(name)} ${id}`,
  };
  return record(type, id, { ...keys, ...properties }, links);
}

export const source = (id: string, properties: Properties = {}) =>
  record("Source", id, { title: id, authors: [], sha256: `hash of ${id}`, sortKey: id, ...properties });

export const evidence = (to: string, start: number, end = start + 10, rest: Partial<Passage> = {}): Link =>
  link("EVIDENCED_BY", to, { start, end, inferred: false, supports: [], ...rest });
export const mention = (to: string, start: number, end = start + 10, rest: Partial<Passage> = {}): Link =>
  link("MENTIONED_IN", to, { start, end, inferred: false, supports: [], ...rest });

const offset = (at = 0) => String(at).padStart(8, "0");

function claim(type: NodeType, id: string, properties: Properties, links: readonly Link[]): NodeRecord {
  const [first] = links
    .filter(({ type }) => type === "EVIDENCED_BY")
    .map(({ to, passage }) => `${to} ${offset(passage?.start)} ${offset(passage?.end)} ${id}`)
    .sort();
  const common = {
    rank: "NORMAL",
    status: "CONFIRMED",
    recordedAt: "2026-11-23T00:00:00.000Z",
    recordedBy: "a test",
    protocolKey: first ?? `~ ${offset()} ${offset()} ${id}`,
  };
  const all = { ...common, ...properties };
  const visible = all.status === "CONFIRMED" && all.rank !== "DEPRECATED";
  return record(type, id, { ...all, visible }, links);
}

export const event =
  (id: string, date: string | undefined, rest: Properties = {}, type: EventType = "Conference") =>
  (links: readonly Link[] = []) =>
    entity(
      type,
      id,
      id,
      date === undefined
        ? { dateDesc: "0000-01-01", spanMin: "0000-01-01", spanMax: "9999-12-31", ...rest }
        : { date, dateMin: date, dateMax: date, dateDesc: date, spanMin: date, spanMax: date, ...rest },
      links,
    );

interface Participation {
  readonly by: string | undefined;
  readonly at: string;
  readonly role?: string;
  readonly capacities?: readonly string[];
  readonly properties?: Properties;
  readonly links?: readonly Link[];
}

export function participation(id: string, { by, at, role = "CHAIR", ...rest }: Participation): NodeRecord {
  const { capacities = [], properties = {}, links = [] } = rest;
  const span = { spanMin: "2024-07-08", spanMax: "2024-07-08" };
  return claim("Participation", id, { role, roleKey: role === "CHAIR" ? "0" : "1", ...span, ...properties }, [
    ...(by === undefined ? [] : [link("BY", by)]),
    link("AT", at),
    ...capacities.map((tenure) => link("IN_CAPACITY_OF", tenure)),
    ...links,
  ]);
}

interface Tenure {
  readonly official: string;
  readonly position: string;
  /** Certain and possible, known from and to. */
  readonly spans?: readonly [string, string, string, string];
  readonly known?: readonly (readonly [number, number])[];
  readonly properties?: Properties;
}

export const EMPTY_SPANS = ["9999-12-31", "0000-01-01", "0000-01-01", "9999-12-31"] as const;

export function tenure(id: string, { official, position, spans, known = [], properties = {} }: Tenure): NodeRecord {
  const [certainFrom, certainTo, possibleFrom, possibleTo] = spans ?? EMPTY_SPANS;
  const [knownFrom, knownTo] = [known.map(([from]) => from), known.map(([, to]) => to)];
  const days = { certainFrom, certainTo, possibleFrom, possibleTo, spanMin: possibleFrom, spanMax: possibleTo };
  return claim(
    "Tenure",
    id,
    { ordinal: 1, attestedOn: [], ...days, dated: spans !== undefined, knownFrom, knownTo, ...properties },
    [link("OF_OFFICIAL", official), link("OF_POSITION", position)],
  );
}

export const topic = (id: string, of: string, about: string, properties: Properties = {}) =>
  claim("Topic", id, { kind: "REVIEWS", spanMin: "0000-01-01", spanMax: "9999-12-31", ...properties }, [
    link("OF_EVENT", of),
    link("ABOUT", about),
  ]);

export const succession = (id: string, predecessor: string, successor: string, basis?: string) =>
  claim("Succession", id, { spanMin: "2025-07-01", spanMax: "2025-07-01" }, [
    link("PREDECESSOR", predecessor),
    link("SUCCESSOR", successor),
    ...(basis === undefined ? [] : [link("BASIS", basis)]),
  ]);
