import { fold, low } from "../../../domain/vietnamese.js";
import type { NodeType } from "../../node-types.js";
import type { Graph, Test } from "../memory/graph.js";
import { Uint32List } from "../memory/numbers.js";
import type { Steps } from "./run.js";

const STRIDE = 128;

/** Words, and where their entities stand. */
interface Range {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** The words that entities of one type are found by (`searchKey`), and the entities of each. */
export class TokenIndex {
  /** Ascending. */
  readonly #tokens: readonly string[];
  /** The entities of token i are `entities[offsets[i] .. offsets[i + 1])`, ascending. */
  readonly #offsets: Uint32Array;
  readonly #entities: Uint32Array;
  readonly #size: number;
  readonly #others: Set<number>;
  readonly #removed = new Set<number>();

  constructor(
    tokens: readonly string[],
    offsets: Uint32Array,
    entities: Uint32Array,
    others: Set<number>,
    size: number,
  ) {
    this.#tokens = tokens;
    this.#offsets = offsets;
    this.#entities = entities;
    this.#others = others;
    this.#size = size;
  }

  /** Entities of which the postings do not tell: those whose keys are not their names', and those written since. */
  get others(): Iterable<number> {
    return this.#others;
  }

  /** False if too much was written to go on with it. */
  goesOnWith(written: readonly number[], removed: readonly number[]): boolean {
    if (this.#others.size + written.length > 1000 + this.#entities.length / 64) return false;
    for (const entity of written) this.#others.add(entity);
    for (const entity of removed) {
      this.#others.delete(entity);
      this.#removed.add(entity);
    }
    return true;
  }

  /** Entities that have, for each of these, a word that begins so; none of the others. */
  *having(beginnings: readonly string[]): Steps<readonly number[]> {
    const ranges = beginnings.map((each) => this.#range(each)).sort((a, b) => a.to - a.from - (b.to - b.from));
    const [least, ...rest] = ranges;
    if (least === undefined) return [];
    let found: readonly number[] = [...new Set(this.#entities.subarray(least.from, least.to))];
    for (const range of rest) {
      if (found.length === 0) return [];
      yield;
      // To seek in each word's list costs some 16 steps.
      if (found.length * 16 * (range.last - range.first) < range.to - range.from) {
        found = found.filter((entity) => this.#holds(range, entity));
        continue;
      }
      const marks = new Uint8Array((this.#size >>> 3) + 1);
      for (const entity of this.#entities.subarray(range.from, range.to)) {
        marks[entity >>> 3] = (marks[entity >>> 3] ?? 0) | (1 << (entity & 7));
      }
      found = found.filter((entity) => ((marks[entity >>> 3] ?? 0) & (1 << (entity & 7))) !== 0);
    }
    return found.filter((entity) => !this.#others.has(entity) && !this.#removed.has(entity));
  }

  /** Where the entities stand of the words that begin so. */
  #range(beginning: string): Range {
    const first = firstFrom(this.#tokens, beginning);
    // The greatest code unit: no word goes on with it.
    const last = firstFrom(this.#tokens, `${beginning}\uffff`);
    return { first, last, from: this.#offsets[first] ?? 0, to: this.#offsets[last] ?? 0 };
  }

  /** Whether one of the words is the entity's. */
  #holds({ first, last }: Range, entity: number): boolean {
    for (let token = first; token < last; token++) {
      let [from, to] = [this.#offsets[token] ?? 0, this.#offsets[token + 1] ?? 0];
      while (from < to) {
        const middle = (from + to) >>> 1;
        if ((this.#entities[middle] ?? 0) < entity) from = middle + 1;
        else to = middle;
      }
      if (from < (this.#offsets[token + 1] ?? 0) && this.#entities[from] === entity) return true;
    }
    return false;
  }
}

/** The place of the first text that is not before this one. */
function firstFrom(texts: readonly string[], text: string): number {
  let [from, to] = [0, texts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((texts[middle] ?? "") < text) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function* indexTokens(graph: Graph, type: NodeType): Steps<TokenIndex> {
  const [key, others, isOther] = [graph.property("searchKey").get, new Set<number>(), irregular(graph)];
  const numbers = new Map<string, number>();
  const [counts, ofPair, entityOfPair] = [new Uint32List(), new Uint32List(), new Uint32List()];
  for (const [i, entity] of graph.nodes(type).entries()) {
    if (i % STRIDE === 0) yield;
    if (isOther(entity)) {
      others.add(entity);
      continue;
    }
    for (const token of new Set(tokensOf(key(entity)))) {
      const number = numbers.get(token) ?? numbers.size;
      numbers.set(token, number);
      counts.set(number, counts.at(number) + 1);
      ofPair.push(number);
      entityOfPair.push(entity);
    }
  }
  const tokens = [...numbers.keys()].sort();
  yield;
  const [offsets, next] = [new Uint32Array(tokens.length + 1), new Uint32Array(tokens.length)];
  tokens.forEach((token, place) => {
    const number = numbers.get(token) ?? 0;
    next[number] = offsets[place] ?? 0;
    offsets[place + 1] = (offsets[place] ?? 0) + counts.at(number);
  });
  const entities = new Uint32Array(ofPair.length);
  for (let pair = 0; pair < entities.length; pair++) {
    if (pair % (64 * STRIDE) === 0) yield;
    const number = ofPair.at(pair);
    const place = next[number] ?? 0;
    entities[place] = entityOfPair.at(pair);
    next[number] = place + 1;
  }
  return new TokenIndex(tokens, offsets, entities, others, graph.size);
}

/** The words of a key that are led by a blank. */
const tokensOf = (key: unknown): readonly string[] => (typeof key === "string" ? key.split(" ").slice(1) : []);

/** Whether what an entity is found by is not what its names say. */
function irregular(graph: Graph): Test {
  const name = graph.property("name").get;
  const keys = ["searchKey", "exactKey"].map((key) => graph.follows(key));
  const forms = [["nameFold", fold] as const, ["nameLow", low] as const].map(([property, form]) => {
    const [get, follows] = [graph.property(property).get, graph.follows(property)];
    return (node: number) => follows(node) || get(node) === form(String(name(node) ?? ""));
  });
  return (node) => !keys.every((follows) => follows(node)) || !forms.every((regular) => regular(node));
}
