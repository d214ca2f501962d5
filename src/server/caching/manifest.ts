import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type GraphQLSchema, Kind, parse, validate } from "graphql";
import type { QueryLimits } from "../limits/config.js";
import { refuseDocument } from "../limits/document-limits.js";
import { ConfigError } from "../settings.js";
import type { DocumentsConfig } from "./config.js";
import { isRecord, parsed } from "./read-request.js";

/** The documents that the operator knows. */
export interface Documents {
  readonly only: boolean;
  /** By the manifest's id, or by the SHA-256 of the text in hex. */
  readonly byId: (id: string) => string | undefined;
  readonly has: (text: string) => boolean;
  /** All of them. */
  readonly texts?: Iterable<string>;
}

interface Operation {
  readonly id: string;
  /** For sentences. */
  readonly name: string;
  readonly body: string;
}

/**
 * Reads a manifest: Apollo's (`{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "body",
 * …}]}`) or Relay's (`{"<id>": "<text>"}`). Throws ConfigError naming each operation that this server could not answer.
 */
export function openDocuments(config: DocumentsConfig, schema: GraphQLSchema, limits: QueryLimits): Documents {
  const operations = operationsOf(config.manifest);
  const problems = operations.flatMap((operation) => {
    const wrong = whatIsWrong(operation, schema, limits);
    return wrong === undefined ? [] : [`${place(config.manifest)} holds the operation ${operation.name}, but ${wrong}`];
  });
  const byId = new Map(operations.map(({ body }) => [sha256(body), body]));
  const ids = new Set<string>();
  for (const { id, name, body } of operations) {
    if (ids.has(id)) problems.push(`${place(config.manifest)} has the id of the operation ${name} twice: ${id}.`);
    ids.add(id);
    byId.set(id, body);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const texts = new Set(operations.map(({ body }) => body));
  return { only: config.only, byId: (id) => byId.get(id), has: (text) => texts.has(text), texts };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const place = (path: string) => `ROLEGRAPH_DOCUMENTS_MANIFEST is ${JSON.stringify(path)}, which`;

function operationsOf(path: string): readonly Operation[] {
  const manifest = parsed(readFileSync(path, "utf8"));
  const found = isRecord(manifest) ? ("operations" in manifest ? ofApollo(manifest) : ofRelay(manifest)) : undefined;
  if (found !== undefined && found.length > 0) return found;
  throw new ConfigError([
    `${place(path)} must be a manifest of Apollo (format "apollo-persisted-query-manifest", version 1) or of Relay ({"id": "text"}), with an operation at least.`,
  ]);
}

function ofApollo({
  format,
  version,
  operations,
}: Readonly<Record<string, unknown>>): readonly Operation[] | undefined {
  if (format !== "apollo-persisted-query-manifest" || version !== 1 || !Array.isArray(operations)) return undefined;
  const found: Operation[] = [];
  for (const each of operations) {
    if (!isRecord(each)) return undefined;
    const { id, name, body } = each;
    if (typeof id !== "string" || id === "" || typeof body !== "string") return undefined;
    found.push({ id, name: typeof name === "string" ? name : id, body });
  }
  return found;
}

function ofRelay(manifest: Readonly<Record<string, unknown>>): readonly Operation[] | undefined {
  const found: Operation[] = [];
  for (const [id, body] of Object.entries(manifest)) {
    if (typeof body !== "string") return undefined;
    const [, name = id] = /\b(?:query|mutation)\s+(\w+)/.exec(body) ?? [];
    found.push({ id, name, body });
  }
  return found;
}

/** The end of a sentence. */
function whatIsWrong({ body }: Operation, schema: GraphQLSchema, limits: QueryLimits): string | undefined {
  try {
    const document = parse(body);
    const [error] = validate(schema, document);
    if (error !== undefined) return `the schema refuses it: ${error.message}`;
    if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
      return "there is none in its text.";
  } catch (error) {
    return `it is not GraphQL: ${error instanceof Error ? error.message : String(error)}`;
  }
  const refusal = refuseDocument(body, limits);
  return refusal && `the limits refuse it: ${refusal.message}`;
}
