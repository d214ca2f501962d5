import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type Database, open, type RootDatabase } from "lmdb";
import { SCHEMA_VERSION } from "../../engine.js";
import { errorCode } from "../../error-code.js";
import { stepsOf } from "../../migrations.js";
import { LmdbHistory } from "./lmdb-history.js";
import { type Meta, metaOf } from "./meta-record.js";
import type { Migration } from "./migrations.js";
import type { CodecNames, Encoded } from "./record-codec.js";
import { Table, Tally } from "./tally.js";

const META = "meta";

const options = {
  noSubdir: true,
  maxDbs: 8,
  // A commit is flushed before its promise resolves.
  overlappingSync: false,
  // All writes are in transactions; the batches that it makes of others reject promises that nobody has.
  eventTurnBatching: false,
} as const;

/** The databases of a store's file. */
export class Tables {
  readonly records: Table<Encoded, number>;
  readonly words: Table<string, number>;
  readonly history: LmdbHistory;
  readonly tally = new Tally();
  readonly #root: RootDatabase<Meta, string>;
  readonly #meta: Database<Meta, string>;

  private constructor(root: RootDatabase<Meta, string>) {
    this.#root = root;
    const records = root.openDB<Encoded, number>({ name: "records", keyEncoding: "uint32" });
    this.records = new Table(records, "records", this.tally);
    this.#meta = root.openDB<Meta, string>({ name: META });
    const words = root.openDB<string, number>({ name: "words", keyEncoding: "uint32" });
    this.words = new Table(words, "words", this.tally);
    this.history = new LmdbHistory(root, this.tally);
  }

  /** Opens a file that has been checked. */
  static async open(path: string, { readOnly }: { readonly readOnly: boolean }): Promise<Tables> {
    if (!readOnly) reserveLock(path);
    // The path is that of the file, since lmdb takes `.folder` for a file.
    const root = open<Meta, string>({ ...options, path, readOnly });
    try {
      return new Tables(root);
    } catch (error) {
      await root.close();
      throw error;
    }
  }

  get meta(): Meta | undefined {
    return this.#meta.get(META);
  }

  /** Writes in one transaction, with the head record; durable when the promise resolves. */
  async commit(head: Pick<Meta, "revision" | "names">, write: () => void): Promise<void> {
    const before = this.tally.copy();
    try {
      await this.#root.childTransaction(() => {
        write();
        this.#putMeta({ schemaVersion: SCHEMA_VERSION, ...head });
      });
      await this.#root.flushed;
    } catch (error) {
      this.tally.set(before);
      throw error;
    }
  }

  /** Takes the store from its layout to ours in one transaction; throws what a step throws, and then nothing is changed. */
  migrate(meta: Meta, migrations: readonly Migration[]): void {
    const { revision, schemaVersion } = meta;
    const steps = stepsOf(migrations, schemaVersion, SCHEMA_VERSION);
    if (steps.length === 0) return;
    const before = this.tally.copy();
    try {
      this.#root.transactionSync(() => {
        let names: CodecNames = meta.names;
        for (const { run } of steps) names = run({ records: this.records, words: this.words, names });
        this.#putMeta({ schemaVersion: SCHEMA_VERSION, revision, names });
      });
    } catch (error) {
      this.tally.set(before);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #putMeta(meta: Pick<Meta, "schemaVersion" | "revision" | "names">): void {
    void this.#meta.put(META, metaOf(meta, this.tally.copy()));
  }
}

/** An empty store, whole as soon as it has its name: an empty file under that name is a damaged one. */
export async function createFile(path: string): Promise<void> {
  const fresh = `${path}.new`;
  for (const each of [fresh, `${fresh}-lock`]) rmSync(each, { force: true });
  await open({ ...options, path: fresh }).close();
  const file = openSync(fresh, "r+");
  fsyncSync(file);
  closeSync(file);
  rmSync(`${fresh}-lock`, { force: true });
  renameSync(fresh, path);
}

/** LMDB maps its lock file: on a full disk, one without its blocks would end the process when it is first written to. */
function reserveLock(path: string): void {
  const lock = `${path}-lock`;
  if (existsSync(lock)) return;
  try {
    writeFileSync(lock, Buffer.alloc(0x8000), { flag: "wx" });
  } catch (error) {
    // A backup was first.
    if (errorCode(error) === "EEXIST") return;
    rmSync(lock, { force: true });
    throw error;
  }
}
