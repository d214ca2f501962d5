import { slug } from "../../src/domain/vietnamese.js";
import type { OrganizationStatement, ProvinceStatement } from "../../src/load/document.js";
import { dayNumber } from "./days.js";
import { placeName } from "./names.js";
import { central, type OrganizationKind, ofCommune, ofDistrict, provincial, type Title } from "./organization-kinds.js";

/** First and last day of a term of office; the present one has no end. */
export interface Term {
  readonly from: number;
  readonly to?: number;
}

/** An organization before anyone works there. */
export interface Organization {
  readonly statement: OrganizationStatement;
  readonly titles: readonly Title[];
  readonly terms: readonly Term[];
  readonly province: ProvinceStatement | undefined;
}

/** What is invented never shares an id with what is known. */
export const simulated = (type: string, text: string): string => `${type}/sim-${slug(text)}`;

const districts = 11;
const communes = 9;

/** Organizations without end: the centre, then all provinces, then their districts and communes. */
export function* organizations(provinces: readonly ProvinceStatement[]): Generator<Organization> {
  for (const kind of central) yield organization(kind, "CENTRAL", "", undefined, centralTerms);
  for (const kind of provincial) {
    for (const province of provinces) {
      yield organization(kind, "PROVINCE", labelOf(province), province, termsWithin(province, 5));
    }
  }
  const old = provinces.filter(({ validFrom }) => validFrom === undefined);
  for (let round = 0; ; round++) yield* localRound(old, round);
}

/** A further district in each province, and its communes. Districts were abolished on 1 July 2025. */
function* localRound(provinces: readonly ProvinceStatement[], round: number): Generator<Organization> {
  for (const [at, province] of provinces.entries()) {
    const turn = Math.floor(round / districts);
    const district = `${placeName(at * 37 + round)}${turn === 0 ? "" : ` ${turn + 1}`}`;
    const place = `${district}, ${province.name}`;
    for (const kind of ofDistrict) yield organization(kind, "DISTRICT", place, province, localTerms.slice(0, 3));
    for (let commune = 0; commune < communes; commune++) {
      const name = `${placeName(at * 53 + round * communes + commune)}, ${place}`;
      for (const kind of ofCommune) yield organization(kind, "COMMUNE", name, province, localTerms.slice(1, 3));
    }
  }
}

function organization(
  kind: OrganizationKind,
  level: string,
  place: string,
  province: ProvinceStatement | undefined,
  terms: readonly Term[],
): Organization {
  const suffix = province?.validFrom === undefined ? "" : " 2025";
  const idOf = (name: string) => simulated("organization", name.replace("%", place) + suffix);
  const statement: OrganizationStatement = {
    type: "Organization",
    id: idOf(kind.name),
    name: kind.name.replace("%", place),
    kind: kind.kind,
    level,
    ...(kind.partOf !== undefined && { partOf: idOf(kind.partOf) }),
    ...(province !== undefined && { province: province.id }),
  };
  return { statement, titles: kind.titles, terms, province };
}

const labelOf = ({ name }: ProvinceStatement) => name;

const termsOf = (...starts: readonly string[]): readonly Term[] =>
  starts.map((start, at) => {
    const next = starts[at + 1];
    return { from: dayNumber(start), ...(next !== undefined && { to: dayNumber(next) - 1 }) };
  });

const centralTerms = termsOf("2001-04-22", "2006-04-25", "2011-01-19", "2016-01-28", "2021-02-01", "2026-01-25");
const provincialTerms = termsOf("2000-12-20", "2005-12-15", "2010-10-20", "2015-10-18", "2020-10-16", "2025-10-10");
const reform = dayNumber("2025-07-01");
const localTerms = termsOf("2010-08-10", "2015-08-12", "2020-08-14", "2025-07-01").slice(0, 3);

/** The last terms that a province lived to see. */
function termsWithin({ validFrom, validTo }: ProvinceStatement, most: number): readonly Term[] {
  if (validFrom !== undefined) return [{ from: reform }];
  if (validTo === undefined) return provincialTerms.slice(-most);
  return provincialTerms
    .filter(({ from }) => from < reform)
    .map(({ from, to = reform }) => ({ from, to: Math.min(to, reform - 1) }))
    .slice(1 - most);
}
