import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { costHeader } from "../limits/cost-plugin.js";
import { digest } from "./etag.js";

/** What a request asks, before anybody has parsed its document. */
interface Asked {
  readonly query: string | undefined;
  /** Of the document, as the client says. */
  readonly hash: string | undefined;
  readonly operationName: string | null;
  /** JSON; empty without any. */
  readonly variables: string;
}

/** Which document a request runs, and the name of its answer among all answers. */
export interface Named {
  /** SHA-256 of the document's text, in hex: also what Apollo calls it. */
  readonly document: string;
  readonly key: string;
}

/** Documents whose hash is remembered, in characters. */
const remembered = 8 * 1024 * 1024;

/** Names the answers of one server. Whatever may change an answer, the graph aside, is part of the name. */
export class Names {
  readonly #fingerprint: string;
  readonly #hashes = new LRUCache<string, string>({
    maxSize: remembered,
    sizeCalculation: (_hash, text) => text.length + 100,
  });

  /** The fingerprint stands for the server: its schema, version and settings. */
  constructor(fingerprint: string) {
    this.#fingerprint = fingerprint;
  }

  /** Undefined for what is no plain GraphQL request: nothing is kept of it, and Apollo says what is wrong. */
  of(request: FastifyRequest): Named | undefined {
    const asked = request.method === "GET" ? ofSearch(searchOf(request)) : ofBody(request.body);
    const document = asked && this.#documentOf(asked);
    if (asked === undefined || document === undefined) return undefined;
    const { headers, actor } = request;
    const key = [
      this.#fingerprint,
      document,
      JSON.stringify(asked.operationName),
      actor?.role ?? "anonymous",
      // The answer's media type, in whatever words it was asked for.
      headers.accept ?? "",
      headers[costHeader] ? "cost" : "",
      asked.variables,
    ];
    return { document, key: digest(key.join("\n")) };
  }

  #documentOf({ query, hash }: Asked): string | undefined {
    if (query === undefined) return hash;
    if (query === "") return undefined;
    const own = this.#hash(query);
    // Apollo refuses a hash that is not the document's.
    return hash === undefined || hash === own ? own : undefined;
  }

  #hash(text: string): string {
    let hash = this.#hashes.get(text);
    if (hash === undefined) {
      hash = createHash("sha256").update(text).digest("hex");
      this.#hashes.set(text, hash);
    }
    return hash;
  }
}

/** The parameters of a GET as Apollo reads them: by another parser, another query might be run than was named. */
export const searchOf = ({ url, protocol, hostname }: FastifyRequest): URLSearchParams =>
  new URL(url, `${protocol}://${hostname}/`).searchParams;

function ofSearch(search: URLSearchParams): Asked | undefined {
  const [query, operationName, variables, extensions] = ["query", "operationName", "variables", "extensions"].map(
    (name) => search.getAll(name),
  );
  if ([query, operationName, variables, extensions].some((values) => (values?.length ?? 0) > 1)) return undefined;
  const hash = hashOf(extensions?.[0] === undefined ? undefined : parsed(extensions[0]));
  if (hash === null) return undefined;
  return { query: query?.[0], hash, operationName: operationName?.[0] ?? null, variables: variables?.[0] ?? "" };
}

function ofBody(body: unknown): Asked | undefined {
  if (!isRecord(body)) return undefined;
  const { operationName = null, variables = null, extensions } = body;
  const query = body["query"] ?? undefined;
  const hash = hashOf(extensions);
  if (hash === null || !(query === undefined || typeof query === "string")) return undefined;
  if (!(operationName === null || typeof operationName === "string")) return undefined;
  if (!(variables === null || isRecord(variables))) return undefined;
  return { query, hash, operationName, variables: variables === null ? "" : JSON.stringify(variables) };
}

/** Of a persisted query; undefined where there is none, null where it is no good. */
function hashOf(extensions: unknown): string | undefined | null {
  if (extensions === undefined || extensions === null) return undefined;
  if (!isRecord(extensions)) return null;
  const { persistedQuery } = extensions;
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  if (!isRecord(persistedQuery) || persistedQuery["version"] !== 1) return null;
  const { sha256Hash } = persistedQuery;
  return typeof sha256Hash === "string" && /^[0-9a-f]{64}$/.test(sha256Hash) ? sha256Hash : null;
}

/** Null, which is no record, where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
