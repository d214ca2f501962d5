import { Damage } from "./damage.js";
import { TREE_BYTES, type Tree } from "./meta.js";
import { BRANCH, HEADER, type Pages } from "./pages.js";

/** Bytes of a node before its key: the value's length or the child's page, flags, the key's length. */
const NODE = 8;
const LONG = 0x01;
const TREE = 0x02;
const INTEGER_KEYS = 0x08;
/** DUPSORT, DUPFIXED, INTEGERDUP, REVERSEDUP, REVERSEKEY: the store has none of them. */
const UNUSED = 0x76;
const LONGEST_KEY = 1978;

/** An entry of a leaf: where its key and its value stand. Valid until the next one. */
export interface Entry {
  readonly keys: DataView;
  readonly key: number;
  readonly keyEnd: number;
  readonly values: DataView;
  readonly value: number;
  readonly valueEnd: number;
  /** Whether the value is a tree of its own. */
  readonly tree: boolean;
}

/** One object for all entries: a million of them would be half the time of the walk. */
type MutableEntry = { -readonly [Key in keyof Entry]: Entry[Key] };

export type Visit = (entry: Entry) => void;

interface Child {
  readonly page: number;
  readonly key: Buffer | undefined;
}

/** Follows a tree from its root, checks that LMDB can walk it, that it finds each key, and that nothing is missing. */
export class TreeWalk {
  readonly #pages: Pages;
  readonly #tree: Tree;
  readonly #visit: Visit;
  #branches = 0;
  #leaves = 0;
  #overflows = 0;
  #entries = 0;
  #last: Buffer = Buffer.alloc(0);
  readonly #entry: MutableEntry;
  readonly #integers: boolean;

  constructor(pages: Pages, tree: Tree, visit: Visit) {
    this.#pages = pages;
    this.#tree = tree;
    this.#visit = visit;
    this.#integers = (tree.flags & INTEGER_KEYS) !== 0;
    const { view } = pages;
    this.#entry = { keys: view, key: 0, keyEnd: 0, values: view, value: 0, valueEnd: 0, tree: false };
  }

  walk(): void {
    const { root, depth, flags, branches, leaves, overflows, entries } = this.#tree;
    if ((flags & UNUSED) !== 0 || depth > 32) throw new Damage("a table of it is of no known kind");
    if (root !== undefined) this.#page(root, depth, undefined);
    const whole =
      this.#branches === branches &&
      this.#leaves === leaves &&
      this.#overflows === overflows &&
      this.#entries === entries;
    if (!whole || (root === undefined) !== (depth === 0))
      throw new Damage("a table of it lacks entries or has too many");
  }

