import { crc32 } from "node:zlib";
import { badInput } from "../errors.js";
import type { Key } from "./bound.js";

/**
 * An opaque cursor: the order's key values of one row, sealed together with the ordering that they belong to.
 * The check is against mistakes (another ordering, a damaged character), not against forgery: a cursor gives
 * access to nothing.
 */
export function encodeCursor(signature: string, keys: readonly Key[]): string {
  const text = JSON.stringify(keys);
  return Buffer.from(seal(signature, text) + text).toString("base64url");
}

const SEAL = 8;

function seal(signature: string, text: string): string {
  return (crc32(`${signature}\n${text}`) >>> 0).toString(16).padStart(SEAL, "0");
}

/** The key values. Refuses what this ordering never wrote. */
export function decodeCursor(signature: string, cursor: string, argument: readonly (string | number)[]): Key[] {
  const bytes = Buffer.from(cursor, "base64url");
  const sealed = bytes.toString();
  const text = sealed.slice(SEAL);
  // base64url has spare bits: only the canonical spelling is ours.
  if (bytes.toString("base64url") === cursor && seal(signature, text) === sealed.slice(0, SEAL)) {
    return JSON.parse(text) as Key[];
  }
  throw badInput(
    `This is no cursor of this list in this ordering. Take \`${argument.at(-1)}\` from \`pageInfo\` or an edge of the same field with the same \`orderBy\`.`,
    argument,
  );
}
