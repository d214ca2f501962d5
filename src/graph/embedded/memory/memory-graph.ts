import { type Relationship, relationships } from "../../mapping.js";
import { isClaimType, type NodeType, nodeTypes } from "../../node-types.js";
import type { Scope } from "../../plan/predicate.js";
import type { StoredNode } from "../stored.js";
import type { Words } from "../words.js";
import type { Graph, Links, Property, Test } from "./graph.js";
import { Codes, Uint32List } from "./numbers.js";
import { type PassageLink, Passages, type PlacedPassage } from "./passages.js";
import { Redirects } from "./redirects.js";
import { ReverseLinks } from "./reverse-links.js";
import { TypeTable } from "./type-table.js";

/** The type of a number whose node was removed before the store was opened. */
const NO_TYPE = 0xff;
const CONFIRMED = 1;
const NOT_DEPRECATED = 2;
const ALL = CONFIRMED | NOT_DEPRECATED;
/** What each scope asks of a claim. */
const masks: Readonly<Record<Scope, number>> = {
  VISIBLE: ALL,
  ANY_STATUS: NOT_DEPRECATED,
  ANY_RANK: CONFIRMED,
  ALL: 0,
};

const typeNumbers: ReadonlyMap<NodeType, number> = new Map(nodeTypes.map((type, i) => [type, i]));
const linkNumbers: ReadonlyMap<Relationship, number> = new Map(relationships.map((type, i) => [type, i]));
const numberOf = <T>(numbers: ReadonlyMap<T, number>, name: T): number => numbers.get(name) ?? -1;

/** Columns by type, links in both directions. Filled by `load`, node after node, ended by `seal`; then `write`. */
export class MemoryGraph implements Graph {
  /** Where absorbed ids lead. */
  redirects = new Redirects([]);
  readonly #ids: string[] = [];
  readonly #byId = new Map<string, number>();
  readonly #types = new Codes();
  readonly #rows = new Uint32List();
  readonly #scopes = new Codes();
  readonly #passages: Passages;
  readonly #tables: readonly TypeTable[];
  readonly #visible: number[] = nodeTypes.map(() => 0);
  readonly #properties = new Map<string, Property>();
  #reverse: readonly ReverseLinks[] | undefined;
  #revision = 0;

  constructor(words: Words) {
    this.#passages = new Passages(words);
    const around = {
      words,
      id: (node: number) => this.id(node),
      leastEvidence: (node: number) => this.#passages.least(node, around.id),
    };
    this.#tables = nodeTypes.map((type) => new TypeTable(type, around));
  }