  /** `least` is the key that leads to the page. */
  #page(page: number, levels: number, least: Buffer | undefined): void {
    const kind = this.#pages.read(page);
    if ((kind === BRANCH) !== levels > 1) throw new Damage(`page ${page} is not where it was`);
    const { view, room } = this.#pages;
    const lower = view.getUint16(20, true);
    const upper = view.getUint16(22, true);
    const count = lower >> 1;
    if (lower % 2 !== 0 || lower > upper || upper > room || count === 0)
      throw new Damage(`page ${page} has no sound bounds`);
    if (kind === BRANCH) this.#branch(page, levels, count, upper, least);
    else this.#leaf(page, count, upper, least);
  }

  #branch(page: number, levels: number, count: number, upper: number, least: Buffer | undefined): void {
    if (count < 2) throw new Damage(`page ${page} leads nowhere`);
    this.#branches++;
    const children: Child[] = [];
    for (let i = 0; i < count; i++) children.push(this.#child(page, i, upper));
    for (const [i, child] of children.entries()) {
      const key = i === 0 ? least : child.key;
      if (i > 0 && key !== undefined && this.#order(key, this.#last) <= 0)
        throw new Damage(`page ${page} is out of order`);
      this.#page(child.page, levels - 1, key);
    }
  }

  /** The first key of a branch is never read: what leads to the branch stands for it. */
  #child(page: number, i: number, upper: number): Child {
    const { view } = this.#pages;
    const node = this.#node(page, i, upper);
    const keyLength = view.getUint16(node + 6, true);
    this.#assertWithin(page, node + NODE + keyLength);
    const child = view.getUint32(node, true) + view.getUint16(node + 4, true) * 2 ** 32;
    if (i > 0) this.#assertKey(page, keyLength);
    return { page: child, key: i === 0 ? undefined : Buffer.from(this.#bytes(node + NODE, node + NODE + keyLength)) };
  }

  #leaf(page: number, count: number, upper: number, least: Buffer | undefined): void {
    this.#leaves++;
    const { view } = this.#pages;
    for (let i = 0; i < count; i++) {
      const node = this.#node(page, i, upper);
      const length = view.getUint32(node, true);
      const flags = view.getUint16(node + 4, true);
      const key = node + NODE;
      const keyEnd = key + view.getUint16(node + 6, true);
      if (flags !== 0 && flags !== LONG && flags !== TREE) throw new Damage(`page ${page} has an entry of no kind`);
      this.#assertWithin(page, keyEnd + (flags === LONG ? HEADER : length));
      this.#assertKey(page, keyEnd - key);
      const ordered = i > 0 ? this.#follows(key, keyEnd) : this.#begins(key, keyEnd, least);
      if (!ordered) throw new Damage(`page ${page} is out of order`);
      if (flags === TREE && length !== TREE_BYTES) throw new Damage(`page ${page} has a table of no kind`);
      this.#entries++;
      const entry = this.#entry;
      [entry.keys, entry.key, entry.keyEnd] = [view, key, keyEnd];
      entry.values = flags === LONG ? this.#long(view, keyEnd, length) : view;
      entry.value = flags === LONG ? HEADER : keyEnd;
      entry.valueEnd = entry.value + length;
      entry.tree = flags === TREE;
      this.#visit(entry);
    }
    this.#last = Buffer.from(this.#bytes(this.#entry.key, this.#entry.keyEnd));
  }

  /** Whether the page's first key is greater than the last of the page before, and not less than what leads to it. */
  #begins(key: number, keyEnd: number, least: Buffer | undefined): boolean {
    const bytes = this.#bytes(key, keyEnd);
    if (least !== undefined && this.#order(bytes, least) < 0) return false;
    return this.#entries === 0 || this.#order(bytes, this.#last) > 0;
  }

  /** Whether a key is greater than the one before it in its page. */
  #follows(key: number, keyEnd: number): boolean {
    const { view } = this.#pages;
    const { key: last, keyEnd: lastEnd } = this.#entry;
    const length = keyEnd - key;
    if (this.#integers) {
      if (length !== lastEnd - last) return false;
      if (length === 4) return view.getUint32(key, true) > view.getUint32(last, true);
      return view.getBigUint64(key, true) > view.getBigUint64(last, true);
    }
    const common = Math.min(length, lastEnd - last);
    for (let i = 0; i < common; i++) {
      const step = view.getUint8(key + i) - view.getUint8(last + i);
      if (step !== 0) return step > 0;
    }
    return length > lastEnd - last;
  }

  #long(view: DataView, at: number, length: number): DataView {
    const page = Number(view.getBigUint64(at, true));
    const count = Number(view.getBigUint64(at + 16, true));
    this.#overflows += count;
    return this.#pages.overflow(page, count, length);
  }

  /** Where the node begins. LMDB keeps nodes at even places above the free space. */
  #node(page: number, i: number, upper: number): number {
    const at = this.#pages.view.getUint16(HEADER + 2 * i, true);
    if (at < upper || at % 2 !== 0 || at + NODE > this.#pages.room)
      throw new Damage(`page ${page} has an entry outside`);
    return HEADER + at;
  }

  #assertWithin(page: number, end: number): void {
    if (end > HEADER + this.#pages.room) throw new Damage(`page ${page} has an entry that is too long`);
  }

  #assertKey(page: number, length: number): void {
    const sound = this.#integers ? length === 4 || length === 8 : length > 0 && length <= LONGEST_KEY;
    if (!sound) throw new Damage(`page ${page} has no sound key`);
  }

  #bytes(from: number, to: number): Buffer {
    const { buffer, byteOffset } = this.#pages.view;
    return Buffer.from(buffer, byteOffset + from, to - from);
  }

  #order(a: Buffer, b: Buffer): number {
    if (!this.#integers) return Buffer.compare(a, b);
    if (a.length !== b.length) return 0;
    if (a.length === 4) return a.readUInt32LE(0) - b.readUInt32LE(0);
    return Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0));
  }
}
