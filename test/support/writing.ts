import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { buildApp } from "../../src/server/app.js";
import type { FeedOptions } from "../../src/server/changes-feed.js";
import { runSelection } from "../../src/server/execute.js";
import type { OpenEngine } from "./engines.js";
import type { Answer } from "./serve.js";
import { bySecret, curator, sign } from "./tokens.js";

type Variables = Readonly<Record<string, unknown>>;

/** A server that curators write to, with a token of each. */
export interface WritingServer {
  readonly engine: Engine;
  readonly url: string;
  /** As the holder of this token; undefined: anonymous. */
  readonly ask: (token: string | undefined, query: string, variables?: Variables) => Promise<Answer>;
  /** The data of a request by the curator that must have no errors, user errors aside. */
  readonly write: (query: string, variables?: Variables) => Promise<Answer["data"]>;
  readonly tokens: { readonly curator: string; readonly reader: string; readonly admin: string };
  readonly close: () => Promise<void>;
}

export const curatorName = "Nguyễn Văn An";

export async function serveCurators(
  engine: Engine,
  options: { readonly changes?: FeedOptions; readonly text?: (sha256: string) => string | null } = {},
): Promise<WritingServer> {
  const { changes, text } = options;
  const app = await buildApp({
    schema: buildSchema(runSelection),
    engine,
    quote: Object.assign(() => null, text && { text }),
    logLevel: "silent",
    auth: bySecret,
    ...(changes !== undefined && { changes }),
  });
  const url = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const ask: WritingServer["ask"] = async (token, query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = await response.text();
    const { data, errors } = JSON.parse(body);
    return { status: response.status, text: body, data, errors };
  };
  const tokens = {
    curator: await sign(curator()),
    reader: await sign(curator({ role: "reader" })),
    admin: await sign(curator({ name: "Trần Thị Bình", role: "admin" })),
  };
  const write: WritingServer["write"] = async (query, variables) => {
    const answer = await ask(tokens.curator, query, variables);
    if (answer.status !== 200 || answer.errors !== undefined) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.data;
  };
  const close = async () => {
    await app.close();
    await engine.close();
  };
  return { engine, url, ask, write, tokens, close };
}

/** Serves the bundled facts to curators during the suite in whose body it is called. */
export function servingCurators(open: OpenEngine, changes?: FeedOptions): () => WritingServer {
  let server: WritingServer | undefined;
  beforeAll(async () => {
    const engine = await open();
    await loadBundled(engine);
    server = await serveCurators(engine, changes && { changes });
  });
  afterAll(() => server?.close());
  return () => {
    if (server === undefined) throw new Error("Ask in a hook or a test: the server starts with the suite.");
    return server;
  };
}
