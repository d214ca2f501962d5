import { LRUCache } from "lru-cache";

/** Characters of documents that clients registered by their hash. The longest has some 10,000. */
const size = 8 * 1024 * 1024;

/** Where Apollo keeps the documents of automatic persisted queries: those used last, as many as there is room for. */
export function openApqStore() {
  const documents = new LRUCache<string, string>({ maxSize: size, sizeCalculation: (text) => text.length + 200 });
  return {
    get: async (hash: string): Promise<string | undefined> => documents.get(hash),
    set: async (hash: string, text: string): Promise<void> => {
      documents.set(hash, text);
    },
    delete: async (hash: string): Promise<boolean> => documents.delete(hash),
  };
}
