import { closeSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { SCHEMA_VERSION } from "../../engine.js";
import type { Kept } from "../memory/exchange.js";
import { KeptParts, type NumberArray, PartsKeeper, partOf } from "./parts.js";

/**
 * What the memory's structures exchange with a file, and in which order: to be raised with every change of it.
 * A file of another format is passed over.
 */
const FORMAT = 1;
const MAGIC = "rolegraph columns";

/** The bytes that the file begins with: the magic words, the length of the head and its checksum. */
const LEAD = MAGIC.length + 8;
const CHUNK = 1 << 23;

interface Print {
  readonly size: number;
  readonly crc: number;
}
interface Head {
  readonly format: readonly [number, number];
  /** Of the store that the columns were read from: they are good as long as no byte of it is another. */
  readonly store: Print;
  /** Bytes an item, and how many items. */
  readonly parts: readonly (readonly [number, number])[];
  readonly crc: number;
}

const fileOf = (folder: string) => join(folder, "graph.columns");

/**
 * Keeps the columns beside a store that has been closed. A start then reads them instead of every record. They may go
 * missing or be torn at any time: then the records are read.
 */
export function keepColumns(folder: string, store: string, state: Kept): void {
  const keeper = new PartsKeeper();
  state.exchange(keeper);
  const parts = keeper.parts();
  const head: Head = {
    format: [FORMAT, SCHEMA_VERSION],
    store: printOf(store),
    parts: parts.map((part) => [part.BYTES_PER_ELEMENT, part.length]),
    crc: parts.reduce((crc, part) => sum(bytesOf(part), crc), 0),
  };
  const text = Buffer.from(JSON.stringify(head));
  const lead = Buffer.alloc(LEAD);
  lead.write(MAGIC);
  lead.writeUInt32LE(text.length, LEAD - 8);
  lead.writeUInt32LE(crc32(text), LEAD - 4);
  const partial = `${fileOf(folder)}.partial`;
  const file = openSync(partial, "w");
  try {
    for (const each of [lead, text, ...parts]) writeAll(file, bytesOf(each));
  } finally {
    closeSync(file);
  }
  renameSync(partial, fileOf(folder));
}

export function dropColumns(folder: string): void {
  for (const file of [fileOf(folder), `${fileOf(folder)}.partial`]) rmSync(file, { force: true, recursive: true });
}

/** The columns of exactly this store, which nobody has open; undefined if none are kept. */
export function keptColumns(folder: string, store: string): KeptParts | undefined {
  let file: number;
  try {
    file = openSync(fileOf(folder), "r");
  } catch {
    // Not there, or not to be read: either way the records are.
    return undefined;
  }
  try {
    const head = readHead(file);
    if (head === undefined || !isPrint(head.store, store)) return undefined;
    const parts = head.parts.map(([bytes, length]) => partOf(bytes, length));
    let crc = 0;
    for (const part of parts) {
      if (!readAll(file, bytesOf(part))) return undefined;
      crc = sum(bytesOf(part), crc);
    }
    return crc === head.crc ? new KeptParts(parts) : undefined;
  } finally {
    closeSync(file);
  }
}

function readHead(file: number): Head | undefined {
  const lead = Buffer.alloc(LEAD);
  if (!readAll(file, lead) || lead.toString("latin1", 0, MAGIC.length) !== MAGIC) return undefined;
  const text = Buffer.alloc(Math.min(lead.readUInt32LE(LEAD - 8), CHUNK));
  if (!readAll(file, text) || crc32(text) !== lead.readUInt32LE(LEAD - 4)) return undefined;
  const head: Head = JSON.parse(text.toString());
  const [format, schema] = head.format;
  return format === FORMAT && schema === SCHEMA_VERSION ? head : undefined;
}

/** Whether the file still is the one with this print; a file of another length need not be read. */
function isPrint({ size, crc }: Print, path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.size === size && printOf(path).crc === crc;
}

function printOf(path: string): Print {
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let [size, crc] = [0, 0];
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      crc = crc32(chunk.subarray(0, read), crc);
      size += read;
    }
    return { size, crc };
  } finally {
    closeSync(file);
  }
}

const bytesOf = (part: NumberArray): Uint8Array => new Uint8Array(part.buffer, part.byteOffset, part.byteLength);

/** Of no bytes, zlib begins anew. */
const sum = (bytes: Uint8Array, crc: number): number => (bytes.length === 0 ? crc : crc32(bytes, crc));

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(CHUNK, bytes.length - at));
}

/** False if the file ends before. */
function readAll(file: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, Math.min(CHUNK, bytes.length - at), null);
    if (read === 0) return false;
    at += read;
  }
  return true;
}
