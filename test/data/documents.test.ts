import { describe, expect, test } from "vitest";
import { claimId, isId } from "../../src/domain/identity.js";
import { type Claim, type DataDocument, documents, type Entity, entitiesById } from "./bundled.js";

const references = (entity: Entity): readonly string[] =>
  [
    entity.organization,
    entity.partOf,
    entity.province,
    entity.issuer,
    entity.honours,
    ...(entity.organizers ?? []),
  ].filter((id) => id !== undefined);

const claimReferences = (claim: Claim): readonly string[] =>
  [
    claim.official,
    claim.organization,
    claim.position,
    claim.event,
    claim.onBehalfOf,
    claim.type === "Topic" ? claim.subject : undefined,
    ...(claim.inCapacityOf ?? []),
  ].filter((id) => id !== undefined);

function keyOf(claim: Claim): string {
  switch (claim.type) {
    case "Tenure":
      return claimId("tenure", [claim.official ?? "", claim.position ?? "", "1"]);
    case "Participation":
      return claimId("participation", [
        claim.official ?? claim.organization ?? `described:${claim.description}`,
        claim.event ?? "",
        claim.role ?? "",
      ]);
    default:
      return claimId("topic", [claim.event ?? "", claim.subject ?? "", claim.kind ?? ""]);
  }
}

const passagesOf = (document: DataDocument) => [
  ...document.entities.flatMap((entity) => entity.mentions ?? []),
  ...document.claims.flatMap((claim) => claim.evidence),
];

test("there is one document for each of the five reports", () => {
  expect(documents).toHaveLength(5);
  expect(new Set(documents.map((document) => document.source.id)).size).toBe(5);
  expect(new Set(documents.map((document) => document.source.sha256)).size).toBe(5);
});

describe.each(documents)("$file", (document) => {
  const entities = entitiesById(document);

  test("has well-formed ids, each once", () => {
    expect(entities.size).toBe(document.entities.length);
    expect([...entities.keys(), document.source.id].filter((id) => !isId(id))).toEqual([]);
    const claims = document.claims.map(keyOf);
    expect(claims.filter((id, index) => claims.indexOf(id) !== index)).toEqual([]);
  });

  test("defines all that it refers to", () => {
    const named = [...document.entities.flatMap(references), ...document.claims.flatMap(claimReferences)];
    expect(named.filter((id) => !entities.has(id))).toEqual([]);
  });

  test("states the tenure behind every capacity", () => {
    const held = new Set(document.claims.filter((c) => c.type === "Tenure").map((c) => `${c.official} ${c.position}`));
    const stated = document.claims.flatMap((c) =>
      (c.inCapacityOf ?? []).map((position) => `${c.official} ${position}`),
    );
    expect(stated.filter((pair) => !held.has(pair))).toEqual([]);
  });

  test("gives evidence for every claim and a mention of every entity", () => {
    expect(document.claims.filter((claim) => claim.evidence.length === 0)).toEqual([]);
    expect(document.entities.filter((entity) => (entity.mentions ?? []).length === 0)).toEqual([]);
  });

  test("orders passages by their place, none twice for one statement", () => {
    const lists = [...document.claims.map((c) => c.evidence), ...document.entities.map((e) => e.mentions ?? [])];
    for (const list of lists) {
      const places = list.map(({ start, end }) => start * 1e6 + end);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    }
  });

  test("quotes at most 80 characters", () => {
    expect(passagesOf(document).filter(({ asWritten }) => [...(asWritten ?? "")].length > 80)).toEqual([]);
    expect(passagesOf(document).filter(({ start, end }) => start < 0 || end <= start)).toEqual([]);
  });

  test("takes attestations from the event's date or the day of publication alone", () => {
    const dates = new Set([...document.entities.map((entity) => entity.date), document.source.publishedOn]);
    const attested = document.claims.flatMap((claim) => claim.attestedOn ?? []);
    expect(attested.filter((date) => !dates.has(date))).toEqual([]);
  });
});

test("an entity of several documents has one value for each single property", () => {
  const values = new Map<string, unknown>();
  for (const entity of documents.flatMap((document) => document.entities)) {
    const { id, aliases: _aliases, mentions: _mentions, ...single } = entity;
    for (const [property, value] of Object.entries(single)) {
      const place = `${id} ${property}`;
      expect([place, value]).toEqual([place, values.get(place) ?? value]);
      values.set(place, value);
    }
  }
});
