import { closeSync, openSync } from "node:fs";
import { Damage } from "./damage.js";
import { digest, noEntries, type Sum, withEntry } from "./digest.js";
import { readMeta, readTree, type Tree } from "./meta.js";
import { Pages } from "./pages.js";
import { type Entry, TreeWalk } from "./tree.js";

/** What an LMDB file holds: the sum of each of its databases, by name. */
export type Sums = ReadonlyMap<string, Sum>;

/**
 * Reads a whole LMDB file that nobody writes to, and throws a Damage if LMDB could crash on it, miss an entry or
 * overwrite one. What the values say is for the reader of the sums to compare.
 */
export function checkFile(path: string): Sums {
  const file = openSync(path, "r");
  try {
    const meta = readMeta(file);
    const pages = new Pages(file, meta);
    const trees = new Map<string, Tree>();
    new TreeWalk(pages, meta.main, (entry) => {
      if (entry.tree) trees.set(nameOf(entry), readTree(entry.values, entry.value));
    }).walk();
    const sums = new Map<string, Sum>();
    for (const [name, tree] of trees) sums.set(name, sumOf(pages, tree));
    checkFree(pages, meta.freed);
    return sums;
  } finally {
    closeSync(file);
  }
}

function sumOf(pages: Pages, tree: Tree): Sum {
  let sum = noEntries;
  new TreeWalk(pages, tree, ({ keys, key, keyEnd, values, value, valueEnd, tree }) => {
    if (tree) throw new Damage("a table of it stands within another");
    sum = withEntry(sum, digest(keys, key, keyEnd, values, value, valueEnd));
  }).walk();
  return sum;
}

/** Lists of free pages: a number that stands for one in use would let LMDB overwrite it. */
function checkFree(pages: Pages, tree: Tree): void {
  const free: number[] = [];
  new TreeWalk(pages, tree, ({ values, value, valueEnd }) => {
    const length = valueEnd - value;
    const count = length >= 8 ? Number(values.getBigUint64(value, true)) : -1;
    if (count < 0 || length % 8 !== 0 || count > length / 8 - 1)
      throw new Damage("a list of its free pages is too long");
    for (let i = 1; i <= count; i++) {
      const item = Number(values.getBigInt64(value + 8 * i, true));
      if (item > 0) free.push(item);
      if (item >= 0 || i === count) continue;
      // A run: its length, negative, and its first page.
      const first = Number(values.getBigInt64(value + 8 * ++i, true));
      if (-item > pages.last || first <= 0) throw new Damage("a list of its free pages is not one");
      for (let page = first; page < first - item; page++) free.push(page);
    }
  }).walk();
  // Once the pages of the lists themselves are known to be in use.
  for (const page of free) pages.free(page);
}

/** lmdb ends names with a zero. */
const nameOf = ({ keys, key, keyEnd }: Entry) =>
  Buffer.from(keys.buffer, keys.byteOffset + key, keyEnd - key)
    .toString("latin1")
    .replace(/\0$/, "");
