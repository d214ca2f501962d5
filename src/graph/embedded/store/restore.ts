import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { SCHEMA_VERSION } from "../../engine.js";
import { digestOf, type Label, labelOf, syncFolder } from "./backup.js";
import { lockFolder } from "./folder-lock.js";
import { inspect } from "./inspect.js";
import { makeWritable } from "./writable.js";

/** Opens the store in a folder fully, as a server would, and closes it; its revision. */
export type Proof = (folder: string) => Promise<number>;

export interface Restored {
  readonly label: Label;
  /** The name of the file that was there before. */
  readonly kept: string | undefined;
}

/**
 * Puts a backup in place as the store of a folder, after it was checked and opened beside it. Whenever it is
 * interrupted, the folder has the old store or the new one. Throws an Error of one sentence.
 */
export async function restore(
  file: string,
  folder: string,
  { force, prove }: { readonly force: boolean; readonly prove: Proof },
): Promise<Restored> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  makeWritable(folder);
  const unlock = lockFolder(folder);
  const beside = join(folder, "restoring");
  try {
    const store = join(folder, "graph.mdb");
    const taken = existsSync(store);
    if (taken && !force) {
      throw new Error(`The data folder ${folder} has a store already: add --force to replace it; the old one is kept.`);
    }
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside);
    const label = unpack(file, join(beside, "graph.mdb"));
    const revision = await prove(beside);
    if (revision !== label.revision) throw new Error(`${file} opens at another revision than its label says.`);
    const kept = taken ? await keepOld(store) : undefined;
    // LMDB would take the lock file's numbers for those of the store that it finds.
    rmSync(`${store}-lock`, { force: true });
    renameSync(join(beside, "graph.mdb"), store);
    syncFolder(folder);
    return { label, kept };
  } finally {
    rmSync(beside, { recursive: true, force: true });
    unlock();
  }
}

/** Copies the store out of a backup, if that is whole and of a version that we read. */
function unpack(path: string, to: string): Label {
  const file = openSync(path, "r");
  const store = openSync(to, "wx");
  try {
    const label = labelOf(file);
    if (label === undefined) throw new Error(`${path} is no backup of Rolegraph, or not a whole one.`);
    if (label.schemaVersion > SCHEMA_VERSION) {
      throw new Error(
        `${path} was made by a newer version (${label.schemaVersion}; this one reads up to ${SCHEMA_VERSION}).`,
      );
    }
    const digest = digestOf(file, label.bytes, (piece) => writeAll(store, piece));
    if (digest !== label.sha256) throw new Error(`${path} is damaged: its bytes are not those that were backed up.`);
    fsyncSync(store);
    return label;
  } finally {
    closeSync(store);
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** A second name for the old store, so that the new one can take its first name in one step. */
async function keepOld(store: string): Promise<string> {
  const base = `${store}.before-restore-${await revisionOf(store)}`;
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? base : `${base}-${attempt}`;
    const there = statSync(name, { throwIfNoEntry: false });
    if (there === undefined) {
      linkSync(store, name);
      return name;
    }
    // An earlier restore was interrupted right here.
    if (there.ino === statSync(store).ino) return name;
  }
}

async function revisionOf(store: string): Promise<string> {
  try {
    return String((await inspect(store)).revision);
  } catch {
    // It is often replaced for just this reason, and kept as it is.
    return "damaged";
  }
}
