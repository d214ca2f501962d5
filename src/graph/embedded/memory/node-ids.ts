import { AtHand } from "./at-hand.js";
import type { Exchange, Kept } from "./exchange.js";
import { Lexicon } from "./lexicon.js";

/** Claims' ids are hashes (see domain/identity.ts): in bytes they take a third. The numbers here are the first byte. */
const hashed = ["", "tenure/", "participation/", "topic/", "succession/"] as const;
const DIGITS = 16;
/** Leads an id that would begin as a packed one does. */
const PLAIN = "\u0000";

/** The ids of nodes by number, and back. */
export class NodeIds implements Kept {
  readonly #lexicon = new Lexicon();
  readonly #atHand = new AtHand(15);
  #removed = new Set<number>();

  /** How many numbers are taken, those of removed nodes among them. */
  get size(): number {
    return this.#lexicon.size;
  }

  id(node: number): string {
    if (node < 0 || node >= this.size) return "";
    return this.#atHand.find(node) ?? this.#atHand.keep(node, this.#read(node));
  }

  find(id: string): number | undefined {
    const node = this.#lexicon.find(packed(id));
    return node < 0 || this.#removed.has(node) ? undefined : node;
  }

  add(id: string): void {
    this.#lexicon.add(packed(id));
  }

  /** As `add`, but the id is not found before `seal`. */
  load(id: string, removed: boolean): void {
    const node = this.#lexicon.append(packed(id));
    if (removed) this.#removed.add(node);
  }

  remove(node: number): void {
    this.#removed.add(node);
  }

  /** Throws an Error if two nodes have one id. */
  seal(): void {
    this.#lexicon.trim();
    this.#lexicon.index((node) => {
      if (!this.#removed.has(node)) throw new Error(`Two stored nodes are ${this.id(node)}.`);
    });
  }

  exchange(io: Exchange): void {
    this.#lexicon.exchange(io);
    this.#atHand.clear();
    this.#removed = new Set(io.words(Uint32Array.from(this.#removed)));
  }

  #read(node: number): string {
    const place = this.#lexicon.place(node);
    const kind = hashed[this.#lexicon.texts.firstByte(place)];
    if (kind === undefined) return this.#lexicon.text(node);
    return kind === "" ? unescaped(this.#lexicon.text(node)) : kind + this.#lexicon.texts.restAsHex(place);
  }
}

function packed(id: string): string {
  const kind = hashed.findIndex((each) => each !== "" && id.length === each.length + DIGITS && id.startsWith(each));
  const bytes = kind < 0 ? undefined : bytesOf(id.slice(-DIGITS));
  if (bytes !== undefined) return String.fromCharCode(kind, ...bytes);
  return id === "" || id.charCodeAt(0) < hashed.length ? PLAIN + id : id;
}

const unescaped = (text: string): string => text.slice(PLAIN.length);

function bytesOf(digits: string): readonly number[] | undefined {
  const bytes: number[] = [];
  for (let i = 0; i < digits.length; i += 2) {
    const [high, low] = [digit(digits.charCodeAt(i)), digit(digits.charCodeAt(i + 1))];
    if (high < 0 || low < 0) return undefined;
    bytes.push(high * 16 + low);
  }
  return bytes;
}

/** Of a lower-case hexadecimal digit; -1 of anything else. */
function digit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  return unit >= 0x61 && unit <= 0x66 ? unit - 0x57 : -1;
}
