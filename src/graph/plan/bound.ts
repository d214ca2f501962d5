import type { EntityType } from "../node-types.js";
import type { OrderTerm } from "./order.js";
import type { Predicate, Scope } from "./predicate.js";

/** The values of one slot. */
export type Bound =
  | { readonly kind: "none" }
  | { readonly kind: "ids"; readonly ids: readonly string[] }
  | BoundPage
  | BoundPassages
  | BoundHeld
  | BoundCoParticipants
  | BoundSearch
  | BoundPaths
  | BoundCounts;

/** Which rows of an ordered list: `limit` of those between the cursors, from the end if `backward`. */
export interface Window {
  readonly limit: number;
  readonly backward: boolean;
  /** Key values of the order's terms, one each; the row itself is excluded. */
  readonly after: readonly Key[] | undefined;
  readonly before: readonly Key[] | undefined;
}
/** A term's value of one row; null where it is unknown, which comes last in either direction. */
export type Key = string | number | null;

export interface BoundPage {
  readonly kind: "page";
  readonly scope: Scope;
  readonly where: Predicate;
  /** Never empty; the last term is unique. */
  readonly order: readonly OrderTerm[];
  /** What cursors of this page are bound to (see cursor.ts). */
  readonly signature: string;
  readonly window: Window;
}

/** Passages are ordered by `key`: source id, start, end. */
export interface BoundPassages {
  readonly kind: "passages";
  readonly signature: string;
  readonly window: Window;
}

/** Section 2: a question about all days from min to max (YYYY-MM-DD). */
export interface HeldQuestion {
  readonly min: string;
  readonly max: string;
  readonly atLeast: Certainty;
}
export type Certainty = "CERTAIN" | "POSSIBLE" | "UNDATED";

/** `certainty(on)`, `holders(on, atLeast)`: min and max are given. `heldThen(atLeast)`: the event's span is asked. */
export interface BoundHeld {
  readonly kind: "held";
  readonly question: HeldQuestion | { readonly atLeast: Certainty };
}

/** Officials of the visible participations that satisfy `where` at an event where the official visibly took part. */
export interface BoundCoParticipants {
  readonly kind: "coParticipants";
  readonly scope: Scope;
  readonly where: Predicate;
  readonly signature: string;
  /** Ordered by [event count descending, orderKey ascending]; keys are [count, orderKey]. */
  readonly window: Window;
  /** How many shared events to list for each, newest first. */
  readonly events: number;
}

/** See domain/vietnamese.ts for the folds. Tokens are not empty. */
export interface BoundSearch {
  readonly kind: "search";
  /** Each once. */
  readonly types: readonly EntityType[];
  /** The whole text, lower case with its marks, and folded. */
  readonly low: string;
  readonly fold: string;
  readonly lowTokens: readonly string[];
  readonly foldTokens: readonly string[];
  readonly first: number;
}

export interface BoundPaths {
  readonly kind: "paths";
  readonly from: string;
  readonly to: string;
  readonly maxHops: number;
  /** Claims whose span meets these days. */
  readonly min: string;
  readonly max: string;
  readonly first: number;
}

const countDimensions = [
  "ROLE",
  "OFFICIAL",
  "ORGANIZATION",
  "EVENT",
  "EVENT_TYPE",
  "POSITION",
  "PROVINCE",
  "YEAR",
] as const;
export type CountDimension = (typeof countDimensions)[number];

export interface BoundCounts {
  readonly kind: "counts";
  /** One to three, distinct. */
  readonly by: readonly CountDimension[];
  readonly scope: Scope;
  readonly where: Predicate;
  readonly first: number;
}
