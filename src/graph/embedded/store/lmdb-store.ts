import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { SCHEMA_VERSION } from "../../engine.js";
import { lockFolder } from "./folder-lock.js";
import { LmdbHistory } from "./lmdb-history.js";
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
  #savedWords: number;
  readonly #unlock: () => void;
  #revision: number;

  private constructor(root: RootDatabase<Meta, string>, unlock: () => void, folder: string) {
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
    for (const { value } of this.#words.getRange({})) this.codec.words.numberOf(value);
    this.#savedWords = this.codec.words.size;
    this.history = new LmdbHistory(root);
  }

  /** Throws an Error of one sentence if the folder cannot be written, is in use, or holds a newer layout. */
  static async open(folder: string): Promise<LmdbStore> {
    makeWritable(folder);
    const unlock = lockFolder(folder);
    let root: RootDatabase<Meta, string> | undefined;
    try {
      // A commit is flushed before its promise resolves. The file is named, since lmdb takes `.folder` for a file.
      root = open<Meta, string>({
        path: join(folder, "graph.mdb"),
        noSubdir: true,
        maxDbs: 8,
        overlappingSync: false,
      });
      return new LmdbStore(root, unlock, folder);
    } catch (error) {
      await root?.close();
      unlock();
      throw error;
    }
  }

  get revision(): number {
    return this.#revision;
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

  async close(): Promise<void> {
    await this.#root.close();
    this.#unlock();
  }
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new Error(`The data folder ${folder} cannot be written${why}: make it writable or name another.`, { cause });
  }
}
