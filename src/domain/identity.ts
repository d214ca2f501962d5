import { createHash } from "node:crypto";
import { fold, normalize, tokens } from "./vietnamese.js";

export type HashedType = "tenure" | "participation" | "topic" | "succession";

/**
 * The id of a claim: its type and the first 16 hexadecimal digits of the SHA-256 of its natural key, so that a repeated
 * load finds the same claim. The parts are joined by U+001F, which no id or name contains.
 */
export function claimId(type: HashedType, parts: readonly string[]): string {
  return `${type}/${createHash("sha256").update(parts.join("\u001f"), "utf8").digest("hex").slice(0, 16)}`;
}

const idPattern = /^[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const idLength = 200;

/** Whether the text has the form of an id: `official/mai-van-huynh`, at most 200 characters. */
export function isId(text: string): boolean {
  return text.length <= idLength && idPattern.test(text);
}

/** The number of a resolution in one spelling: blanks inside become hyphens ("144 QĐ/TW" is "144-QĐ/TW"). */
export function resolutionNumber(written: string): string {
  return normalize(written)
    .trim()
    .replace(/\s*\/\s*/g, "/")
    .replace(/\s*[-\u2010-\u2015]\s*/g, "-")
    .replace(/\s+/g, "-");
}

/** By their fold; the expansions are folded too. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ["hdnd", "hoi dong nhan dan"],
  ["ubnd", "uy ban nhan dan"],
  ["btg", "ban tuyen giao"],
  ["btv", "ban thuong vu"],
  ["mttq", "mat tran to quoc"],
]);

/**
 * What identifies a title within its organization: folded, without commas, abbreviations written out
 * ("Phó Chủ tịch HĐND" and "phó chủ tịch Hội đồng nhân dân" are one position).
 */
export function positionKey(title: string): string {
  return tokens(fold(title))
    .map((token) => abbreviations.get(token) ?? token)
    .join(" ");
}
