import { fold, low, tokens } from "../../domain/vietnamese.js";
import type { BoundSearch } from "./bound.js";

/** What a hit of each tier scores: whole name with its marks, whole name folded, tokens with marks, tokens folded. */
export const scores = [1, 0.75, 0.5, 0.25] as const;

/** The name or the alias that a search of this tier found. */
export function matchedText(search: BoundSearch, tier: number, name: string, aliases: readonly string[]): string {
  if (tier < 2) return name;
  const [wanted, form] = tier === 2 ? [search.lowTokens, low] : [search.foldTokens, fold];
  const holds = (text: string) => {
    const own = tokens(form(text));
    return wanted.every((token) => own.some((each) => each.startsWith(token)));
  };
  return [name, ...aliases].find(holds) ?? name;
}
