import { isBefore, type Place } from "../derived.js";
import type { StoredLink } from "../stored.js";
import type { Words } from "../words.js";
import { CodedColumn } from "./columns.js";
import type { Exchange, Kept } from "./exchange.js";
import { Codes, Uint32List } from "./numbers.js";

/** A place in a source, by node number. */
export interface PlacedPassage {
  readonly source: number;
  readonly start: number;
  readonly end: number;
  readonly asWritten: string | undefined;
  readonly inferred: boolean;
  readonly supports: readonly string[];
}

export type PassageLink = "EVIDENCED_BY" | "MENTIONED_IN";
const INFERRED = 1;
const MENTION = 2;

/** All passages in columns. Those of one node stand together; replaced ones leave their room behind until the next start. */
export class Passages implements Kept {
  readonly #sources = new Uint32List();
  readonly #starts = new Uint32List();
  readonly #ends = new Uint32List();
  readonly #flags = new Codes();
  /** Words, plus 1. */
  readonly #asWritten = new Codes();
  /** Few lists, again and again. */
  readonly #supports: CodedColumn;
  readonly #words: Words;
  /** By node: the number of its first passage, and how many it has; most have few. */
  readonly #first = new Uint32List();
  readonly #counts = new Codes();

  constructor(words: Words) {
    this.#words = words;
    this.#supports = new CodedColumn(words);
  }

  put(node: number, links: readonly StoredLink[]): void {
    let count = 0;
    for (const { type, to, passage } of links) {
      if (passage === undefined) continue;
      const number = this.#sources.push(to);
      if (count++ === 0) this.#first.set(node, number);
      this.#starts.set(number, passage.start);
      this.#ends.set(number, passage.end);
      this.#flags.set(number, (passage.inferred ? INFERRED : 0) | (type === "MENTIONED_IN" ? MENTION : 0));
      this.#asWritten.set(number, passage.asWritten === undefined ? 0 : passage.asWritten + 1);
      if (passage.supports.length > 0) this.#supports.set(number, passage.supports);
    }
    this.#counts.set(node, count);
  }

  /** In the record's order. */
  of(node: number, link: PassageLink): readonly PlacedPassage[] {
    const found: PlacedPassage[] = [];
    const first = this.#first.at(node);
    const wanted = link === "MENTIONED_IN" ? MENTION : 0;
    for (let i = first, end = first + this.#counts.at(node); i < end; i++) {
      if ((this.#flags.at(i) & MENTION) === wanted) found.push(this.#passage(i));
    }
    return found;
  }

  /** The least place of a node's evidence; undefined if it has none. */
  least(node: number, id: (source: number) => string): Place | undefined {
    let least: Place | undefined;
    const first = this.#first.at(node);
    for (let i = first, end = first + this.#counts.at(node); i < end; i++) {
      if ((this.#flags.at(i) & MENTION) !== 0) continue;
      const place = { source: id(this.#sources.at(i)), start: this.#starts.at(i), end: this.#ends.at(i) };
      if (least === undefined || isBefore(place, least)) least = place;
    }
    return least;
  }

  trim(): void {
    const count = this.#sources.length;
    for (const list of [this.#sources, this.#starts, this.#ends, this.#first]) list.trim();
    for (const column of [this.#asWritten, this.#supports, this.#flags]) column.trim(count);
  }

  exchange(io: Exchange): void {
    for (const list of [this.#sources, this.#starts, this.#ends, this.#first]) list.exchange(io);
    for (const column of [this.#asWritten, this.#supports, this.#flags, this.#counts]) column.exchange(io);
  }

  #passage(number: number): PlacedPassage {
    const [asWritten, supports] = [this.#asWritten.at(number), this.#supports.get(number)];
    return {
      source: this.#sources.at(number),
      start: this.#starts.at(number),
      end: this.#ends.at(number),
      asWritten: asWritten === 0 ? undefined : this.#words.text(asWritten - 1),
      inferred: (this.#flags.at(number) & INFERRED) !== 0,
      supports: Array.isArray(supports) ? supports : [],
    };
  }
}
