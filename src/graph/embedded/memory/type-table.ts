import type { NodeType } from "../../node-types.js";
import { type Derivation, derivationsOf, memoryDerivationsOf, type Place, type Underived } from "../derived.js";
import { layoutOf } from "../layouts.js";
import type { StoredNode, StoredShape } from "../stored.js";
import type { Words } from "../words.js";
import { CodedColumn, type Column, ReferenceColumn } from "./columns.js";
import { DerivedColumn, FollowingColumn } from "./derived-columns.js";
import type { Exchange, Kept } from "./exchange.js";
import { InstantColumn } from "./instant-column.js";
import { LinkColumn } from "./link-column.js";
import { IntegersColumn, ListColumn } from "./list-columns.js";
import { Uint32List } from "./numbers.js";
import { SparseColumn, TextColumn } from "./text-columns.js";

/** What columns ask of the rest of the graph. */
export interface Surroundings {
  readonly words: Words;
  id(node: number): string;
  /** The least place of a claim's evidence. */
  leastEvidence(node: number): Place | undefined;
}

/** How records of a shape are set: the column of each value, in which order, and the columns that must hear of none. */
interface Places {
  readonly columns: readonly Column[];
  readonly order: readonly number[];
  readonly lacking: readonly Column[];
}

/** The nodes of one concrete type: a column for each property, and the links that leave them. */
export class TypeTable implements Kept {
  readonly type: NodeType;
  /** Node numbers by row; removed nodes keep theirs. */
  readonly nodes = new Uint32List();
  /** By relationship number. */
  readonly links: (LinkColumn | undefined)[] = [];
  readonly #columns = new Map<string, Column>();
  readonly #derived: ReadonlyMap<string, Derivation>;
  readonly #following: ReadonlyMap<string, Derivation>;
  readonly #shapes = new WeakMap<StoredShape, Places>();
  readonly #around: Surroundings;
  #removed = new Set<number>();
  #living: Uint32Array | undefined;

  constructor(type: NodeType, around: Surroundings) {
    this.type = type;
    this.#around = around;
    this.#following = memoryDerivationsOf(type);
    this.#derived = new Map([...derivationsOf(type), ...this.#following]);
    // A row that lacks a derived property has to say so.
    for (const name of this.#derived.keys()) this.column(name);
  }

  /** The numbers of the nodes that are there, by row. */
  get living(): Uint32Array {
    if (this.#removed.size === 0) return this.nodes.view();
    this.#living ??= this.nodes.view().filter((_, row) => !this.#removed.has(row));
    return this.#living;
  }

  /** The row of a new node. */
  add(node: number): number {
    this.#living = undefined;
    return this.nodes.push(node);
  }

  /** A removed node's row is empty for good. */
  remove(row: number): void {
    for (const column of this.#columns.values()) column.set(row, undefined);
    this.#removed.add(row);
    this.#living = undefined;
  }

  column(name: string): Column {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = this.#create(name);
      this.#columns.set(name, column);
    }
    return column;
  }

  /** Writes a row; `fresh` rows have nothing to clear. */
  set(row: number, { shape, values }: StoredNode, fresh: boolean): void {
    for (const [name, column] of fresh ? [] : this.#columns) {
      if (!shape.names.includes(name)) column.set(row, undefined);
    }
    const { columns, order, lacking } = this.#placesOf(shape);
    for (const i of order) {
      const value = values[i];
      if (shape.packed[i] === true && typeof value === "number") columns[i]?.setPacked(row, value);
      else columns[i]?.set(row, value);
    }
    for (const column of fresh ? lacking : []) column.set(row, undefined);
  }

  linkColumn(relationship: number): LinkColumn {
    this.links[relationship] ??= new LinkColumn();
    return this.links[relationship];
  }

  trim(): void {
    this.nodes.trim();
    for (const column of this.#columns.values()) column.trim(this.nodes.length);
    for (const links of this.links) links?.trim();
  }

  exchange(io: Exchange): void {
    this.nodes.exchange(io);
    this.#removed = new Set(io.words(Uint32Array.from(this.#removed)));
    this.#living = undefined;
    for (const name of io.names([...this.#columns.keys()])) this.column(name).exchange(io);
    const linked = Object.keys(this.links).filter((number) => this.links[Number(number)] !== undefined);
    for (const number of io.names(linked)) this.linkColumn(Number(number)).exchange(io);
  }

  #placesOf(shape: StoredShape): Places {
    let places = this.#shapes.get(shape);
    if (places === undefined) {
      const all = shape.names.map((_, i) => i);
      const isLate = (i: number) => this.#following.has(shape.names[i] ?? "");
      places = {
        columns: shape.names.map((name) => this.column(name)),
        order: [...all.filter((i) => !isLate(i)), ...all.filter(isLate)],
        lacking: [...this.#derived.keys()]
          .filter((name) => !shape.names.includes(name))
          .map((name) => this.column(name)),
      };
      this.#shapes.set(shape, places);
    }
    return places;
  }

  #create(name: string): Column {
    if (this.#following.has(name)) return new FollowingColumn(this.#derivation(name));
    const layout = layoutOf(this.type, name);
    switch (layout) {
      case "coded":
        return new CodedColumn(this.#around.words);
      case "text":
        return new TextColumn();
      case "sparse":
        return new SparseColumn();
      case "list":
        return new ListColumn(this.#around.words);
      case "integers":
        return new IntegersColumn();
      case "instant":
        return new InstantColumn();
      case "reference":
        return new ReferenceColumn(this.#around.id);
      case "derived":
        return new DerivedColumn(this.#derivation(name));
      default: {
        const never: never = layout;
        throw new Error(String(never));
      }
    }
  }

  #derivation(name: string): (row: number) => string | undefined {
    const derive = this.#derived.get(name);
    const { id, leastEvidence } = this.#around;
    return (row) => {
      const node = this.nodes.at(row);
      const of: Underived = {
        id: id(node),
        text: (property) => {
          const value = this.column(property).get(row);
          return typeof value === "string" ? value : undefined;
        },
        texts: (property) => {
          const value = this.column(property).get(row);
          return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
        },
        evidence: () => leastEvidence(node),
      };
      return derive?.(of);
    };
  }
}
