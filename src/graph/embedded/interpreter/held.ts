import { certaintyOf, knownDistance, meets, type TenureSpans } from "../../../domain/holding.js";
import { epochDay } from "../../../domain/partial-date.js";
import type { Certainty } from "../../plan/bound.js";
import type { Value } from "../../record.js";
import type { Graph } from "../memory/graph.js";

/** Section 2 of the design, asked of stored tenures. Days are YYYY-MM-DD. */
export interface Held {
  /** Null if the tenure was not held then. */
  certainty(tenure: number, min: string, max: string): Certainty | null;
  atLeast(tenure: number, min: string, max: string, wanted: Certainty): boolean;
  /** Days from the question to the nearest known day; null if none is known. */
  distance(tenure: number, min: string, max: string): number | null;
}

const ranks: Readonly<Record<Certainty, number>> = { CERTAIN: 0, POSSIBLE: 1, UNDATED: 2 };
/** 0 certain, 1 possible, 2 undated, 3 not held. */
export const rankOf = (certainty: Certainty | null): number => (certainty === null ? 3 : ranks[certainty]);

export function heldIn(graph: Graph): Held {
  const [dated, knownFrom, knownTo] = ["dated", "knownFrom", "knownTo"].map((name) => graph.property(name).get);
  const [certainFrom, certainTo, possibleFrom, possibleTo] = [
    "certainFrom",
    "certainTo",
    "possibleFrom",
    "possibleTo",
  ].map((name) => graph.property(name).get);

  const spans = (tenure: number): TenureSpans => ({
    certainFrom: text(certainFrom?.(tenure)),
    certainTo: text(certainTo?.(tenure)),
    possibleFrom: text(possibleFrom?.(tenure)),
    possibleTo: text(possibleTo?.(tenure)),
    dated: dated?.(tenure) === true,
    knownFrom: numbers(knownFrom?.(tenure)),
    knownTo: numbers(knownTo?.(tenure)),
  });
  const certainty = (tenure: number, min: string, max: string) => certaintyOf(spans(tenure), min, max);
  return {
    certainty,
    atLeast: (tenure, min, max, wanted) => meets(certainty(tenure, min, max), wanted),
    distance: (tenure, min, max) =>
      knownDistance(numbers(knownFrom?.(tenure)), numbers(knownTo?.(tenure)), epochDay(min), epochDay(max)),
  };
}

function text(value: Value | undefined): string {
  if (typeof value !== "string") throw new Error("a stored tenure has no span");
  return value;
}

const numbers = (value: Value | undefined): readonly number[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "number") : [];
