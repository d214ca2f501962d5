import { crc32 } from "node:zlib";
import { Damage } from "./check/damage.js";
import { noEntries, type Sum, sameSum } from "./check/digest.js";
import type { CodecNames } from "./record-codec.js";

/** What a store says of itself. */
export interface Meta {
  readonly schemaVersion: number;
  readonly revision: number;
  readonly names: CodecNames;
  /** The entries and the digests of each database; absent in a store of before they were kept. */
  readonly sums?: Readonly<Record<string, readonly [entries: number, digests: number]>>;
  /** Of everything else here. */
  readonly check?: number;
}

export function metaOf(
  { schemaVersion, revision, names }: Pick<Meta, "schemaVersion" | "revision" | "names">,
  all: ReadonlyMap<string, Sum>,
): Meta {
  const sums = Object.fromEntries(
    [...all].sort().map(([name, { entries, digests }]) => [name, [entries, digests] as const]),
  );
  const meta = { schemaVersion, revision, names, sums };
  return { ...meta, check: checkOf(meta) };
}

/** Of whatever else there is, as later versions may have more. */
const checkOf = (rest: Omit<Meta, "check">): number => crc32(JSON.stringify(rest));

const oldest: readonly string[] = ["schemaVersion", "revision", "names"];

/** The sums that the store should have; undefined of an older one. Throws a Damage if the record is not as written. */
export function sumsOf(meta: Meta): ReadonlyMap<string, Sum> | undefined {
  const { check, ...rest } = meta;
  const old = Object.keys(meta).every((key) => oldest.includes(key));
  if (!old && check !== checkOf(rest)) throw new Damage("its head record is not as it was written");
  if (old) return undefined;
  return new Map(Object.entries(meta.sums ?? {}).map(([name, [entries, digests]]) => [name, { entries, digests }]));
}

/** Throws a Damage unless the databases hold what they should. */
export function compareSums(written: ReadonlyMap<string, Sum>, found: ReadonlyMap<string, Sum>): void {
  for (const [name, sum] of written) {
    const there = found.get(name) ?? noEntries;
    if (!sameSum(sum, there)) throw new Damage(`its ${name} are not as they were written`);
  }
}
