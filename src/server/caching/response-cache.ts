import { LRUCache } from "lru-cache";
import type { GraphState } from "../../graph/engine.js";

/** An answer as it was sent, before it was compressed. */
export interface Kept {
  readonly state: GraphState;
  readonly body: Buffer;
  readonly type: string;
}

/** What an entry takes beside its body. */
const overhead = 500;
/** One answer may take this part of the whole. */
const mostOfAll = 1 / 8;

/** The last answers by their names, as many as there are bytes for. Nothing is removed by a write: its state is old. */
export class ResponseCache {
  readonly #kept: LRUCache<string, Kept> | undefined;

  constructor(bytes: number) {
    if (bytes === 0) return;
    this.#kept = new LRUCache<string, Kept>({
      maxSize: bytes,
      maxEntrySize: Math.max(1, Math.floor(bytes * mostOfAll)),
      sizeCalculation: ({ body }) => body.byteLength + overhead,
    });
  }

  get(key: string): Kept | undefined {
    return this.#kept?.get(key);
  }

  set(key: string, kept: Kept): void {
    this.#kept?.set(key, kept);
  }
}
