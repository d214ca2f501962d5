import type { Certainty } from "../plan/bound.js";

/** The days asked about, as Cypher expressions: strings, and days since 1970 for distances. */
export interface Days {
  readonly min: string;
  readonly max: string;
  readonly minDay: string;
  readonly maxDay: string;
}

/** Section 2 of the design as comparisons on stored strings; the same as domain/holding.ts. Never null. */
export function meets(tenure: string, { min, max }: Pick<Days, "min" | "max">, atLeast: Certainty): string {
  const possible = `${tenure}.possibleFrom <= ${max} AND ${tenure}.possibleTo >= ${min}`;
  switch (atLeast) {
    case "CERTAIN":
      return `${tenure}.certainFrom <= ${min} AND ${tenure}.certainTo >= ${max}`;
    case "POSSIBLE":
      return `${tenure}.dated AND ${possible}`;
    case "UNDATED":
      return `(NOT ${tenure}.dated OR ${possible})`;
  }
}

/** 'CERTAIN', 'POSSIBLE', 'UNDATED' or null. */
export function certaintyOf(tenure: string, days: Pick<Days, "min" | "max">): string {
  return `CASE WHEN NOT ${tenure}.dated THEN 'UNDATED' WHEN ${meets(tenure, days, "CERTAIN")} THEN 'CERTAIN' WHEN ${meets(tenure, days, "POSSIBLE")} THEN 'POSSIBLE' END`;
}

export function certaintyRank(certainty: string): string {
  return `CASE ${certainty} WHEN 'CERTAIN' THEN 0 WHEN 'POSSIBLE' THEN 1 WHEN 'UNDATED' THEN 2 ELSE 3 END`;
}

/** Days to the nearest known day; null where none is known. */
export function distanceOf(tenure: string, { minDay, maxDay }: Pick<Days, "minDay" | "maxDay">): string {
  const [from, to] = [`${tenure}.knownFrom[i]`, `${tenure}.knownTo[i]`];
  const each = `CASE WHEN ${from} > ${maxDay} THEN ${from} - ${maxDay} WHEN ${to} < ${minDay} THEN ${minDay} - ${to} ELSE 0 END`;
  return `reduce(d = null, x IN [i IN range(0, size(${tenure}.knownFrom) - 1) | ${each}] | CASE WHEN x >= d THEN d ELSE x END)`;
}

export const epochDayOf = (day: string): string => `duration.inDays(date('1970-01-01'), date(${day})).days`;
