import type { Kept } from "../memory/exchange.js";
import { type History, type HistoryBatch, VolatileHistory } from "./history.js";
import type { Encoded } from "./record-codec.js";
import { RecordCodec } from "./record-codec.js";

export interface Batch extends HistoryBatch {
  readonly records: ReadonlyMap<number, Encoded>;
  readonly revision: number;
}

/** Where records are kept, by node number, and the history of the graph. */
export interface RecordStore {
  readonly codec: RecordCodec;
  readonly history: History;
  /** Counts the transactions that changed the graph. */
  readonly revision: number;
  /**
   * Fills the memory, which is empty, with what was kept at the last close of exactly this store; false if nothing was.
   * Then the words and the records are to be read.
   */
  restore(memory: Kept): boolean;
  readWords(): void;
  /** All records in the order of their numbers, which have no gaps: removed ones are marked. */
  scan(): Iterable<readonly [node: number, record: Encoded]>;
  get(node: number): Encoded | undefined;
  /** Writes in one transaction; durable when the promise resolves, and nothing of it is kept if it rejects. */
  commit(batch: Batch): Promise<void>;
  /** With the memory, where it is worth keeping for the next start. */
  close(memory?: Kept): Promise<void>;
}

/** Keeps records while the process lives. */
export class VolatileStore implements RecordStore {
  readonly codec = new RecordCodec({ shapes: [], relationships: [] });
  readonly history = new VolatileHistory();
  readonly #records = new Map<number, Encoded>();
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }
  restore(): boolean {
    return false;
  }
  readWords(): void {}
  scan(): Iterable<readonly [number, Encoded]> {
    return this.#records;
  }
  get(node: number): Encoded | undefined {
    return this.#records.get(node);
  }
  async commit({ records, revision, ...history }: Batch): Promise<void> {
    this.history.write(history);
    for (const [node, record] of records) this.#records.set(node, record);
    this.#revision = revision;
  }
  async close(): Promise<void> {}
}
