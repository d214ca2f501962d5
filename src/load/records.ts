import { claimId } from "../domain/identity.js";
import type { Statement } from "../graph/changes/verbs/verb.js";
import type { Relationship } from "../graph/mapping.js";
import type { Link, NodeRecord, Value } from "../graph/record.js";
import type {
  Capacity,
  ClaimStatement,
  Document,
  EntityStatement,
  MentionStatement,
  ParticipationStatement,
  PassageStatement,
  Recorded,
} from "./document.js";
import { pointerTo } from "./pointer.js";

export type { Statement };

/** A link and the key of the statement under which it stands. */
type Placed = readonly [link: Link, ...keys: (string | number)[]];

/** The statements of a valid document. `recorded` holds where the document does not say. */
export function statementsOf(document: Document, recorded: Recorded): readonly Statement[] {
  const { id, ...source } = document.source;
  const { at, by } = document.recorded ?? recorded;
  const recording = { recordedAt: new Date(at).toISOString(), recordedBy: by };
  return [
    statement({ id, type: "Source", properties: propertiesOf(source) }, "/source", []),
    ...(document.entities ?? []).map((entity, index) => entityStatement(entity, id, pointerTo("entities", index))),
    ...(document.claims ?? []).map((claim, index) => {
      const { record, pointer, linkPointers } = claimStatement(claim, id, pointerTo("claims", index));
      return { record: { ...record, properties: { ...record.properties, ...recording } }, pointer, linkPointers };
    }),
  ];
}

function statement(node: Omit<NodeRecord, "links">, pointer: string, placed: readonly Placed[]): Statement {
  return {
    record: { ...node, links: placed.map(([link]) => link) },
    pointer,
    linkPointers: placed.map(([, ...keys]) => pointer + pointerTo(...keys)),
  };
}

/** Structural references and what else is no property of the node. */
const references: ReadonlySet<string> = new Set([
  "type",
  "id",
  "mentions",
  "evidence",
  "rivalOf",
  "organization",
  "partOf",
  "province",
  "organizers",
  "issuer",
  "honours",
  "official",
  "position",
  "event",
  "onBehalfOf",
  "inCapacityOf",
  "predecessor",
  "successor",
  "basis",
]);

/** The rest of a statement is stored under its own names. */
function propertiesOf(statement: object): Readonly<Record<string, Value>> {
  const properties: Record<string, Value> = {};
  for (const [name, value] of Object.entries(statement)) {
    if (!references.has(name)) properties[name] = value;
  }
  return properties;
}

function entityStatement(entity: EntityStatement, source: string, pointer: string): Statement {
  const placed = [...structure(entity), ...mentionsOf(entity.mentions ?? [], source)];
  return statement({ id: entity.id, type: entity.type, properties: propertiesOf(entity) }, pointer, placed);
}

const to = (type: Relationship, key: string, id: string | undefined): readonly Placed[] =>
  id === undefined ? [] : [[{ type, to: id }, key]];

const toEach = (type: Relationship, key: string, ids: readonly string[] = []): readonly Placed[] =>
  ids.map((id, index) => [{ type, to: id }, key, index]);

function structure(entity: EntityStatement): readonly Placed[] {
  switch (entity.type) {
    case "Position":
      return to("IN", "organization", entity.organization);
    case "Organization":
      return [...to("PART_OF", "partOf", entity.partOf), ...to("IN_PROVINCE", "province", entity.province)];
    case "Conference":
    case "Ceremony":
    case "Interview":
    case "Contest":
      return [
        ...to("HELD_IN", "province", entity.province),
        ...toEach("ORGANIZED_BY", "organizers", entity.organizers),
        ...to("PART_OF", "partOf", entity.partOf),
      ];
    case "Resolution":
      return to("ISSUED_BY", "issuer", entity.issuer);
    case "Anniversary":
      return to("HONOURS", "honours", entity.honours);
    default:
      return [];
  }
}

function mentionsOf(mentions: readonly MentionStatement[], source: string): readonly Placed[] {
  return mentions.map((mention, index) => [
    passageLink("MENTIONED_IN", source, mention, mention.supports),
    "mentions",
    index,
  ]);
}

function passageLink(
  type: Relationship,
  source: string,
  { start, end, asWritten, inferred = false }: PassageStatement,
  supports: readonly string[],
): Link {
  return {
    type,
    to: source,
    passage: { start, end, ...(asWritten !== undefined && { asWritten }), inferred, supports },
  };
}

function claimStatement(claim: ClaimStatement, source: string, pointer: string): Statement {
  const evidence = claim.evidence.map(
    (passage, index): Placed => [passageLink("EVIDENCED_BY", source, passage, []), "evidence", index],
  );
  const { properties, links } = meaning(claim);
  const placed = [...links, ...toEach("RIVAL_OF", "rivalOf", claim.rivalOf), ...evidence];
  return statement({ id: claimIdOf(claim), type: claim.type, properties }, pointer, placed);
}

function meaning(claim: ClaimStatement): { properties: Readonly<Record<string, Value>>; links: readonly Placed[] } {
  const properties = propertiesOf(claim);
  switch (claim.type) {
    case "Tenure": {
      const links = [
        ...to("OF_OFFICIAL", "official", claim.official),
        ...to("OF_POSITION", "position", claim.position),
      ];
      return { properties: { ...properties, ordinal: claim.ordinal ?? 1 }, links };
    }
    case "Participation":
      return { properties, links: participationLinks(claim) };
    case "Topic": {
      // The subject of a topic is a node; elsewhere a subject is a text.
      const { subject, ...rest } = claim;
      return {
        properties: propertiesOf(rest),
        links: [...to("OF_EVENT", "event", claim.event), ...to("ABOUT", "subject", subject)],
      };
    }
    case "Succession":
      return {
        properties,
        links: [
          ...to("PREDECESSOR", "predecessor", claim.predecessor),
          ...to("SUCCESSOR", "successor", claim.successor),
          ...to("BASIS", "basis", claim.basis),
        ],
      };
  }
}

function participationLinks(claim: ParticipationStatement): readonly Placed[] {
  const { official, organization, event, onBehalfOf, inCapacityOf = [] } = claim;
  const tenures = official === undefined ? [] : inCapacityOf.map((capacity) => tenureId(official, capacity));
  return [
    ...to("BY", "official", official),
    ...to("BY", "organization", organization),
    ...to("AT", "event", event),
    ...to("ON_BEHALF_OF", "onBehalfOf", onBehalfOf),
    ...toEach("IN_CAPACITY_OF", "inCapacityOf", tenures),
  ];
}

function tenureId(official: string, capacity: Capacity): string {
  const { position, ordinal = 1 } = typeof capacity === "string" ? { position: capacity } : capacity;
  return claimId("tenure", [official, position, String(ordinal)]);
}

/** The hash of the claim's natural key: what it is about, never its dates. */
export function claimIdOf(claim: ClaimStatement): string {
  switch (claim.type) {
    case "Tenure":
      return tenureId(claim.official, { position: claim.position, ordinal: claim.ordinal ?? 1 });
    case "Participation": {
      const participant = claim.official ?? claim.organization ?? `described:${claim.description}`;
      return claimId("participation", [participant, claim.event, claim.role]);
    }
    case "Topic":
      return claimId("topic", [claim.event, claim.subject, claim.kind]);
    case "Succession":
      return claimId("succession", [claim.predecessor, claim.successor]);
  }
}
