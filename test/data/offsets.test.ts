import { describe, expect, test } from "vitest";
import {
  type Claim,
  documents,
  type Entity,
  entitiesById,
  hasSources,
  type Passage,
  readSources,
  says,
} from "./bundled.js";

const sources = hasSources ? readSources() : new Map();
const reason = hasSources ? "" : ` (skipped: the texts are not at ../shared/seeds)`;

/** The texts by which a source can name the entity. */
const namesOf = (entity: Entity): readonly string[] =>
  [entity.name, ...(entity.aliases ?? []), entity.number, entity.title].filter((text) => text !== undefined);

const names = (quote: string, entity: Entity | undefined): boolean =>
  entity !== undefined && namesOf(entity).some((name) => says(quote, name));

const isEvent = (entity: Entity) => entity.id.startsWith("event/");

/** A context-bound name ("Tỉnh ủy") and an event that no source names stand as the piece that was read as them. */
const readAs = (quote: string, passage: Passage): boolean =>
  passage.asWritten !== undefined && says(quote, passage.asWritten);

const bearsMention = (quote: string, passage: Passage, entity: Entity): boolean =>
  names(quote, entity) ||
  ((passage.inferred === true || (isEvent(entity) && entity.nameStated === false)) && readAs(quote, passage));

function bears(quote: string, passage: Passage, claim: Claim, entity: (id?: string) => Entity | undefined): boolean {
  switch (claim.type) {
    case "Tenure":
      return names(quote, entity(claim.official)) && says(quote, entity(claim.position)?.title ?? "");
    case "Participation":
      if (claim.official !== undefined) return names(quote, entity(claim.official));
      if (claim.organization === undefined) return readAs(quote, passage);
      return names(quote, entity(claim.organization)) || (passage.inferred === true && readAs(quote, passage));
    default:
      return names(quote, entity(claim.subject)) || (passage.inferred === true && readAs(quote, passage));
  }
}

const numbersIn = (quote: string): ReadonlySet<number> => new Set((quote.match(/\d+/g) ?? []).map(Number));

/** The parts of a date that a passage must show: all of them, or all but the year where it was concluded. */
const dateParts = (date: string, inferred: boolean): readonly number[] => {
  const parts = date.split("-").map(Number);
  return inferred && parts.length === 3 ? parts.slice(1) : parts;
};

const dated = ["date", "birth", "issuedOn", "originDate"] as const;

describe.skipIf(!hasSources).each(documents)(`$file stands on its text${reason}`, (document) => {
  const entities = entitiesById(document);
  const entity = (id?: string) => (id === undefined ? undefined : entities.get(id));
  const points: readonly string[] = sources.get(document.source.sha256)?.points ?? [];
  const quoteOf = ({ start, end }: Passage) => points.slice(start, end).join("");
  const mentions = document.entities.flatMap((of) => (of.mentions ?? []).map((passage) => ({ of, passage })));
  const evidence = document.claims.flatMap((of) => of.evidence.map((passage) => ({ of, passage })));
  const passages = [...mentions, ...evidence];

  test("the file with this hash is there", () => {
    expect(sources.has(document.source.sha256)).toBe(true);
  });

  test("every passage lies inside the text and holds its piece as written", () => {
    const wrong = passages.filter(
      ({ passage }) =>
        passage.start < 0 ||
        passage.end <= passage.start ||
        passage.end > points.length ||
        !quoteOf(passage).includes(passage.asWritten ?? ""),
    );
    expect(wrong).toEqual([]);
  });

  test("no passage begins or ends within a word or at a blank", () => {
    const letter = /[\p{L}\p{N}]/u;
    const cut = passages.filter(
      ({ passage: { start, end } }) =>
        (letter.test(points[start - 1] ?? " ") && letter.test(points[start] ?? " ")) ||
        (letter.test(points[end - 1] ?? " ") && letter.test(points[end] ?? " ")) ||
        /\s/.test(`${points[start]}${points[end - 1]}`),
    );
    expect(cut).toEqual([]);
  });

  test("every mention contains the name, title or number of its entity", () => {
    const wrong = mentions.filter(({ of, passage }) => !bearsMention(quoteOf(passage), passage, of));
    expect(wrong.map(({ of, passage }) => [of.id, quoteOf(passage)])).toEqual([]);
  });

  test("all evidence contains the name or number that its claim is about", () => {
    const wrong = evidence.filter(({ of, passage }) => !bears(quoteOf(passage), passage, of, entity));
    expect(wrong.map(({ of, passage }) => [of, quoteOf(passage)])).toEqual([]);
  });

  test("a mention that supports a date shows its figures", () => {
    const wrong = mentions.flatMap(({ of, passage }) =>
      dated
        .filter((property) => passage.supports?.includes(property))
        .filter((property) => {
          const shown = numbersIn(quoteOf(passage));
          return dateParts(of[property] ?? "", passage.inferred === true).some((part) => !shown.has(part));
        })
        .map((property) => [of.id, property, quoteOf(passage)]),
    );
    expect(wrong).toEqual([]);
  });

  test("evidence shows the years, the day celebrated and the numbers of a group", () => {
    const figures = (claim: Claim) => [
      ...(claim.years === undefined ? [] : [claim.years]),
      ...(claim.count === undefined || claim.count === 1 ? [] : [claim.count]),
      ...(claim.celebratedOn === undefined ? [] : dateParts(claim.celebratedOn, false)),
    ];
    const shown = (claim: Claim) => numbersIn(claim.evidence.map(quoteOf).join(" "));
    expect(document.claims.filter((claim) => figures(claim).some((figure) => !shown(claim).has(figure)))).toEqual([]);
  });

  test("the first passages of one official's posts keep the order of the text", () => {
    const tenures = document.claims.filter((claim) => claim.type === "Tenure");
    const places = new Map<string, number[]>();
    for (const { official = "", evidence: all } of tenures) {
      const first = all[0];
      if (first) places.set(official, [...(places.get(official) ?? []), first.start * 1e6 + first.end]);
    }
    for (const order of places.values()) expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
  });
});
