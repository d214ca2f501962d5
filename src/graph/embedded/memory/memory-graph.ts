import { type Relationship, relationships } from "../../mapping.js";
import { type NodeType, nodeTypes } from "../../node-types.js";
import type { Scope } from "../../plan/predicate.js";
import type { StoredNode } from "../stored.js";
import type { Words } from "../words.js";
import type { Column } from "./columns.js";
import type { Exchange, Kept } from "./exchange.js";
import type { Graph, Links, Property, Test } from "./graph.js";
import { NodeIds } from "./node-ids.js";
import { Codes, Uint32List } from "./numbers.js";
import { type PassageLink, Passages, type PlacedPassage } from "./passages.js";
import { followingTest, plainProperty, propertyOf } from "./property.js";
import { Redirects } from "./redirects.js";
import { ReverseLinks } from "./reverse-links.js";
import { Scopes } from "./scopes.js";
import { TypeTable } from "./type-table.js";

/** The type of a number whose node was removed before the store was opened. */
const NO_TYPE = 0xff;
const typeNumbers: ReadonlyMap<NodeType, number> = new Map(nodeTypes.map((type, i) => [type, i]));
const linkNumbers: ReadonlyMap<Relationship, number> = new Map(relationships.map((type, i) => [type, i]));
const numberOf = <T>(numbers: ReadonlyMap<T, number>, name: T): number => numbers.get(name) ?? -1;

/** Columns by type, links in both directions. Filled by `load`, node after node, ended by `seal`; then `write`. */
export class MemoryGraph implements Graph, Kept {
  /** Where absorbed ids lead. */
  redirects = new Redirects([]);
  readonly #ids = new NodeIds();
  readonly #types = new Codes();
  readonly #rows = new Uint32List();
  readonly #scopes = new Scopes();
  readonly #passages: Passages;
  readonly #tables: readonly TypeTable[];
  readonly #properties = new Map<string, Property>();
  readonly #reverse: readonly ReverseLinks[];
  #sealed = false;
  #revision = 0;
  #worn = 0;

  constructor(words: Words) {
    this.#passages = new Passages(words);
    const around = {
      words,
      id: (node: number) => this.id(node),
      leastEvidence: (node: number) => this.#passages.least(node, around.id),
    };
    this.#tables = nodeTypes.map((type) => new TypeTable(type, around));
    this.#reverse = relationships.map((_, number) => this.#reverseOf(number));
  }

