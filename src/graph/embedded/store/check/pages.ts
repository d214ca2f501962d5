import { fstatSync, readSync } from "node:fs";
import { Damage } from "./damage.js";

/** Bytes before a page's own: its number, the transaction that wrote it, its flags and bounds. */
export const HEADER = 24;

/** A page's kind, in its flags. */
export const BRANCH = 0x01;
export const LEAF = 0x02;
const OVERFLOW = 0x04;

const NOTHING = 0;
/** Pages that are read at once where one follows the other. */
const AHEAD = 32;

/** Pages of an LMDB file, read without LMDB: that one maps the file, trusts it, and dies of a wrong number in it. */
export class Pages {
  readonly #file: number;
  readonly #size: number;
  /** For each page, whether it is reached: a page has one owner, and a free one none. */
  readonly #owned: Uint8Array;
  readonly #block: Buffer;
  /** The pages that the block holds. */
  #from = 0;
  #to = 0;
  /** The page that was read last. */
  view: DataView;
  readonly last: number;
  readonly #transaction: bigint;

  constructor(
    file: number,
    { pageSize, last, transaction }: { readonly pageSize: number; readonly last: number; readonly transaction: bigint },
  ) {
    this.#file = file;
    this.#size = pageSize;
    this.last = last;
    this.#transaction = transaction;
    // The file may end before the last page, if that one is free.
    if (fstatSync(file).size > Number.MAX_SAFE_INTEGER || last > 2 ** 40) throw new Damage("it has no sound size");
    this.#owned = new Uint8Array(Math.min(last + 1, Math.floor(fstatSync(file).size / pageSize)));
    this.#block = Buffer.allocUnsafeSlow(AHEAD * pageSize);
    this.view = new DataView(this.#block.buffer);
  }

  /** Bytes that a page has for its nodes. */
  get room(): number {
    return this.#size - HEADER;
  }

  /** Whether a tree is free to have a page: not one of another's. */
  own(page: number): void {
    if (!(page >= 2 && page < this.#owned.length)) throw new Damage(`page ${page} is beyond its end`);
    if (this.#owned[page] !== NOTHING) throw new Damage(`page ${page} is used twice`);
    this.#owned[page] = 1;
  }

  /** A page is free once, and no tree's. Pages behind the file's end may be free. */
  free(page: number): void {
    if (!(page >= 2 && page <= this.last)) throw new Damage(`the free page ${page} is none of its pages`);
    if (page >= this.#owned.length) return;
    if (this.#owned[page] !== NOTHING) throw new Damage(`page ${page} is used and free`);
    this.#owned[page] = 1;
  }

  /** Reads a page of a tree into the view; its kind. */
  read(page: number): number {
    this.own(page);
    this.view = this.#view(page);
    const kind = this.#checkHeader(this.view, page);
    if (kind !== BRANCH && kind !== LEAF) throw new Damage(`page ${page} is of no kind`);
    return kind;
  }

  /** The bytes of a value that has pages of its own. */
  overflow(page: number, count: number, length: number): DataView {
    if (count !== Math.floor((HEADER - 1 + length) / this.#size) + 1)
      throw new Damage(`page ${page} has a wrong length`);
    for (let each = page; each < page + count; each++) this.own(each);
    const bytes = Buffer.allocUnsafeSlow(HEADER + length);
    this.#fill(bytes, page);
    const view = new DataView(bytes.buffer);
    if (this.#checkHeader(view, page) !== OVERFLOW || view.getUint32(20, true) !== count) {
      throw new Damage(`page ${page} is no page of a long value`);
    }
    return view;
  }

  /** Pages that were written together are read together: one call for each page is most of the time of a check. */
  #view(page: number): DataView {
    if (page < this.#from || page >= this.#to) {
      const count = page === this.#to ? Math.min(AHEAD, this.#owned.length - page) : 1;
      this.#fill(this.#block.subarray(0, count * this.#size), page);
      [this.#from, this.#to] = [page, page + count];
    }
    return new DataView(this.#block.buffer, (page - this.#from) * this.#size, this.#size);
  }

  #fill(buffer: Buffer, page: number): void {
    const read = readSync(this.#file, buffer, 0, buffer.length, page * this.#size);
    if (read !== buffer.length) throw new Damage(`it ends within page ${page}`);
  }

  #checkHeader(view: DataView, page: number): number {
    const sound = view.getUint32(0, true) === page % 2 ** 32 && view.getUint32(4, true) === Math.floor(page / 2 ** 32);
    // One of a later transaction would be taken for a page of the next, and written to in place.
    if (!sound || view.getBigUint64(8, true) > this.#transaction) throw new Damage(`page ${page} is not where it was`);
    return view.getUint16(18, true);
  }
}
