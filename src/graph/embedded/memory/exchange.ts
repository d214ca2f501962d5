import type { Value } from "../../record.js";

export type CodeArray = Uint8Array | Uint16Array | Uint32Array;

/**
 * Carries the state of the memory into a file, or back out of it. A structure gives each of its parts in turn and
 * goes on with what it is given back: the same part, or in its place the one that was kept.
 */
export interface Exchange {
  bytes(now: Uint8Array): Uint8Array;
  words(now: Uint32Array): Uint32Array;
  codes(now: CodeArray): CodeArray;
  floats(now: Float64Array): Float64Array;
  count(now: number): number;
  names(now: readonly string[]): readonly string[];
  /** The map itself, or a new one. */
  values<V extends Value | undefined>(now: Map<number, V>): Map<number, V | Value>;
}

/** What takes part in it. */
export interface Kept {
  exchange(io: Exchange): void;
}
