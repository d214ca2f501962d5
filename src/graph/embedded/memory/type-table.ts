import type { NodeType } from "../../node-types.js";
import { type Derivation, derivationsOf, type Place, type Underived } from "../derived.js";
import { layoutOf } from "../layouts.js";
import type { StoredNode, StoredShape } from "../stored.js";
import type { Words } from "../words.js";
import { CodedColumn, type Column, DerivedColumn, ReferenceColumn, SparseColumn, TextColumn } from "./columns.js";
import { InstantColumn } from "./instant-column.js";
import { LinkColumn } from "./link-column.js";
import { IntegersColumn, ListColumn } from "./list-columns.js";
import { Uint32List } from "./numbers.js";

/** What columns ask of the rest of the graph. */
export interface Surroundings {
  readonly words: Words;
  id(node: number): string;
  /** The least place of a claim's evidence. */
  leastEvidence(node: number): Place | undefined;
}

/** The nodes of one concrete type: a column for each property, and the links that leave them. */
export class TypeTable {
  readonly type: NodeType;
  /** Node numbers by row; removed nodes keep theirs. */
  readonly nodes = new Uint32List();
  /** By relationship number. */
  readonly links: (LinkColumn | undefined)[] = [];
  readonly #columns = new Map<string, Column>();
  readonly #derived: ReadonlyMap<string, Derivation>;
  readonly #shapes = new WeakMap<StoredShape, readonly Column[]>();
  readonly #around: Surroundings;
  readonly #removed = new Set<number>();
  #living: Uint32Array | undefined;

  constructor(type: NodeType, around: Surroundings) {
    this.type = type;
    this.#around = around;
    this.#derived = derivationsOf(type);
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
    const columns = this.#columnsOf(shape);
    for (let i = 0; i < columns.length; i++) {
      const value = values[i];
      if (shape.packed[i] === true && typeof value === "number") columns[i]?.setPacked(row, value);
      else columns[i]?.set(row, value);
    }
    for (const name of fresh ? this.#derived.keys() : []) {
      if (!shape.names.includes(name)) this.column(name).set(row, undefined);
    }
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

  #columnsOf(shape: StoredShape): readonly Column[] {
    let columns = this.#shapes.get(shape);
    if (columns === undefined) {
      columns = shape.names.map((name) => this.column(name));
      this.#shapes.set(shape, columns);
    }
    return columns;
  }

  #create(name: string): Column {
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
        evidence: () => leastEvidence(node),
      };
      return derive?.(of);
    };
  }
}