  get revision(): number {
    return this.#revision;
  }
  /** How many numbers are taken, those of removed nodes among them. */
  get size(): number {
    return this.#ids.length;
  }
  find(id: string): number | undefined {
    return this.#byId.get(id);
  }
  resolve(id: string): number | undefined {
    const found = this.#byId.get(id);
    if (found !== undefined) return found;
    const end = this.redirects.end(id);
    return end === undefined ? undefined : this.#byId.get(end);
  }
  id(node: number): string {
    return this.#ids[node] ?? "";
  }
  type(node: number): NodeType {
    return this.#table(node).type;
  }
  nodes(type: NodeType): Uint32Array {
    return this.#tables[numberOf(typeNumbers, type)]?.living ?? new Uint32Array(0);
  }
  visible(type: NodeType): number {
    return this.#visible[numberOf(typeNumbers, type)] ?? 0;
  }
  inScope(scope: Scope): Test {
    const [scopes, mask] = [this.#scopes, masks[scope]];
    return mask === 0 ? () => true : (node) => (scopes.at(node) & mask) === mask;
  }
  passages(node: number, link: PassageLink): readonly PlacedPassage[] {
    return this.#passages.of(node, link);
  }

  property(name: string): Property {
    let property = this.#properties.get(name);
    if (property === undefined) {
      property = name === "id" ? this.#idProperty() : this.#columns(name);
      this.#properties.set(name, property);
    }
    return property;
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
    const list = (node: number): ArrayLike<number> => this.#reverse?.[number]?.list(node) ?? [];
    return { list, first: (node) => list(node)[0] ?? -1 };
  }

  /** The nodes that have a link to any of these. */
  referrers(nodes: readonly number[]): readonly number[] {
    return [
      ...new Set((this.#reverse ?? []).flatMap((links) => nodes.flatMap((node) => Array.from(links.list(node))))),
    ];
  }

  /** Adds a node under its number, which is the next one. For the first filling. */
  load(node: number, stored: StoredNode): void {
    this.#register(node, stored);
    this.#write(node, stored, true);
  }

  /** Takes the number of a node that has been removed. For the first filling. */
  loadRemoved(node: number, id: string): void {
    this.#ids.push(id);
    this.#types.set(node, NO_TYPE);
  }

  /** Ends the first filling: room kept for growth is given back and the reverse links are built. */
  seal(): void {
    for (const table of this.#tables) table.trim();
    this.#passages.trim();
    this.#rows.trim();
    for (const codes of [this.#types, this.#scopes]) codes.trim(this.size);
    this.#reverse = relationships.map((_, number) => this.#reverseOf(number));
  }

  /**
   * Writes nodes as they are to be from now on; new ones have the next numbers, in turn. Removed ones have no links
   * left: one that is put again is a new one.
   */
  write(nodes: ReadonlyMap<number, StoredNode>, removed: readonly number[] = []): void {
    for (const node of removed) this.#byId.delete(this.id(node));
    const size = this.size;
    // Links lead to any node of the batch, so all of them have their places first.
    for (const [node, stored] of nodes) if (node >= size) this.#register(node, stored);
    for (const [node, stored] of nodes) this.#write(node, stored, node >= size);
    for (const node of removed) this.#remove(node);
    for (const reverse of this.#reverse ?? []) reverse.settle();
    this.#revision++;
  }

  #register(node: number, { id, shape }: StoredNode): void {
    const number = numberOf(typeNumbers, shape.type);
    const table = this.#tables[number];
    if (table === undefined || node !== this.size || this.#byId.has(id)) {
      throw new Error(`The stored node ${node} cannot be ${id}.`);
    }
    this.#ids.push(id);
    this.#byId.set(id, node);
    this.#types.set(node, number);
    this.#rows.set(node, table.add(node));
  }

  #write(node: number, stored: StoredNode, fresh: boolean): void {
    const table = this.#table(node);
    this.#setLinks(table, node, stored.links);
    this.#passages.put(node, stored.links);
    table.set(this.#rows.at(node), stored, fresh);
    this.#setScope(node, stored, fresh);
  }

  #remove(node: number): void {
    const [table, type] = [this.#table(node), this.#types.at(node)];
    this.#setLinks(table, node, []);
    this.#passages.put(node, []);
    table.remove(this.#rows.at(node));
    if (this.#scopes.at(node) === ALL) this.#visible[type] = (this.#visible[type] ?? 0) - 1;
    this.#scopes.set(node, 0);
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
      this.#reverse?.[number]?.replace(node, Array.from(column.list(row)), after ?? []);
      column.set(row, after ?? []);
    }
  }

  #setScope(node: number, stored: StoredNode, fresh: boolean): void {
    const type = this.#types.at(node);
    const before = fresh ? 0 : this.#scopes.at(node);
    const after = isClaimType(stored.shape.type) ? this.#claimScope(node) : ALL;
    this.#scopes.set(node, after);
    const change = Number(after === ALL) - Number(before === ALL);
    this.#visible[type] = (this.#visible[type] ?? 0) + change;
  }

  /** To be asked once the row is written. */
  #claimScope(node: number): number {
    const confirmed = this.property("status").get(node) === "CONFIRMED";
    const deprecated = this.property("rank").get(node) === "DEPRECATED";
    return (confirmed ? CONFIRMED : 0) | (deprecated ? 0 : NOT_DEPRECATED);
  }

  #idProperty(): Property {
    return { get: (node) => this.id(node), test: (holds) => (node) => holds(this.id(node)) };
  }

  #columns(name: string): Property {
    const [types, rows] = [this.#types, this.#rows];
    const columns = this.#tables.map((table) => table.column(name));
    return {
      get: (node) => columns[types.at(node)]?.get(rows.at(node)),
      test: (holds) => {
        const tests: ((row: number) => boolean)[] = [];
        return (node) => {
          const type = types.at(node);
          tests[type] ??= columns[type]?.test(holds) ?? (() => false);
          return tests[type](rows.at(node));
        };
      },
    };
  }
}
