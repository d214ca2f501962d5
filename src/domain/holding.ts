import { daySpan, epochDay, MAX_DAY, MIN_DAY, type PartialDate } from "./partial-date.js";

/** How sure it is that a tenure was held at the time in question; see docs of `certaintyOf`. */
export type Certainty = "CERTAIN" | "POSSIBLE" | "UNDATED";

/** What is known about the time of a tenure. */
export interface TenureDates {
  readonly from?: PartialDate | undefined;
  readonly to?: PartialDate | undefined;
  /** The dates on which a source shows the official in this post. */
  readonly attestedOn: readonly PartialDate[];
  readonly life?: { readonly birth?: PartialDate | undefined; readonly death?: PartialDate | undefined } | undefined;
  /** Of the province of the position's organization. */
  readonly validity?: { readonly from?: PartialDate | undefined; readonly to?: PartialDate | undefined } | undefined;
}

/** The two spans of a tenure as days (YYYY-MM-DD, ends included), in the form in which they are stored. */
export interface TenureSpans {
  /** MAX_DAY, and certainTo MIN_DAY, where no day is certain. */
  readonly certainFrom: string;
  readonly certainTo: string;
  readonly possibleFrom: string;
  readonly possibleTo: string;
  /** Whether a bound, an attestation or a death dates the tenure at all. */
  readonly dated: boolean;
  /** knownFrom[i] to knownTo[i] are the epoch days that `from`, `to` and each attestation can mean, in this order. */
  readonly knownFrom: readonly number[];
  readonly knownTo: readonly number[];
}

/** First and last day. */
type Span = readonly [first: string, last: string];

/**
 * The certain and the possible span of a tenure. Throws a RangeError whose message is a sentence for the user if
 * `to` is before `from`, if no day of life and validity is left, or if an attestation is on none of the possible days.
 */
export function tenureSpans(input: TenureDates): TenureSpans {
  const from = spanOf(input.from);
  const to = spanOf(input.to);
  const attested = input.attestedOn.map(daySpan);
  const limits = limitsOf(input);
  const [possibleFrom, possibleTo] = possibleSpan(input, from, to, limits);
  attested.forEach(([first, last], index) => {
    if (last < possibleFrom || first > possibleTo) {
      throw new RangeError(
        `The tenure is attested on ${input.attestedOn[index]}, but can only have been held ${between(possibleFrom, possibleTo)}.`,
      );
    }
  });
  const known = [from, to, ...attested].filter((span) => span !== undefined);
  return {
    ...certainSpan(from, to, attested, limits, [possibleFrom, possibleTo]),
    possibleFrom,
    possibleTo,
    dated: known.length > 0 || input.life?.death !== undefined,
    knownFrom: known.map(([first]) => epochDay(first)),
    knownTo: known.map(([, last]) => epochDay(last)),
  };
}

/**
 * The answer to "was it held on all the days from `min` to `max` (YYYY-MM-DD)?". CERTAIN: all of them are certain.
 * POSSIBLE: some of them is possible. UNDATED: nothing dates the tenure. Null: it was not held then.
 */
export function certaintyOf(spans: TenureSpans, min: string, max: string): Certainty | null {
  if (!spans.dated) return "UNDATED";
  if (spans.certainFrom <= min && max <= spans.certainTo) return "CERTAIN";
  return spans.possibleFrom <= max && min <= spans.possibleTo ? "POSSIBLE" : null;
}

const strength = { CERTAIN: 3, POSSIBLE: 2, UNDATED: 1 } as const;

/** Whether an answer is at least as sure as the reader asks for; null never is. */
export function meets(certainty: Certainty | null, atLeast: Certainty): boolean {
  return certainty !== null && strength[certainty] >= strength[atLeast];
}

/**
 * How many days lie between the question (epoch days `minDay` to `maxDay`) and the nearest day that `from`, `to` or an
 * attestation can mean: 0 if they meet, null if none of the three is known.
 */
export function knownDistance(
  knownFrom: readonly number[],
  knownTo: readonly number[],
  minDay: number,
  maxDay: number,
): number | null {
  let least: number | null = null;
  for (const [index, first] of knownFrom.entries()) {
    const distance = Math.max(0, first - maxDay, minDay - (knownTo[index] ?? first));
    if (least === null || distance < least) least = distance;
  }
  return least;
}

/** Life and validity: starts that a tenure cannot precede, and ends that it cannot outlast. */
interface Limits {
  readonly starts: readonly Span[];
  readonly ends: readonly Span[];
}

function limitsOf({ life, validity }: TenureDates): Limits {
  const known = (dates: readonly (PartialDate | undefined)[]) => dates.map(spanOf).filter((span) => span !== undefined);
  return { starts: known([life?.birth, validity?.from]), ends: known([life?.death, validity?.to]) };
}

function possibleSpan(input: TenureDates, from: Span | undefined, to: Span | undefined, limits: Limits): Span {
  if (from !== undefined && to !== undefined && to[1] < from[0]) {
    throw new RangeError(`The tenure ends (${input.to}) before it begins (${input.from}).`);
  }
  const starts = from === undefined ? limits.starts : [from, ...limits.starts];
  const ends = to === undefined ? limits.ends : [to, ...limits.ends];
  const first = greatest(starts.map((span) => span[0])) ?? MIN_DAY;
  const last = least(ends.map((span) => span[1])) ?? MAX_DAY;
  if (first > last) {
    throw new RangeError(
      `No day is left for the tenure: it can begin on ${first} at the earliest and end on ${last} at the latest, ` +
        "given its bounds, the official's life and the validity of the province.",
    );
  }
  return [first, last];
}

function certainSpan(
  from: Span | undefined,
  to: Span | undefined,
  attested: readonly Span[],
  limits: Limits,
  [possibleFrom, possibleTo]: Span,
): Pick<TenureSpans, "certainFrom" | "certainTo"> {
  const empty = { certainFrom: MAX_DAY, certainTo: MIN_DAY };
  let certainFrom = from?.[1] ?? least(attested.map((span) => span[1]));
  let certainTo = to?.[0] ?? greatest(attested.map((span) => span[0]));
  if (certainFrom === undefined || certainTo === undefined) return empty;
  // A bound that life or validity rules out gives way to them: only days that they surely cover stay certain.
  if (certainFrom < possibleFrom) certainFrom = greatest(limits.starts.map((span) => span[1])) ?? possibleFrom;
  if (certainTo > possibleTo) certainTo = least(limits.ends.map((span) => span[0])) ?? possibleTo;
  return certainFrom <= certainTo ? { certainFrom, certainTo } : empty;
}

function spanOf(date: PartialDate | undefined): Span | undefined {
  return date === undefined ? undefined : daySpan(date);
}

function least(days: readonly string[]): string | undefined {
  return days.reduce<string | undefined>((best, day) => (best === undefined || day < best ? day : best), undefined);
}

function greatest(days: readonly string[]): string | undefined {
  return days.reduce<string | undefined>((best, day) => (best === undefined || day > best ? day : best), undefined);
}

function between(first: string, last: string): string {
  if (first === MIN_DAY) return `until ${last}`;
  return last === MAX_DAY ? `from ${first} on` : `from ${first} to ${last}`;
}
