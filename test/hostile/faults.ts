/** What any answer must be, however odd the request: the assertions that all tests of this folder share. */

export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Every `extensions.code` that a client may meet, written down a second time on purpose. */
export const codes: ReadonlySet<string> = new Set([
  ...["BAD_USER_INPUT", "NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN", "CONFLICT", "QUERY_TOO_COMPLEX", "TIMEOUT"],
  ...["UNAVAILABLE", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"],
  ...["BAD_REQUEST", "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"],
  ...["PERSISTED_QUERY_NOT_IN_LIST", "QUERY_NOT_IN_SAFELIST"],
]);

/** What tells of the inside: where the code is, what it runs on, how it asks the store. */
const internals: readonly RegExp[] = [
  /\n\s+at |\bat \w+(?:\.\w+)* \(|[.](?:ts|js|mjs|cjs):\d+/,
  /node_modules|node:internal|\bfile:\/\/|\/(?:home|root|usr|tmp|var|src|dist|work)\//,
  /Neo4j|Neo\.\w+Error|\bneo4j\b|\bbolt:|\bCypher|\bSession(?:Expired)\b|ServiceUnavailable/,
  /\bLMDB\b|\blmdb\b|MDB_/,
  /\b(?:MATCH|RETURN|UNWIND|OPTIONAL MATCH|COLLECT|DETACH)\b/,
  /\b\w*(?:Engine|Exception)\b|\b(?:Type|Range|Reference|Syntax|Assertion|Aggregate|GraphQL|Internal|Fastify)Error\b/,
  /Cannot read propert|is not a function|is not iterable|\[object Object\]|\bundefined is\b|ECONN|ENOENT/,
  /\bFST_|\bfastify\b|\bApollo\b|\bapollo-server\b|type-graphql|graphql-js|class-validator|secure-json/i,
];

/** The first word of an inside that stands in the text, apart from what the client itself sent. */
export function leakIn(text: string, sent: readonly string[] = []): string | undefined {
  let own = text;
  for (const each of sent) own = own.replaceAll(each, "…");
  for (const pattern of internals) {
    const found = pattern.exec(own);
    if (found !== null) return `leaks ${JSON.stringify(own.slice(Math.max(0, found.index - 60), found.index + 100))}`;
  }
  return undefined;
}

export interface Body {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

export function bodyOf(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The codes of an answer's errors; none of an answer without. */
export const codesOf = (text: string): readonly string[] =>
  (bodyOf(text)?.errors ?? []).map(({ extensions }) => String(extensions?.code));

/** What is wrong with an answer of /graphql; undefined if nothing is. */
export function faultOf({ status, contentType, text }: Received, sent: readonly string[] = []): string | undefined {
  if (status >= 500 && status !== 503) return `status ${status}: ${text.slice(0, 300)}`;
  if (!/^application\/(?:graphql-response\+)?json\b/.test(contentType)) return `content type ${contentType}`;
  const body = bodyOf(text);
  if (body === undefined) return `no JSON object: ${text.slice(0, 300)}`;
  if (body.data === undefined && body.errors === undefined) return `neither data nor errors: ${text.slice(0, 300)}`;
  if (status >= 400 && (body.errors ?? []).length === 0) return `status ${status} without errors`;
  for (const error of body.errors ?? []) {
    const code = error?.extensions?.code;
    if (typeof error?.message !== "string" || error.message === "") return `no sentence: ${JSON.stringify(error)}`;
    if (!codes.has(code)) return `code ${code}: ${JSON.stringify(error).slice(0, 500)}`;
  }
  return leakIn(JSON.stringify(body.errors ?? []), sent);
}

/** At most so many faults are told: the first are enough to begin with. */
export function report(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`${faults.length} faults\n\n${faults.slice(0, 8).join("\n\n")}`);
}

/** Runs the work over the items, so many at a time. */
export async function inParallel<T>(
  workers: number,
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
