import { hash } from "node:crypto";
import type { GraphState } from "../../graph/engine.js";

export const digest = (text: string): string => hash("sha256", text, "base64url");

/**
 * The validator of an answer. Weak: the bytes of one answer differ by how they are compressed. `body` is given where
 * the answer shows more than the graph does.
 */
export const etagOf = (key: string, state: GraphState, body?: string): string =>
  `W/"${digest(`${key}\n${state}\n${body === undefined ? "" : digest(body)}`)}"`;

/** One of ours is 43 characters of base64url. */
const ours = /"[\w-]{43}"/;

/** Whether it is worth asking for the state of the graph: no other tag can match. */
export const mayMatch = (ifNoneMatch: string): boolean => ours.test(ifNoneMatch);

/** An entity tag, as RFC 9110 (8.8.3) spells it; what stands between the quotes may hold commas. */
const tag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/** If-None-Match of RFC 9110 (13.1.2) by weak comparison: a list of tags, or `*`, which any answer matches. */
export function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = (each: string) => each.replace(/^W\//, "");
  return (ifNoneMatch.match(tag) ?? []).some((each) => opaque(each) === opaque(etag));
}
