import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bodyOf, json } from "../http-errors.js";
import type { Documents } from "./manifest.js";
import { isRecord, parsed, searchOf } from "./read-request.js";

type Parts = Readonly<Record<string, unknown>>;

/**
 * Puts the text of a persisted document in the place of its id, before anything else looks at the request. An id stands
 * in `extensions.persistedQuery.sha256Hash`, as Apollo's clients send it, or in `documentId`, as the GraphQL-over-HTTP
 * draft has it. Where the manifest is all that may be asked, everything else is refused unread.
 */
export function installDocuments(http: FastifyInstance, documents: Documents | undefined): void {
  const known: Documents = documents ?? { only: false, byId: () => undefined, has: () => false };
  http.addHook("preValidation", async (request, reply) => {
    const { method, routeOptions } = request;
    if (routeOptions.url !== "/graphql" || (method !== "GET" && method !== "POST")) return;
    const sent = partsOf(request);
    if (sent === undefined) return;
    const parts = method === "GET" ? withoutEmptyName(sent) : sent;
    const isById = documents !== undefined || parts["documentId"] !== undefined;
    const outcome = isById ? resolve(parts, known) : parts;
    if (typeof outcome === "string") return refuse(reply, outcome);
    if (outcome !== sent) put(request, outcome);
  });
}

type Refusal = keyof typeof sentences;

const sentences = {
  PERSISTED_QUERY_NOT_IN_LIST: "This server has no document of that id: its manifest does not hold it.",
  QUERY_NOT_IN_SAFELIST:
    "This server answers the documents of its manifest only: send the id of one in extensions.persistedQuery.sha256Hash or in documentId.",
} as const;

const refuse = (reply: FastifyReply, code: Refusal) =>
  reply.code(400).type(json).header("cache-control", "no-store").send(bodyOf(sentences[code], code));

/** The request as it shall be understood: itself, another, or why it is refused. */
function resolve(parts: Parts, { only, byId, has }: Documents): Parts | Refusal {
  const { query, documentId, ...rest } = parts;
  if (typeof query === "string" || (query !== undefined && query !== null)) {
    return only && !(typeof query === "string" && has(query)) ? "QUERY_NOT_IN_SAFELIST" : parts;
  }
  const id = typeof documentId === "string" ? documentId : hashOf(rest["extensions"]);
  if (id === undefined) return parts;
  const bare = id.replace(/^sha256:/, "");
  const text = byId(id) ?? byId(bare);
  if (text !== undefined) return { ...withoutHash(rest), query: text };
  if (only) return "PERSISTED_QUERY_NOT_IN_LIST";
  if (typeof documentId !== "string") return parts;
  // A document that a client registered: Apollo knows it by its hash.
  if (!/^sha256:[0-9a-f]{64}$/.test(id)) return "PERSISTED_QUERY_NOT_IN_LIST";
  return { ...rest, extensions: { ...extensionsOf(rest), persistedQuery: { version: 1, sha256Hash: bare } } };
}

/** The same draft has an empty operation name in a URL mean none. */
function withoutEmptyName(parts: Parts): Parts {
  if (parts["operationName"] !== "") return parts;
  const { operationName: _, ...others } = parts;
  return others;
}

const extensionsOf = ({ extensions }: Parts): Parts => (isRecord(extensions) ? extensions : {});

function hashOf(extensions: unknown): string | undefined {
  const persisted = isRecord(extensions) ? extensions["persistedQuery"] : undefined;
  const hash = isRecord(persisted) ? persisted["sha256Hash"] : undefined;
  return typeof hash === "string" ? hash : undefined;
}

/** Apollo would compare the hash, which may be any id, with that of the text. */
function withoutHash(parts: Parts): Parts {
  const { extensions, ...rest } = parts;
  if (!isRecord(extensions)) return parts;
  const { persistedQuery: _, ...others } = extensions;
  return { ...rest, extensions: others };
}

/** Undefined for what is no GraphQL request: Apollo says what is wrong with it. */
function partsOf(request: FastifyRequest): Parts | undefined {
  if (request.method === "POST") return isRecord(request.body) ? request.body : undefined;
  const search = searchOf(request);
  const parts: Record<string, unknown> = {};
  for (const [name, value] of search) parts[name] = search.getAll(name).length > 1 ? search.getAll(name) : value;
  if (typeof parts["extensions"] === "string") parts["extensions"] = parsed(parts["extensions"]) ?? parts["extensions"];
  return parts;
}

/** A GET's parameters stand in its URL, from which Apollo reads them, and where Fastify has read them. */
function put(request: FastifyRequest, parts: Parts): void {
  if (request.method === "POST") {
    request.body = parts;
    return;
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) search.append(name, isRecord(each) ? JSON.stringify(each) : String(each));
    }
  }
  request.raw.url = `${request.url.replace(/\?.*$/s, "")}?${search}`;
  request.query = Object.fromEntries(search);
}
