import { existsSync } from "node:fs";
import { join } from "node:path";
import { SCHEMA_VERSION } from "../../engine.js";
import type { Kept } from "../memory/exchange.js";
import { checkFile } from "./check/check-file.js";
import { Damage, damaged } from "./check/damage.js";
import { dropColumns, keepColumns, keptColumns } from "./columns-file.js";
import { commitError, readOnlyError } from "./commit-error.js";
import { lockFolder } from "./folder-lock.js";
import type { LmdbHistory } from "./lmdb-history.js";
import { compareSums, type Meta, sumsOf } from "./meta-record.js";
import { type Migration, migrations } from "./migrations.js";
import type { KeptParts } from "./parts.js";
import { type Encoded, RecordCodec } from "./record-codec.js";
import type { Batch, RecordStore } from "./record-store.js";
import { createFile, Tables } from "./tables.js";
import { isReadOnly, makeWritable } from "./writable.js";

interface Opened {
  readonly folder: string;
  readonly columns: KeptParts | undefined;
  /** Then there is no lock either: nobody can write. */
  readonly readOnly: boolean;
  readonly unlock: () => void;
}

/** Keeps records in an LMDB file of a folder that one process at a time has open. */
export class LmdbStore implements RecordStore {
  readonly codec: RecordCodec;
  readonly #tables: Tables;
  #savedWords = 0;
  #columns: KeptParts | undefined;
  /** Whether the kept columns are those of the store as it is. */
  #columnsHold: boolean;
  readonly #folder: string;
  readonly #readOnly: boolean;
  readonly #unlock: () => void;
  #revision: number;

  private constructor(tables: Tables, { unlock, folder, columns, readOnly }: Opened) {
    this.#tables = tables;
    this.#readOnly = readOnly;
    this.#folder = folder;
    this.#columns = columns;
    this.#columnsHold = columns !== undefined;
    this.#unlock = unlock;
    const { meta } = tables;
    this.#revision = meta?.revision ?? 0;
    this.codec = new RecordCodec(meta?.names ?? { shapes: [], relationships: [] });
  }

  /**
   * Throws an Error of one sentence if the folder cannot be written, is in use, is damaged or holds a newer layout. An
   * older one is migrated. On a file system that takes no writes, a store is read.
   */
  static async open(folder: string, steps: readonly Migration[] = migrations): Promise<LmdbStore> {
    const readOnly = isReadOnly(folder);
    if (!readOnly) makeWritable(folder);
    const unlock = readOnly ? () => {} : lockFolder(folder);
    try {
      const path = graphFile(folder);
      if (!existsSync(path)) await createFile(path);
      // While the file is nobody's: opened, it may grow.
      const columns = keptColumns(folder, path);
      const tables = await checkedTables(folder, { unchanged: columns !== undefined, readOnly }, steps);
      try {
        return new LmdbStore(tables, { unlock, folder, columns, readOnly });
      } catch (error) {
        await tables.close();
        throw damaged(folder, error);
      }
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get history(): LmdbHistory {
    return this.#tables.history;
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
    const [last = -1] = this.#tables.words.entries.getKeys({ reverse: true, limit: 1 });
    this.#savedWords = last + 1;
    return true;
  }

  readWords(): void {
    this.codec.words.load(this.#tables.words.entries.getRange({}).map(({ value }) => value));
    this.#savedWords = this.codec.words.size;
  }

  *scan(): Iterable<readonly [number, Encoded]> {
    for (const { key, value } of this.#tables.records.entries.getRange({})) yield [key, value];
  }

  get(node: number): Encoded | undefined {
    return this.#tables.records.entries.get(node);
  }

  async commit({ records, revision, ...history }: Batch): Promise<void> {
    if (this.#readOnly) throw readOnlyError(this.#folder);
    const words = this.codec.words.since(this.#savedWords);
    this.#columnsHold = false;
    const tables = this.#tables;
    try {
      await tables.commit({ revision, names: this.codec.names }, () => {
        for (const [node, record] of records) tables.records.put(node, record);
        words.forEach((word, i) => {
          tables.words.put(this.#savedWords + i, word);
        });
        tables.history.write(history);
      });
    } catch (error) {
      throw await commitError(error);
    }
    this.#savedWords += words.length;
    this.#revision = revision;
  }

  async close(memory?: Kept): Promise<void> {
    await this.#tables.close();
    try {
      if (memory !== undefined && !this.#columnsHold && !this.#readOnly)
        keepColumns(this.#folder, graphFile(this.#folder), memory);
    } catch (error) {
      // The store is whole without them; the next start takes longer.
      process.emitWarning(`The columns of ${this.#folder} could not be kept for the next start: ${String(error)}`);
      dropColumns(this.#folder);
    } finally {
      this.#unlock();
    }
  }
}

/** The tables of a file that is as it was written; of one whose columns hold, no byte has changed since. */
async function checkedTables(
  folder: string,
  { unchanged, readOnly }: { readonly unchanged: boolean; readonly readOnly: boolean },
  steps: readonly Migration[],
): Promise<Tables> {
  const path = graphFile(folder);
  let tables: Tables | undefined;
  try {
    const found = unchanged ? undefined : checkFile(path);
    tables = await Tables.open(path, { readOnly });
    const meta = readMeta(tables);
    const written = meta === undefined ? undefined : sumsOf(meta);
    if (written !== undefined && found !== undefined) compareSums(written, found);
    if (meta !== undefined && meta.schemaVersion > SCHEMA_VERSION) throw newer(folder, meta.schemaVersion);
    const sums = written ?? found ?? checkFile(path);
    if (meta === undefined && [...sums.values()].some(({ entries }) => entries > 0)) {
      throw new Damage("its head record is missing");
    }
    tables.tally.set(new Map([...sums].filter(([name]) => name !== "meta")));
    if (meta !== undefined) tables.migrate(meta, steps);
    return tables;
  } catch (error) {
    await tables?.close();
    throw isDamage(error) ? damaged(folder, error) : error;
  }
}

function readMeta(tables: Tables): Meta | undefined {
  try {
    return tables.meta;
  } catch (cause) {
    throw new Damage("its head record cannot be read", { cause });
  }
}

/** LMDB's own numbers are below zero; those above are the system's. */
const isDamage = (error: unknown) =>
  error instanceof Damage ||
  (error instanceof Error && "code" in error && typeof error.code === "number" && error.code < 0);

const newer = (folder: string, version: number) =>
  new Error(
    `The data in ${folder} has the layout of a newer version (${version}; this one reads up to ${SCHEMA_VERSION}): start that version, or name another folder.`,
  );

const graphFile = (folder: string): string => join(folder, "graph.mdb");
