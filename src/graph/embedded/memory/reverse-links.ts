import type { Exchange, Kept } from "./exchange.js";
import type { LinkColumn } from "./link-column.js";

const NONE: readonly number[] = [];

/** What the reverse side needs to know of the forward one. */
export interface ForwardLinks {
  readonly types: number;
  typeOf(node: number): number;
  rowOf(node: number): number;
  /** Node numbers of a type, by row. */
  nodesOf(type: number): ArrayLike<number>;
  linksOf(type: number): LinkColumn | undefined;
}

/** Compressed sparse rows: the neighbours of row r are `sources[offsets[r] .. offsets[r + 1])`. */
interface Rows {
  readonly offsets: Uint32Array;
  readonly sources: Uint32Array;
}

/** The links of one relationship seen from their targets: rows built from the forward links, and what changed since. */
export class ReverseLinks implements Kept {
  readonly #forward: ForwardLinks;
  #rows: (Rows | undefined)[] = [];
  #overlay = new Map<number, number[]>();
  #built = 0;
  #changed = 0;

  constructor(forward: ForwardLinks) {
    this.#forward = forward;
  }

  list(node: number): ArrayLike<number> {
    const changed = this.#overlay.size === 0 ? undefined : this.#overlay.get(node);
    if (changed !== undefined) return changed;
    const rows = this.#rows[this.#forward.typeOf(node)];
    if (rows === undefined) return NONE;
    const row = this.#forward.rowOf(node);
    const [from, to] = [rows.offsets[row], rows.offsets[row + 1]];
    return from === undefined || to === undefined || from === to ? NONE : rows.sources.subarray(from, to);
  }

  /** The links of `source` led to `before` and now lead to `after`. */
  replace(source: number, before: ArrayLike<number>, after: readonly number[]): void {
    const kept = new Set(after);
    for (const target of Array.from(before)) {
      if (!kept.delete(target)) {
        const list = this.#own(target);
        list.splice(list.indexOf(source), 1);
      }
    }
    for (const target of kept) this.#own(target).push(source);
  }

  /** Builds the rows anew once the overlay has grown to a good part of them: a bulk load stays linear. */
  settle(): void {
    if (this.#changed > 10_000 + this.#built / 4) this.build();
  }

  build(): void {
    const offsets = this.#count();
    let total = 0;
    const rows = offsets.map((counts) => {
      if (counts === undefined) return undefined;
      let sum = 0;
      for (let i = 0; i < counts.length; i++) {
        sum += counts[i] ?? 0;
        counts[i] = sum;
      }
      total += sum;
      return { offsets: counts, sources: new Uint32Array(sum) };
    });
    this.#fill(rows);
    this.#rows = rows;
    this.#overlay = new Map();
    this.#built = total;
    this.#changed = 0;
  }

  exchange(io: Exchange): void {
    if (this.#overlay.size > 0) this.build();
    const kept = io.names(Object.keys(this.#rows).filter((type) => this.#rows[Number(type)] !== undefined));
    const rows: (Rows | undefined)[] = new Array(this.#forward.types).fill(undefined);
    for (const type of kept.map(Number)) {
      const { offsets, sources } = this.#rows[type] ?? { offsets: new Uint32Array(0), sources: new Uint32Array(0) };
      rows[type] = { offsets: io.words(offsets), sources: io.words(sources) };
    }
    this.#rows = rows;
    this.#built = rows.reduce((sum, each) => sum + (each?.sources.length ?? 0), 0);
  }

  /** How many links arrive at each row, for each type of target; one entry more than rows. */
  #count(): (Uint32Array | undefined)[] {
    const { types, typeOf, rowOf, nodesOf } = this.#forward;
    const counts: (Uint32Array | undefined)[] = new Array(types).fill(undefined);
    this.#each((target) => {
      const type = typeOf(target);
      counts[type] ??= new Uint32Array(nodesOf(type).length + 1);
      const own = counts[type];
      const row = rowOf(target);
      own[row] = (own[row] ?? 0) + 1;
    });
    return counts;
  }

  /** Offsets hold the end of each row and are counted down to its start; from the last link, so rows keep its order. */
  #fill(rows: readonly (Rows | undefined)[]): void {
    const { typeOf, rowOf } = this.#forward;
    this.#each((target, source) => {
      const own = rows[typeOf(target)];
      if (own === undefined) return;
      const row = rowOf(target);
      const position = (own.offsets[row] ?? 0) - 1;
      own.offsets[row] = position;
      own.sources[position] = source;
    });
  }

  /** Every link, last first. */
  #each(visit: (target: number, source: number) => void): void {
    const { types, nodesOf, linksOf } = this.#forward;
    for (let type = types - 1; type >= 0; type--) {
      const links = linksOf(type);
      if (links === undefined) continue;
      const nodes = nodesOf(type);
      for (let row = nodes.length - 1; row >= 0; row--) {
        const targets = links.list(row);
        for (let i = targets.length - 1; i >= 0; i--) visit(targets[i] ?? 0, nodes[row] ?? 0);
      }
    }
  }

  #own(target: number): number[] {
    let list = this.#overlay.get(target);
    if (list === undefined) {
      list = Array.from(this.list(target));
      this.#overlay.set(target, list);
      this.#changed += list.length;
    }
    this.#changed++;
    return list;
  }
}
