/** One past the last code unit of the tables: Latin up to U+024F, and Latin Extended Additional (all of Vietnamese). */
const tableEnd = 0x1f00;
const nbsp = 0xa0;
const upperOi = 0x1a2;
const lowerOi = 0x1a3;

/** NFC, with U+00A0 as a blank, and ƣ (a scanner's and old fonts' misreading) as the ư that it stands for. */
export function normalize(text: string): string {
  if (isNormal(text)) return text;
  // NFC comes last: ƣ with a tone composes only once it is an ư.
  return text.replaceAll("\u00a0", " ").replaceAll("ƣ", "ư").replaceAll("Ƣ", "Ư").normalize("NFC");
}

/** Lower case with the marks kept; what stands between words, of whatever kind, is one blank. */
export function low(text: string): string {
  const normal = normalize(text);
  return byTable(normal, lowTable) ?? lowByRule(normal);
}

/** `low` without marks, and đ as d: the one form in which names are searched. */
export function fold(text: string): string {
  const normal = normalize(text);
  return byTable(normal, foldTable) ?? withoutMarks(lowByRule(normal));
}

/** A quick yes for what is normal already, which nearly every name is. None of these units composes with another. */
function isNormal(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit === nbsp || unit === upperOi || unit === lowerOi) return false;
    if (unit >= 0x300 && (unit < 0x1e00 || unit >= tableEnd)) return false;
  }
  return true;
}

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The rule that the tables spell out. Lower case can compose what upper case could not (H̱, ẖ): hence NFC again. */
function lowByRule(normal: string): string {
  return (normal.toLowerCase().normalize("NFC").match(word) ?? []).join(" ");
}

function withoutMarks(lower: string): string {
  return lower.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").normalize("NFC");
}

/** What each code unit becomes; " " for what is no part of a word, undefined for what needs the rule. */
type Table = readonly (string | undefined)[];

function byTable(normal: string, table: Table): string | undefined {
  let result = "";
  let gap = false;
  for (let index = 0; index < normal.length; index++) {
    const piece = table[normal.charCodeAt(index)];
    if (piece === undefined) return undefined;
    if (piece === " ") {
      gap = result !== "";
    } else {
      result += gap ? ` ${piece}` : piece;
      gap = false;
    }
  }
  return result;
}

function tableOf(rule: (char: string) => string): Table {
  const table = new Array<string | undefined>(tableEnd);
  for (let unit = 0; unit < tableEnd; unit++) {
    const latin = unit < 0x250 || unit >= 0x1e00;
    table[unit] = latin ? rule(String.fromCharCode(unit)) || " " : undefined;
  }
  return table;
}

const lowTable = tableOf(lowByRule);
const foldTable = tableOf((char) => withoutMarks(lowByRule(char)));
