import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

/** Characters of parsed documents, written as JSON: as many as Apollo keeps by itself. */
const size = 30 * 1024 * 1024;

/** Where Apollo keeps the documents that it has parsed and validated; counted, which its own store is not. */
export class DocumentStore {
  hits = 0;
  misses = 0;
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: size,
    sizeCalculation: (document) => JSON.stringify(document).length,
  });

  async get(key: string): Promise<DocumentNode | undefined> {
    const document = this.#documents.get(key);
    if (document === undefined) this.misses++;
    else this.hits++;
    return document;
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    this.#documents.set(key, document);
  }

  async delete(key: string): Promise<boolean> {
    return this.#documents.delete(key);
  }

  get count(): number {
    return this.#documents.size;
  }

  /** Of every document that is kept, summed. */
  sum(of: (document: DocumentNode) => number): number {
    let sum = 0;
    for (const document of this.#documents.values()) sum += of(document);
    return sum;
  }
}
