import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { SCHEMA_VERSION } from "../../engine.js";
import type { Kept } from "../memory/exchange.js";
import { dropColumns, keepColumns, keptColumns } from "./columns-file.js";
import { lockFolder } from "./folder-lock.js";
import { LmdbHistory } from "./lmdb-history.js";
import type { KeptParts } from "./parts.js";
import { type CodecNames, type Encoded, RecordCodec } from "./record-codec.js";
import type { Batch, RecordStore } from "./record-store.js";

interface Meta {
  readonly schemaVersion: number;
  readonly revision: number;
  readonly names: CodecNames;
}
const META = "meta";

/** Keeps records in an LMDB file of a folder that one process at a time has open. */
export class LmdbStore implements RecordStore {
  readonly codec: RecordCodec;
  readonly history: LmdbHistory;
  readonly #root: RootDatabase<Meta, string>;
  readonly #records: Database<Encoded, number>;
  readonly #meta: Database<Meta, string>;
  readonly #words: Database<string, number>;
  #savedWords = 0;
  #columns: KeptParts | undefined;
  /** Whether the kept columns are those of the store as it is. */
  #columnsHold: boolean;
  readonly #folder: string;
  readonly #unlock: () => void;
  #revision: number;

  private constructor(
    root: RootDatabase<Meta, string>,
    unlock: () => void,
    folder: string,
    columns: KeptParts | undefined,
  ) {
    this.#folder = folder;
    this.#columns = columns;
    this.#columnsHold = columns !== undefined;
    this.#root = root;
    this.#unlock = unlock;
    this.#records = root.openDB<Encoded, number>({ name: "records", keyEncoding: "uint32" });
    this.#meta = root.openDB<Meta, string>({ name: META });
    const meta = this.#meta.get(META);
    if (meta !== undefined && meta.schemaVersion > SCHEMA_VERSION) {
      throw new Error(
        `The data in ${folder} has the layout of a newer version (${meta.schemaVersion}; this one reads up to ${SCHEMA_VERSION}): start that version, or name another folder.`,
      );
    }
    this.#revision = meta?.revision ?? 0;
    this.codec = new RecordCodec(meta?.names ?? { shapes: [], relationships: [] });
    this.#words = root.openDB<string, number>({ name: "words", keyEncoding: "uint32" });
    this.history = new LmdbHistory(root);
  }

  /** Throws an Error of one sentence if the folder cannot be written, is in use, or holds a newer layout. */
  static async open(folder: string): Promise<LmdbStore> {
    makeWritable(folder);
    const unlock = lockFolder(folder);
    let root: RootDatabase<Meta, string> | undefined;
    try {
      // A commit is flushed before its promise resolves. The file is named, since lmdb takes `.folder` for a file.
      // While the file is nobody's: opened, it may grow.
      const columns = keptColumns(folder, graphFile(folder));
      root = open<Meta, string>({
        path: graphFile(folder),
        noSubdir: true,
        maxDbs: 8,
        overlappingSync: false,
      });
      return new LmdbStore(root, unlock, folder, columns);
    } catch (error) {
      await root?.close();
      unlock();
      throw error;
    }
  }

  get revision(): number {
    return this.#revision;
  }

  restore(memory: Kept): boolean {
    const columns = this.#columns;
    if (columns === undefined) return false;
    memory.exchange(columns);
    this.#columns = undefined;
    // The memory has more words: those of lists, which the store spells out.
    const [last = -1] = this.#words.getKeys({ reverse: true, limit: 1 });
    this.#savedWords = last + 1;
    return true;
  }

  readWords(): void {
    this.codec.words.load(this.#words.getRange({}).map(({ value }) => value));
    this.#savedWords = this.codec.words.size;
  }

  *scan(): Iterable<readonly [number, Encoded]> {
    for (const { key, value } of this.#records.getRange({})) yield [key, value];
  }

  get(node: number): Encoded | undefined {
    return this.#records.get(node);
  }

  async commit({ records, revision, ...history }: Batch): Promise<void> {
    const meta: Meta = { schemaVersion: SCHEMA_VERSION, revision, names: this.codec.names };
    const words = this.codec.words.since(this.#savedWords);
    this.#columnsHold = false;
    await this.#root.childTransaction(() => {
      for (const [node, record] of records) void this.#records.put(node, record);
      words.forEach((word, i) => {
        void this.#words.put(this.#savedWords + i, word);
      });
      void this.#meta.put(META, meta);
      this.history.write(history);
    });
    await this.#root.flushed;
    this.#savedWords += words.length;
    this.#revision = revision;
  }

  async close(memory?: Kept): Promise<void> {
    await this.#root.close();
    try {
      if (memory !== undefined && !this.#columnsHold) keepColumns(this.#folder, graphFile(this.#folder), memory);
    } catch (error) {
      // The store is whole without them; the next start takes longer.
      process.emitWarning(`The columns of ${this.#folder} could not be kept for the next start: ${String(error)}`);
      dropColumns(this.#folder);
    } finally {
      this.#unlock();
    }
  }
}

const graphFile = (folder: string): string => join(folder, "graph.mdb");

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new Error(`The data folder ${folder} cannot be written${why}: make it writable or name another.`, { cause });
  }
}
