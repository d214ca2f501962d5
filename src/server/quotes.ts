import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import type { QuoteReader } from "../graph/engine.js";

export type Warn = (message: string) => void;

/** Reads passages; `text` gives the whole text, null where it is not to be had. */
export type Quotes = QuoteReader & {
  readonly text: (sha256: string) => string | null;
  /** There are no texts: every quote is null, today and tomorrow. */
  readonly none?: true;
};

interface File {
  readonly path: string;
  readonly sha256: string;
  readonly stamp: string;
}

interface Text {
  readonly text: string;
  /** Where each code point begins in `text`; undefined where that is its own number (nothing above U+FFFF). */
  readonly starts?: Uint32Array;
}

const largestFile = 64 * 1024 * 1024;
/** Characters kept decoded. */
const cacheSize = 32 * 1024 * 1024;
/** Before the folder is read again for a text that it lacked. */
const rescanAfterMs = 5_000;

/**
 * Opens a folder of source texts. It is indexed by the files' hashes when the first quote is asked for; a file that
 * has changed since is noticed at each use, and is then no source of quotes. Each such text is warned of once.
 */
export function openQuotes(
  folder: string | undefined,
  warn: Warn = (message) => process.stderr.write(`${message}\n`),
): Quotes {
  if (folder === undefined) return Object.assign((): null => null, { text: () => null, none: true as const });
  const library = new Library(folder, warn);
  const read: QuoteReader = (sha256, start, end) => {
    const found = sha256 === undefined ? undefined : library.find(sha256);
    return found === undefined ? null : passage(found, start, end);
  };
  return Object.assign(read, { text: (sha256: string) => library.find(sha256)?.text ?? null });
}

/** Null for offsets that do not lie in the text: a wrong quote is worse than none. */
function passage({ text, starts }: Text, start: number, end: number): string | null {
  const length = starts?.length ?? text.length;
  if (start < 0 || end > length || start >= end) return null;
  return starts === undefined ? text.slice(start, end) : text.slice(starts[start], starts[end] ?? text.length);
}

class Library {
  readonly #folder: string;
  readonly #warn: Warn;
  readonly #warned = new Set<string>();
  readonly #texts = new LRUCache<string, Text>({ maxSize: cacheSize, sizeCalculation: ({ text }) => text.length || 1 });
  #files: ReadonlyMap<string, File> = new Map();
  #scannedAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, warn: Warn) {
    this.#folder = folder;
    this.#warn = warn;
  }

  find(sha256: string): Text | undefined {
    const file = this.#files.get(sha256);
    if (file !== undefined && file.stamp === stampOf(file.path)) return this.#texts.get(sha256) ?? this.#load(file);
    this.#texts.delete(sha256);
    const [again, fresh] = this.#rescan(sha256);
    if (again !== undefined) return this.#load(again);
    if (fresh) {
      const what = file === undefined ? "is not in" : "has changed in";
      this.#warnOnce(sha256, `The source text with SHA-256 ${sha256} ${what} ${this.#folder}: its quotes are null.`);
    }
    return undefined;
  }

  /** The file as the folder has it now, and whether the folder was read again to find out. */
  #rescan(sha256: string): readonly [file: File | undefined, fresh: boolean] {
    if (performance.now() - this.#scannedAt < rescanAfterMs && !this.#files.has(sha256)) return [undefined, false];
    this.#files = this.#scan();
    this.#scannedAt = performance.now();
    return [this.#files.get(sha256), true];
  }

  #scan(): ReadonlyMap<string, File> {
    const known = new Map([...this.#files.values()].map((file) => [file.path, file]));
    const files = new Map<string, File>();
    for (const path of this.#list()) {
      const stamp = stampOf(path);
      if (stamp === undefined) continue;
      const before = known.get(path);
      const sha256 = before?.stamp === stamp ? before.sha256 : hashOf(path);
      if (sha256 !== undefined) files.set(sha256, { path, sha256, stamp });
    }
    return files;
  }

  #list(): readonly string[] {
    try {
      const entries = readdirSync(this.#folder, { withFileTypes: true, recursive: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    } catch {
      this.#warnOnce("", `The folder of source texts ${this.#folder} cannot be read: quotes are null.`);
      return [];
    }
  }

  #load(file: File): Text | undefined {
    try {
      const bytes = readFileSync(file.path);
      if (sha256Of(bytes) !== file.sha256) return undefined;
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      const starts = codePointStarts(text);
      const loaded: Text = starts === undefined ? { text } : { text, starts };
      this.#texts.set(file.sha256, loaded);
      return loaded;
    } catch {
      this.#warnOnce(file.sha256, `The source text ${file.path} cannot be read as UTF-8: its quotes are null.`);
      return undefined;
    }
  }

  #warnOnce(key: string, message: string): void {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#warn(message);
  }
}

/** Changes whenever the file does; the change time is there because the modification time can be set back. */
function stampOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || stat.size > largestFile) return undefined;
  return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

function hashOf(path: string): string | undefined {
  try {
    return sha256Of(readFileSync(path));
  } catch {
    return undefined;
  }
}

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function codePointStarts(text: string): Uint32Array | undefined {
  if (!/[\ud800-\udbff]/.test(text)) return undefined;
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return Uint32Array.from(starts);
}
