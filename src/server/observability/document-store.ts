import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

/**
 * Characters of parsed documents, written as JSON, and how many documents. With its plan, its costs and its statements a
 * document takes some six times as much memory, and 16 KB at least: Apollo's own 30 MiB came to 250 MB of heap.
 */
const size = 8 * 1024 * 1024;
const most = 2_000;

/** Where Apollo keeps the documents that it has parsed and validated; counted, which its own store is not. */
export class DocumentStore {
  hits = 0;
  misses = 0;
  readonly #documents = new LRUCache<string, DocumentNode>({
    max: most,
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
