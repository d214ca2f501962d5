import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { open } from "lmdb";
import { Damage, damaged } from "./check/damage.js";
import { type Content, inspect } from "./inspect.js";

/** What a backup says of itself, at its end: before it stands the store's file as it was. */
export interface Label extends Content {
  /** Of all before the label. */
  readonly sha256: string;
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const LABEL_BYTES = 512;
const MARK = "\nrolegraph backup 1 ";
const CHUNK = 1 << 20;

/**
 * Copies the store of a folder into a file as it is at one moment, also while a server writes to it: a read transaction
 * of LMDB holds that moment, and the lock of the folder is not needed. The copy is checked before it gets its name.
 * Throws an Error of one sentence.
 */
export async function backUp(folder: string, file: string, { force }: { readonly force: boolean }): Promise<Label> {
  const store = join(folder, "graph.mdb");
  if (!existsSync(store)) throw new Error(`There is no store in ${folder}: set ROLEGRAPH_DATA to a folder with one.`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${file} is a folder: name a file in it.`);
  if (!force && existsSync(file)) throw new Error(`${file} is there already: name another file, or add --force.`);
  if (!existsSync(dirname(file))) throw new Error(`There is no folder ${dirname(file)}: make it, or name another.`);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  try {
    await copy(store, partial);
    const label = await labelled(partial);
    renameSync(partial, file);
    syncFolder(dirname(file));
    return label;
  } catch (error) {
    throw error instanceof Damage ? damaged(folder, error) : error;
  } finally {
    rmSync(partial, { force: true });
  }
}

async function copy(store: string, to: string): Promise<void> {
  const root = open({ path: store, noSubdir: true, maxDbs: 8, readOnly: true });
  try {
    // Not compacted: pages are copied as they are, and the check of the copy is a check of the store.
    await root.backup(to, false);
  } finally {
    await root.close();
  }
}

async function labelled(path: string): Promise<Label> {
  const content = await inspect(path);
  const file = openSync(path, "r+");
  try {
    const { size: bytes } = fstatSync(file);
    const label = { ...content, sha256: digestOf(file, bytes), bytes, at: new Date().toISOString() };
    const text = Buffer.alloc(LABEL_BYTES, " ");
    text.write(`${MARK}${JSON.stringify(label)}`);
    writeSync(file, text, 0, text.length, bytes);
    fsyncSync(file);
    return label;
  } finally {
    closeSync(file);
  }
}

/** The digest of so many bytes at the beginning, each piece given to `use` too. */
export function digestOf(file: number, bytes: number, use: (piece: Uint8Array) => void = () => {}): string {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK);
  for (let at = 0; at < bytes; ) {
    const read = readSync(file, chunk, 0, Math.min(CHUNK, bytes - at), at);
    if (read === 0) break;
    hash.update(chunk.subarray(0, read));
    use(chunk.subarray(0, read));
    at += read;
  }
  return hash.digest("hex");
}

/** The label of an open backup; undefined if it has none. */
export function labelOf(file: number): Label | undefined {
  const start = fstatSync(file).size - LABEL_BYTES;
  if (start < 0) return undefined;
  const text = Buffer.alloc(LABEL_BYTES);
  readSync(file, text, 0, LABEL_BYTES, start);
  if (!text.toString("latin1").startsWith(MARK)) return undefined;
  try {
    const label: Label = JSON.parse(text.toString("utf8", MARK.length));
    return label.bytes === start ? label : undefined;
  } catch {
    // A label that was cut or overwritten is none; its reader says so.
    return undefined;
  }
}

/** A new name survives a power failure only once its folder is written. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
