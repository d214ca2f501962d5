import { readSync } from "node:fs";
import { Damage } from "./damage.js";
import { HEADER } from "./pages.js";

/** One B+ tree, as LMDB's MDB_db tells of it. */
export interface Tree {
  readonly flags: number;
  readonly depth: number;
  readonly branches: number;
  readonly leaves: number;
  readonly overflows: number;
  readonly entries: number;
  /** Undefined of an empty tree. */
  readonly root: number | undefined;
}

export const TREE_BYTES = 48;

/** The head of the file as its last transaction left it. */
export interface Meta {
  readonly pageSize: number;
  readonly last: number;
  readonly transaction: bigint;
  readonly freed: Tree;
  readonly main: Tree;
}

const MAGIC = 0xbeefc0de;
/** Of LMDB's layout, as lmdb 3 writes it. */
const VERSION = 2;
const META = 0x08;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

export function readTree(view: DataView, at: number): Tree {
  const count = (offset: number) => Number(view.getBigUint64(at + offset, true));
  const root = view.getBigUint64(at + 40, true);
  return {
    flags: view.getUint16(at + 4, true),
    depth: view.getUint16(at + 6, true),
    branches: count(8),
    leaves: count(16),
    overflows: count(24),
    entries: count(32),
    root: root === NO_PAGE ? undefined : Number(root),
  };
}

/** The newer of the two heads, which LMDB writes in turn. */
export function readMeta(file: number): Meta {
  const first = metaAt(file, 0, 0);
  const second = metaAt(file, first.pageSize, 1);
  if (first.pageSize !== second.pageSize) throw new Damage("its two heads differ in their page size");
  const [older, newer] = first.transaction < second.transaction ? [first, second] : [second, first];
  // Each transaction writes the head that the one before it did not. A fresh file has two of transaction 0.
  const apart = newer.transaction - older.transaction;
  const turn = BigInt(newer === first ? 0 : 1);
  const sound = apart === 0n ? newer.transaction === 0n : apart === 1n && newer.transaction % 2n === turn;
  if (!sound) throw new Damage("its two heads are not of successive transactions");
  return newer;
}

function metaAt(file: number, offset: number, page: number): Meta {
  const bytes = Buffer.alloc(HEADER + 144);
  if (readSync(file, bytes, 0, bytes.length, offset) !== bytes.length) throw new Damage("it ends within its head");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(HEADER, true) !== MAGIC || view.getUint32(HEADER + 4, true) !== VERSION) {
    throw new Damage("it does not begin as an LMDB file does");
  }
  const pageSize = view.getUint32(HEADER + 24, true);
  const powerOfTwo = pageSize >= 256 && pageSize <= 65536 && (pageSize & (pageSize - 1)) === 0;
  const sound = view.getUint16(18, true) === META && view.getBigUint64(0, true) === BigInt(page) && powerOfTwo;
  const mapSize = view.getBigUint64(HEADER + 16, true);
  // LMDB maps so much; more than any disk has is a flipped bit.
  if (!sound || mapSize > 2n ** 46n || view.getBigUint64(HEADER + 8, true) !== 0n)
    throw new Damage("its head is not one");
  return {
    pageSize,
    freed: readTree(view, HEADER + 24),
    main: readTree(view, HEADER + 72),
    last: Number(view.getBigUint64(HEADER + 120, true)),
    transaction: view.getBigUint64(HEADER + 128, true),
  };
}
