/**
 * A number of 32 bits for the bytes of a key and its value. A change within any four bytes of either always gives
 * another one; it is no defence against intent.
 */
export function digestOf(key: Uint8Array, value: Uint8Array): number {
  return digest(viewOf(key), 0, key.length, viewOf(value), 0, value.length);
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

/** As `digestOf`, of pieces of larger views: the check of a file makes no object for each of a million records. */
export function digest(
  keys: DataView,
  key: number,
  keyEnd: number,
  values: DataView,
  value: number,
  valueEnd: number,
): number {
  const hash = mixed(keyEnd - key, keys, key, keyEnd);
  return ended(mixed(hash ^ (valueEnd - value), values, value, valueEnd));
}

/** Each step can be undone, so that two runs that differ in one word never meet again. */
function mixed(start: number, view: DataView, from: number, to: number): number {
  let hash = start;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) {
    hash = Math.imul(hash ^ view.getUint8(at), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function ended(hash: number): number {
  let end = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  end = Math.imul(end ^ (end >>> 13), 0xc2b2ae35);
  return (end ^ (end >>> 16)) >>> 0;
}

/** What a database holds, in whatever order it was written. */
export interface Sum {
  readonly entries: number;
  /** Of the digests of all entries, in 32 bits. */
  readonly digests: number;
}

export const noEntries: Sum = { entries: 0, digests: 0 };

export const withEntry = ({ entries, digests }: Sum, digest: number): Sum => ({
  entries: entries + 1,
  digests: (digests + digest) >>> 0,
});
export const withoutEntry = ({ entries, digests }: Sum, digest: number): Sum => ({
  entries: entries - 1,
  digests: (digests - digest) >>> 0,
});

export const sameSum = (a: Sum, b: Sum): boolean => a.entries === b.entries && a.digests === b.digests;
