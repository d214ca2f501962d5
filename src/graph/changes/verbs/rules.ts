import { isPartialDate } from "../../../domain/partial-date.js";
import type { NodeType } from "../../node-types.js";

/** What a value must be, as a clause after "must be"; undefined if it is. */
export type Rule = (value: unknown) => string | undefined;

/** Control characters, surrogates that stand alone, and separators that end lines. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** A text in code points; names are kept as given. */
export function text(most: number): Rule {
  return (value) => {
    if (typeof value !== "string" || value.trim() === "") return `a text of 1 to ${grouped(most)} characters`;
    // A code point is at most two code units: a long text is refused before it is taken apart.
    if (value.length > 2 * most || [...value].length > most) return `a text of at most ${grouped(most)} characters`;
    return unprintable.test(value) ? "a text without control characters, line breaks and lone surrogates" : undefined;
  };
}

const grouped = (count: number): string => (count < 1000 ? String(count) : `${count / 1000},000`);

/** What names something is found and told apart by its letters and digits: one without any would be taken for another. */
const worded = (most: number): Rule => {
  const rule = text(most);
  return (value) =>
    rule(value) ?? (/[\p{L}\p{N}]/u.test(String(value)) ? undefined : "a text with a letter or a digit");
};

const name = text(500);
export const note = text(5000);

export const date: Rule = (value) =>
  typeof value === "string" && isPartialDate(value)
    ? undefined
    : "a real calendar date, written YYYY, YYYY-MM or YYYY-MM-DD";

export const whole = (least: number): Rule =>
  function rule(value) {
    const fits = typeof value === "number" && Number.isInteger(value) && value >= least && value <= 2_147_483_647;
    return fits ? undefined : `a whole number of at least ${least}`;
  };

export const boolean: Rule = (value) => (typeof value === "boolean" ? undefined : "true or false");

export const oneOf = (...values: readonly string[]): Rule =>
  function rule(value) {
    return values.some((each) => each === value) ? undefined : `one of ${values.join(", ")}`;
  };

const matching = (pattern: RegExp, what: string): Rule =>
  function rule(value) {
    return typeof value === "string" && pattern.test(value) ? undefined : what;
  };

const webAddress: Rule = (value) =>
  typeof value === "string" &&
  value.length <= 2000 &&
  URL.canParse(value) &&
  /^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(value)
    ? undefined
    : "a web address that begins with http:// or https://, of at most 2,000 characters";

/** Of properties that hold several values: the rule of each. */
export const lists: Readonly<Record<string, Rule>> = { aliases: name, places: name, authors: name, attestedOn: date };

/** At most so many values in one list. */
export const longest = 200;

const common: Readonly<Record<string, Rule>> = {
  name: worded(500),
  note,
  title: worded(500),
  birth: date,
  death: date,
  validFrom: date,
  validTo: date,
  date,
  endDate: date,
  issuedOn: date,
  originDate: date,
  publishedOn: date,
  capturedOn: date,
  from: date,
  to: date,
  on: date,
  celebratedOn: date,
  subject: note,
  number: worded(100),
  outlet: name,
  url: webAddress,
  sha256: matching(/^[0-9a-f]{64}$/, "the SHA-256 of the source file's bytes: 64 hexadecimal digits in lower case"),
  code: matching(/^[0-9]{2}$/, "the official code: two digits"),
  level: oneOf("CENTRAL", "PROVINCE", "DISTRICT", "COMMUNE"),
  mode: oneOf("IN_PERSON", "ONLINE", "MIXED"),
  nameStated: boolean,
  ordinal: whole(1),
  count: whole(1),
  years: whole(1),
  role: oneOf("CHAIR", "SPEAKER", "ATTENDEE", "PRESENTER", "RECIPIENT", "INTERVIEWEE", "INTERVIEWER", "HONOUREE"),
  roleAsWritten: name,
  award: name,
  description: name,
  rank: oneOf("PREFERRED", "NORMAL", "DEPRECATED"),
  status: oneOf("PROPOSED", "CONFIRMED", "REJECTED"),
};

const kinds: Readonly<Partial<Record<NodeType, Rule>>> = {
  Official: oneOf("OFFICIAL", "JOURNALIST", "HISTORICAL"),
  Organization: oneOf("PARTY", "GOVERNMENT", "ASSEMBLY", "MASS", "MEDIA", "MILITARY", "SECTOR", "OTHER"),
  Province: oneOf("PROVINCE", "CITY"),
  Conference: oneOf("CONFERENCE", "CONGRESS", "PLENUM", "SESSION", "SEMINAR", "MEETING"),
  Resolution: oneOf("NGHI_QUYET", "KET_LUAN", "QUY_DINH", "QUYET_DINH", "CHI_THI", "KE_HOACH", "HUONG_DAN", "OTHER"),
  Anniversary: oneOf("TRADITION_DAY", "BIRTH", "FOUNDING", "VICTORY", "LIBERATION", "VISIT", "OTHER"),
  Topic: oneOf("REVIEWS", "IMPLEMENTS", "DISSEMINATES", "ADOPTS", "MARKS", "MENTIONS"),
};

/** The rule of a property that holds one value. */
export const ruleOf = (type: NodeType, property: string): Rule | undefined =>
  property === "kind" ? kinds[type] : common[property];
