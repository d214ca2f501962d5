import { Kind, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { readExamples } from "../examples.js";
import type { Operation } from "./observed.js";

/** The names of a document's operations; none where it does not parse. */
function namesIn(text: string): readonly string[] {
  try {
    return parse(text, { noLocation: true }).definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION && each.name !== undefined ? [each.name.value] : [],
    );
  } catch {
    return [];
  }
}

/**
 * What metrics call an operation. A stranger's names would grow the series without end, so only those of the examples,
 * of the documents that the operator keeps and of the setting have series of their own.
 */
export class OperationLabels {
  readonly #known: ReadonlySet<string>;

  constructor(names: readonly string[], documents: Iterable<string> = []) {
    const texts = [...readExamples().map(({ query }) => query), ...documents];
    this.#known = new Set([...names, ...texts.flatMap(namesIn)]);
  }

  /** `none`: it never came to an operation. */
  of(operation: Operation | undefined): string {
    if (operation === undefined) return "none";
    if (operation.name === null) return "anonymous";
    return this.#known.has(operation.name) ? operation.name : "other";
  }
}

/** A kept answer is sent without the document being read; this remembers what operation it holds. */
export class KnownOperations {
  readonly #known = new LRUCache<string, Operation>({ max: 1_000 });

  /** `document`: its hash, and of one with several operations nothing is known. */
  learn(document: string, operation: Operation): void {
    if (!this.#known.has(document)) this.#known.set(document, operation);
  }

  of(document: string): Operation | undefined {
    return this.#known.get(document);
  }
}
