import { low, normalize } from "./fold.js";
import { type Vowel, vowels } from "./letters.js";

/**
 * One spelling of the tone for comparison, not for display: on the first vowel of an open oa, oe, uy (hòa, khỏe, thủy,
 * not hoà, khoẻ, thuỷ), and where it belongs in any other cluster (hoàn, huỳnh, quý). Case stays.
 */
export function canonical(text: string): string {
  const normal = normalize(text);
  let result = "";
  let copied = 0;
  for (let start = 0; start < normal.length; start++) {
    if (vowels[normal.charCodeAt(start)] === undefined) continue;
    const end = clusterEnd(normal, start);
    if (end - start > 1) {
      const placed = placeTone(normal.slice(start, end), normal.charAt(start - 1), normal.charAt(end));
      if (placed !== undefined) {
        result += normal.slice(copied, start) + placed;
        copied = end;
      }
    }
    start = end;
  }
  return copied === 0 ? normal : result + normal.slice(copied);
}

/**
 * A key whose order by code unit is the order of names, in ASCII, so that every engine sorts alike. First level: the
 * alphabet (a ă â b c d đ …), blanks before digits before letters before anything else, runs of digits by value.
 * Second level, after "!": the tone of each vowel. Case, punctuation and the place of the tone do not count.
 */
export function sortKey(text: string): string {
  const canon = canonical(low(text));
  let letters = "";
  let tones = "";
  for (let index = 0; index < canon.length; index++) {
    const unit = canon.charCodeAt(index);
    if (isDigit(unit)) {
      const start = index;
      while (isDigit(canon.charCodeAt(index + 1))) index++;
      letters += numberKey(canon.slice(start, index + 1));
      continue;
    }
    const element = elements[unit];
    if (element !== undefined) {
      letters += element.letter;
      tones += element.tone;
    } else {
      const char = String.fromCodePoint(canon.codePointAt(index) ?? unit);
      letters += otherKey(char);
      index += char.length - 1;
    }
  }
  const spoken = tones.replace(/0+$/, "");
  return spoken === "" ? letters : `${letters}!${spoken}`;
}

/** Orders as Vietnamese lists do: by the given name, which is the last word, then by the whole name. */
export function givenNameSortKey(name: string): string {
  const lower = low(name);
  // No sort key contains a blank, and every character of one is greater: a shorter given name comes first.
  return `${sortKey(lower.slice(lower.lastIndexOf(" ") + 1))} ${sortKey(lower)}`;
}

function clusterEnd(text: string, start: number): number {
  let end = start;
  while (vowels[text.charCodeAt(end)] !== undefined) end++;
  return end;
}

/** The cluster with its tone on the agreed vowel, or undefined if nothing is to be moved. */
function placeTone(written: string, before: string, after: string): string | undefined {
  const cluster = vowelsOf(written);
  const toned = cluster.findIndex((vowel) => vowel.tone > 0);
  const tone = cluster[toned]?.tone;
  if (tone === undefined || cluster.some((vowel, index) => vowel.tone > 0 && index !== toned)) return undefined;
  // A stray mark would compose with a vowel that loses its tone; İ in lower case is an i with such a mark.
  if (/[\p{M}İ]/u.test(after)) return undefined;
  // The u of "qu" and the i of "gi" belong to the consonant.
  const first = cluster[0]?.letter;
  const glide = (first === "u" && /q/i.test(before)) || (first === "i" && /g/i.test(before)) ? 1 : 0;
  const place = glide + tonePlace(cluster.slice(glide), /\p{L}/u.test(after));
  if (place === toned) return undefined;
  return cluster.map(({ row }, index) => row.charAt(index === place ? tone : 0)).join("");
}

function vowelsOf(cluster: string): readonly Vowel[] {
  const result: Vowel[] = [];
  for (let index = 0; index < cluster.length; index++) {
    const vowel = vowels[cluster.charCodeAt(index)];
    if (vowel !== undefined) result.push(vowel);
  }
  return result;
}

/** Which vowel of a nucleus bears the tone. */
function tonePlace(nucleus: readonly Vowel[], closed: boolean): number {
  const marked = nucleus.findLastIndex((vowel) => vowel.marked);
  if (marked >= 0) return marked;
  return nucleus.length > 2 || (nucleus.length === 2 && closed) ? 1 : 0;
}

interface Element {
  readonly letter: string;
  /** The digit of a vowel's tone; empty for what bears none. */
  readonly tone: string;
}

/** Greater than z and than every other character's key ("{"), so ă comes after all that begins with a. */
const marks: ReadonlyMap<string, string> = new Map([
  ["ă", "a|"],
  ["â", "a}"],
  ["đ", "d|"],
  ["ê", "e|"],
  ["ô", "o|"],
  ["ơ", "o}"],
  ["ư", "u|"],
]);

/** What the characters of `low` count for, by code unit. */
const elements: readonly (Element | undefined)[] = elementTable();

function elementTable(): readonly (Element | undefined)[] {
  const table = vowels.map(
    (vowel): Element | undefined =>
      vowel && { letter: marks.get(vowel.letter) ?? vowel.letter, tone: String(vowel.tone) },
  );
  for (const char of "bcdđfghjklmnpqrstvwxz") {
    table[char.charCodeAt(0)] = { letter: marks.get(char) ?? char, tone: "" };
  }
  table[0x20] = { letter: "-", tone: "" };
  return table;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** The digits after their count, so that a longer number is greater; a count of 9 and more goes on after each 9. */
function numberKey(digits: string): string {
  const value = digits.replace(/^0+/, "");
  return "9".repeat(Math.floor(value.length / 9)) + String(value.length % 9) + value;
}

/** A foreign letter sorts after its Latin base letter; what has none, after z. Six hexadecimal digits each. */
function otherKey(char: string): string {
  return Array.from(char.normalize("NFD"), (part) => {
    if (part >= "a" && part <= "z") return part;
    return `{${(part.codePointAt(0) ?? 0).toString(16).padStart(6, "0")}`;
  }).join("");
}
