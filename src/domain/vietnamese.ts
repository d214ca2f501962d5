import { fold, low } from "./fold.js";

export { canonical, givenNameSortKey, sortKey } from "./collation.js";
export { fold, low, normalize } from "./fold.js";

/** The words of a folded or lowered text. */
export function tokens(text: string): string[] {
  return text.split(" ").filter((token) => token !== "");
}

/** Every token led by a blank (" mai van huynh"), so that "some token starts with x" is "contains ' x'". */
export function ledKey(text: string): string {
  return tokens(text)
    .map((token) => ` ${token}`)
    .join("");
}

/** The key in which names are searched without regard to diacritics. */
export function searchKey(...texts: readonly string[]): string {
  return texts.map((text) => led(fold(text))).join("");
}

/** The key in which names are searched with their diacritics. */
export function exactKey(...texts: readonly string[]): string {
  return texts.map((text) => led(low(text))).join("");
}

/** `ledKey` of what has single blanks already, without a list in between: it runs for every name at load. */
function led(words: string): string {
  return words === "" ? "" : ` ${words}`;
}

/** The part of an id that a name suggests ("mai-van-huynh"); empty if the name has no Latin letter and no digit. */
export function slug(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
