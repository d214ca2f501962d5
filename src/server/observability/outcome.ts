import { isCode } from "../errors.js";
import type { Observed } from "./observed.js";

/** How a request ended: `ok`, `gone` where its client was before the answer, or its first error's code. */
export function outcomeOf({ codes, isGone }: Pick<Observed, "codes" | "isGone">, status: number): string {
  if (isGone) return "gone";
  const [code] = codes;
  if (code !== undefined) return isCode(code) ? code : "INTERNAL";
  return status < 400 ? "ok" : codeOfStatus(status);
}

/** The code of an answer that came about before GraphQL, whoever made it. */
export function codeIn(payload: unknown): string | undefined {
  if (typeof payload !== "string") return undefined;
  try {
    const code: unknown = JSON.parse(payload).errors?.[0]?.extensions?.code;
    return isCode(code) ? code : undefined;
  } catch {
    // Not every route refuses in JSON; its status says enough then.
    return undefined;
  }
}

/** Of an answer that names no code. */
function codeOfStatus(status: number): string {
  if (status === 401) return "UNAUTHENTICATED";
  if (status === 429 || status === 503) return "UNAVAILABLE";
  return status >= 500 ? "INTERNAL" : "BAD_REQUEST";
}

const longestName = 64;

/** A name that no log breaks on, and no longer than a line bears: GraphQL's names have no bounds. */
export const boundedName = (name: string): string => name.replace(/[^_A-Za-z0-9]/g, "").slice(0, longestName);