  get revision(): number {
    return this.#revision;
  }
  /** How many numbers are taken, those of removed nodes among them. */
  get size(): number {
    return this.#ids.size;
  }
  /** Whether so many rows have been replaced that to read the store anew would give back much room. */
  get isWorn(): boolean {
    return this.#worn * 4 > this.size;
  }
  find(id: string): number | undefined {
    return this.#ids.find(id);
  }
  resolve(id: string): number | undefined {
    const found = this.#ids.find(id);
    if (found !== undefined) return found;
    const end = this.redirects.end(id);
    return end === undefined ? undefined : this.#ids.find(end);
  }
  id(node: number): string {
    return this.#ids.id(node);
  }
  type(node: number): NodeType {
    return this.#table(node).type;
  }
  isOf(types: readonly NodeType[]): Test {
    const [numbers, wanted] = [this.#types, nodeTypes.map((type) => types.includes(type))];
    return (node) => wanted[numbers.at(node)] === true;
  }
  nodes(type: NodeType): Uint32Array {
    return this.#tables[numberOf(typeNumbers, type)]?.living ?? new Uint32Array(0);
  }
  visible(type: NodeType): number {
    return this.#scopes.visible(type);
  }
  inScope(scope: Scope): Test {
    return this.#scopes.test(scope);
  }
  passages(node: number, link: PassageLink): readonly PlacedPassage[] {
    return this.#passages.of(node, link);
  }

  property(name: string): Property {
    let property = this.#properties.get(name);
    if (property === undefined) {
      property =
        name === "id"
          ? plainProperty((node) => this.id(node))
          : propertyOf(this.#columns(name), this.#types, this.#rows);
      this.#properties.set(name, property);
    }
    return property;
  }

  follows(name: string): Test {
    return followingTest(this.#columns(name), this.#types, this.#rows);
  }

  out(relationship: Relationship): Links {
    const number = numberOf(linkNumbers, relationship);
    return {
      list: (node) => this.#table(node).links[number]?.list(this.#rows.at(node)) ?? [],
      first: (node) => this.#table(node).links[number]?.first(this.#rows.at(node)) ?? -1,
    };
  }

  into(relationship: Relationship): Links {
    const number = numberOf(linkNumbers, relationship);
    const list = (node: number): ArrayLike<number> => this.#reverse[number]?.list(node) ?? [];
    return { list, first: (node) => list(node)[0] ?? -1 };
  }

  /** The nodes that have a link to any of these. */
  referrers(nodes: readonly number[]): readonly number[] {
    return [...new Set(this.#reverse.flatMap((links) => nodes.flatMap((node) => Array.from(links.list(node)))))];
  }

  /** Adds a node under its number, which is the next one. For the first filling. */
  load(node: number, stored: StoredNode): void {
    this.#place(node, stored);
    this.#ids.load(stored.id, false);
    this.#write(node, stored, true);
  }

  /** Takes the number of a node that has been removed. For the first filling. */
  loadRemoved(node: number, id: string): void {
    this.#assertNext(node, id);
    this.#ids.load(id, true);
    this.#types.set(node, NO_TYPE);
  }

  /** Ends the first filling: room kept for growth is given back, ids are found and the reverse links are built. */
  seal(): void {
    for (const table of this.#tables) table.trim();
    this.#passages.trim();
    this.#rows.trim();
    this.#types.trim(this.size);
    this.#scopes.trim(this.size);
    this.#ids.seal();
    for (const reverse of this.#reverse) reverse.build();
    this.#sealed = true;
  }

  /** The whole of it: what was filled and sealed goes into a file, or an empty one comes out of it. */
  exchange(io: Exchange): void {
    for (const each of [this.#ids, this.#types, this.#rows, this.#scopes, this.#passages]) each.exchange(io);
    for (const each of [...this.#tables, ...this.#reverse]) each.exchange(io);
    this.#worn = io.count(this.#worn);
    this.#sealed = true;
  }

  /**
   * Writes nodes as they are to be from now on; new ones have the next numbers, in turn. Removed ones have no links
   * left: one that is put again is a new one.
   */
  write(nodes: ReadonlyMap<number, StoredNode>, removed: readonly number[] = []): void {
    const size = this.size;
    for (const node of removed) this.#ids.remove(node);
    // Links lead to any node of the batch, so all of them have their places first.
    for (const [node, stored] of nodes) {
      if (node < size) continue;
      this.#place(node, stored);
      if (this.#ids.find(stored.id) !== undefined) throw new Error(`The stored node ${node} cannot be ${stored.id}.`);
      this.#ids.add(stored.id);
    }
    for (const [node, stored] of nodes) this.#write(node, stored, node >= size);
    for (const node of removed) this.#remove(node);
    for (const reverse of this.#reverse) reverse.settle();
    this.#worn += nodes.size - (this.size - size) + removed.length;
    this.#revision++;
  }

  /** A row of the table of the node's type. */
  #place(node: number, { id, shape }: StoredNode): void {
    this.#assertNext(node, id);
    const number = numberOf(typeNumbers, shape.type);
    this.#types.set(node, number);
    this.#rows.set(node, this.#table(node).add(node));
  }

  #assertNext(node: number, id: string): void {
    if (node !== this.size) throw new Error(`The stored node ${node} cannot be ${id}.`);
  }

  #write(node: number, stored: StoredNode, fresh: boolean): void {
    const table = this.#table(node);
    this.#setLinks(table, node, stored.links);
    this.#passages.put(node, stored.links);
    table.set(this.#rows.at(node), stored, fresh);
    const [status, rank] = [this.property("status").get(node), this.property("rank").get(node)];
    this.#scopes.set(node, stored.shape.type, status, rank);
  }

  #remove(node: number): void {
    const table = this.#table(node);
    this.#setLinks(table, node, []);
    this.#passages.put(node, []);
    table.remove(this.#rows.at(node));
    this.#scopes.remove(node, table.type);
  }

  #table(node: number): TypeTable {
    const table = this.#tables[this.#types.at(node)];
    if (table === undefined) throw new Error(`node ${node} has no type`);
    return table;
  }

  #reverseOf(number: number): ReverseLinks {
    return new ReverseLinks({
      types: this.#tables.length,
      typeOf: (node) => this.#types.at(node),
      rowOf: (node) => this.#rows.at(node),
      nodesOf: (type) => this.#tables[type]?.nodes.view() ?? [],
      linksOf: (type) => this.#tables[type]?.links[number],
    });
  }

  #setLinks(table: TypeTable, node: number, links: StoredNode["links"]): void {
    const row = this.#rows.at(node);
    const lists: (number[] | undefined)[] = [];
    for (const { type, to } of links) {
      const number = numberOf(linkNumbers, type);
      lists[number] ??= [];
      // Two passages of one source are one neighbour.
      if (!lists[number].includes(to)) lists[number].push(to);
    }
    for (let number = 0; number < relationships.length; number++) {
      const after = lists[number];
      if (after === undefined && table.links[number] === undefined) continue;
      const column = table.linkColumn(number);
      if (this.#sealed) this.#reverse[number]?.replace(node, Array.from(column.list(row)), after ?? []);
      column.set(row, after ?? []);
    }
  }

  /** One for each type. */
  #columns(name: string): readonly Column[] {
    return this.#tables.map((table) => table.column(name));
  }
}
