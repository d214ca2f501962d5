import { describe, expect, it } from "vitest";
import {
  certaintyOf,
  knownDistance,
  type TenureDates,
  type TenureSpans,
  tenureSpans,
} from "../../src/domain/holding.js";
import { daySpan, epochDay } from "../../src/domain/partial-date.js";
import fc from "../support/property.js";
import { daysOfYears } from "./calendar.js";

/** All dates lie in these years, so the days before the first and after the last are like those two. */
const calendar = daysOfYears(2000, 2004);
const readings = new Map(
  [...new Set(calendar.flatMap((day) => [day.slice(0, 4), day.slice(0, 7), day]))].map((date) => [
    date,
    calendar.filter((day) => day.startsWith(date)),
  ]),
);
const read = (date: string) => readings.get(date) ?? [];

const blur = (day: string, length: number) => day.slice(0, length);
const precision = fc.constantFrom(4, 7, 10);
const day = fc.constantFrom(...calendar);
const date = fc.tuple(day, precision).map(([of, length]) => blur(of, length));
const sometimes = (of: fc.Arbitrary<string>) => fc.option(of, { nil: undefined, freq: 2 });
const input: fc.Arbitrary<TenureDates> = fc.record({
  from: sometimes(date),
  to: sometimes(date),
  attestedOn: fc.array(date, { maxLength: 3 }),
  life: fc.record({ birth: sometimes(date), death: sometimes(date) }),
  validity: fc.record({ from: sometimes(date), to: sometimes(date) }),
});

interface Held {
  readonly possible: boolean;
  readonly certain: boolean;
}

/** Section 2 read word by word, one day at a time; undefined where it refuses. */
function oracle({ from, to, attestedOn, life, validity }: TenureDates): ReadonlyMap<string, Held> | undefined {
  const begins = [from, life?.birth, validity?.from].filter((bound) => bound !== undefined).map(read);
  const ends = [to, life?.death, validity?.to].filter((bound) => bound !== undefined).map(read);
  const isPossible = (on: string) =>
    begins.every((days) => days.some((start) => start <= on)) && ends.every((days) => days.some((end) => end >= on));
  const possible = new Set(calendar.filter(isPossible));
  const fits = (days: readonly string[]) => days.some((on) => possible.has(on));
  if (from !== undefined && to !== undefined && !read(from).some((start) => read(to).some((end) => start <= end)))
    return undefined;
  if (possible.size === 0 || !attestedOn.map(read).every(fits)) return undefined;

  const surelyBegun = (on: string) => {
    if (from === undefined) return attestedOn.some((attested) => read(attested).every((then) => then <= on));
    if (fits(read(from))) return read(from).every((start) => start <= on);
    return begins.every((days) => days.every((start) => start <= on));
  };
  const surelyNotEnded = (on: string) => {
    if (to === undefined) return attestedOn.some((attested) => read(attested).every((then) => then >= on));
    if (fits(read(to))) return read(to).every((end) => end >= on);
    return ends.every((days) => days.every((end) => end >= on));
  };
  return new Map(
    calendar.map((on) => {
      return [on, { possible: possible.has(on), certain: possible.has(on) && surelyBegun(on) && surelyNotEnded(on) }];
    }),
  );
}

function answer(held: ReadonlyMap<string, Held>, of: TenureDates, days: readonly string[]) {
  const dated = [of.from, of.to, of.life?.death, ...of.attestedOn].some((known) => known !== undefined);
  if (!dated) return "UNDATED";
  if (days.every((on) => held.get(on)?.certain)) return "CERTAIN";
  return days.some((on) => held.get(on)?.possible) ? "POSSIBLE" : null;
}

function spansOrUndefined(of: TenureDates): TenureSpans | undefined {
  try {
    return tenureSpans(of);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}

describe("holding, against a day-by-day reading of its definition", () => {
  it("refuses the same tenures and answers every question alike", () => {
    let accepted = 0;
    fc.assert(
      fc.property(input, fc.array(date, { minLength: 5, maxLength: 10 }), (of, questions) => {
        const held = oracle(of);
        const spans = spansOrUndefined(of);
        expect(spans === undefined).toBe(held === undefined);
        if (held === undefined || spans === undefined) return;
        accepted++;
        for (const on of [...questions, ...of.attestedOn, of.from, of.to].filter((asked) => asked !== undefined)) {
          expect(certaintyOf(spans, ...daySpan(on)), on).toBe(answer(held, of, read(on)));
        }
        for (const on of calendar) {
          const certain = spans.certainFrom <= on && on <= spans.certainTo;
          const possible = spans.possibleFrom <= on && on <= spans.possibleTo;
          if (certain !== held.get(on)?.certain || possible !== held.get(on)?.possible) expect.fail(on);
        }
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("is never certain of a day on which a true tenure was not held, and never denies one on which it was", () => {
    const truth = fc
      .tuple(fc.array(day, { minLength: 5, maxLength: 9 }), fc.array(precision, { minLength: 9, maxLength: 9 }))
      .map(([days, lengths]) => ({ days: days.toSorted(), lengths }));
    fc.assert(
      fc.property(truth, fc.nat(15), ({ days, lengths }, known) => {
        const [birth = "", from = "", ...rest] = days;
        const [to = "", death = ""] = rest.slice(-2);
        const blurred = (of: string, index: number) => blur(of, lengths[index] ?? 10);
        const spans = tenureSpans({
          from: known & 1 ? blurred(from, 0) : undefined,
          to: known & 2 ? blurred(to, 1) : undefined,
          attestedOn: rest.slice(0, -2).map((of, index) => blurred(of, index + 4)),
          life: {
            birth: known & 4 ? blurred(birth, 2) : undefined,
            death: known & 8 ? blurred(death, 3) : undefined,
          },
        });
        for (const on of calendar) {
          const certainty = certaintyOf(spans, on, on);
          const held = from <= on && on <= to;
          if ((certainty === "CERTAIN" && !held) || (certainty === null && held)) expect.fail(`${on}: ${certainty}`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is as far from a question as the closest pair of days", () => {
    const index = new Map(calendar.map((of, at) => [of, at]));
    fc.assert(
      fc.property(fc.array(date, { minLength: 1, maxLength: 3 }), date, (attestedOn, on) => {
        const spans = tenureSpans({ attestedOn });
        const [min, max] = daySpan(on);
        const asked = read(on).map((of) => index.get(of) ?? Number.NaN);
        const known = attestedOn.flatMap(read).map((of) => index.get(of) ?? Number.NaN);
        let nearest = Number.POSITIVE_INFINITY;
        for (const a of asked) for (const b of known) nearest = Math.min(nearest, Math.abs(a - b));
        expect(knownDistance(spans.knownFrom, spans.knownTo, epochDay(min), epochDay(max))).toBe(nearest);
      }),
    );
  });
});
