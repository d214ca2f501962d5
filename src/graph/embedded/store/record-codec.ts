import { type Relationship, relationships } from "../../mapping.js";
import { isNodeType } from "../../node-types.js";
import type { Value } from "../../record.js";
import type { StoredLink, StoredNode, StoredShape } from "../stored.js";
import { Words } from "../words.js";

/**
 * A record as it lies in the store, in short arrays: the number of its shape, its id, its links as relationship and
 * node number in turn, its passages, and the values of the shape's properties.
 */
export type Encoded = readonly [
  shape: number,
  id: string,
  links: readonly number[],
  passages: readonly EncodedPassage[],
  values: readonly Value[],
];
type EncodedPassage = readonly [
  link: number,
  start: number,
  end: number,
  inferred: 0 | 1,
  asWritten: number | null,
  supports: readonly string[],
];

const REMOVED = -1;

/** Stands where a removed node's record stood, since a number is never used again: its id and its last version. */
export const removedRecord = (id: string, version: number): Encoded => [REMOVED, id, [], [], [version]];

/** Undefined of a record that is there. */
export function removedOf([shape, id, , , [version]]: Encoded):
  | { readonly id: string; readonly version: number }
  | undefined {
  return shape === REMOVED ? { id, version: Number(version) } : undefined;
}

/** The names that records share: a type and its properties' names, and relationships. Only ever appended to. */
export interface CodecNames {
  readonly shapes: readonly (readonly string[])[];
  readonly relationships: readonly string[];
}
/** Stands before the name of a packed property. */
const PACKED = "#";

export class RecordCodec {
  readonly words = new Words();
  readonly #shapes: StoredShape[] = [];
  readonly #shapeNumbers = new Map<string, number>();
  readonly #relationships: Relationship[] = [];
  readonly #relationshipNumbers = new Map<Relationship, number>();

  constructor(stored: CodecNames) {
    for (const [type, ...names] of stored.shapes) {
      if (type === undefined || !isNodeType(type))
        throw new Error(`The store holds nodes of an unknown type: ${type}.`);
      const packed = names.map((name) => name.startsWith(PACKED));
      this.shape({ type, names: names.map((name, i) => (packed[i] ? name.slice(PACKED.length) : name)), packed });
    }
    for (const name of stored.relationships) {
      const known = relationships.find((each) => each === name);
      if (known === undefined) throw new Error(`The store holds links of an unknown type: ${name}.`);
      this.#addRelationship(known);
    }
    for (const each of relationships) if (!this.#relationshipNumbers.has(each)) this.#addRelationship(each);
  }

  /** What a later codec needs to read what this one wrote, beside the words. */
  get names(): CodecNames {
    return { shapes: this.#shapes.map(writtenNames), relationships: this.#relationships };
  }

  /** The one shape that is like this one. */
  shape(like: StoredShape): StoredShape {
    return this.#shapes[this.#shapeNumber(like)] ?? like;
  }

  encode({ id, shape, values, links }: StoredNode): Encoded {
    const numbers: number[] = [];
    const passages: EncodedPassage[] = [];
    links.forEach(({ type, to, passage }, i) => {
      numbers.push(this.#relationshipNumbers.get(type) ?? -1, to);
      if (passage === undefined) return;
      const { start, end, inferred, asWritten, supports } = passage;
      passages.push([i, start, end, inferred ? 1 : 0, asWritten ?? null, supports]);
    });
    return [this.#shapeNumber(shape), id, numbers, passages, values];
  }

  decode([shapeNumber, id, links, passages, values]: Encoded): StoredNode {
    const shape = this.#shapes[shapeNumber];
    if (shape === undefined) throw new Error(`The stored record ${id} has an unknown shape.`);
    return { id, shape, values, links: this.#links(links, passages) };
  }

  #links(numbers: readonly number[], passages: readonly EncodedPassage[]): readonly StoredLink[] {
    const links: StoredLink[] = [];
    let next = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      const type = this.#relationships[numbers[i] ?? -1];
      const to = numbers[i + 1];
      if (type === undefined || to === undefined) throw new Error("A stored record has a link of an unknown type.");
      const passage = passages[next];
      if (passage === undefined || passage[0] !== i / 2) {
        links.push({ type, to });
        continue;
      }
      next++;
      const [, start, end, inferred, asWritten, supports] = passage;
      links.push({
        type,
        to,
        passage: { start, end, asWritten: asWritten ?? undefined, inferred: inferred === 1, supports },
      });
    }
    return links;
  }

  #shapeNumber(shape: StoredShape): number {
    const key = writtenNames(shape).join(" ");
    let number = this.#shapeNumbers.get(key);
    if (number === undefined) {
      number = this.#shapes.push(shape) - 1;
      this.#shapeNumbers.set(key, number);
    }
    return number;
  }

  #addRelationship(type: Relationship): void {
    this.#relationshipNumbers.set(type, this.#relationships.push(type) - 1);
  }
}

const writtenNames = ({ type, names, packed }: StoredShape): readonly string[] => [
  type,
  ...names.map((name, i) => (packed[i] ? `${PACKED}${name}` : name)),
];
