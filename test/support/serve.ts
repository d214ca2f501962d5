import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { loadDocuments } from "../../src/load/load.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { buildApp } from "../../src/server/app.js";
import { runSelection } from "../../src/server/execute.js";
import type { OpenEngine } from "./engines.js";

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly argument?: string };
}

/** What a client of the API receives. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the response's shape is the query's; tests compare it whole.
  readonly data: any;
  readonly errors: readonly AnswerError[] | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** The server on a port of its own, over one engine. */
export interface Server {
  readonly engine: Engine;
  readonly ask: (query: string, variables?: Variables) => Promise<Answer>;
  /** The data of a query that must succeed. */
  readonly data: (query: string, variables?: Variables) => Promise<Answer["data"]>;
  readonly post: (body: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Serves over HTTP as the product does; closing the server closes the engine. */
export async function serve(engine: Engine): Promise<Server> {
  const app = await buildApp({ schema: buildSchema(runSelection), engine, quote: () => null, logLevel: "silent" });
  const url = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const post = async (body: string): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text);
    return { status: response.status, text, data, errors };
  };
  const ask = (query: string, variables: Variables = {}) => post(JSON.stringify({ query, variables }));
  const data = async (query: string, variables: Variables = {}) => {
    const answer = await ask(query, variables);
    if (answer.status !== 200 || answer.errors !== undefined) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.data;
  };
  const close = async () => {
    await app.close();
    await engine.close();
  };
  return { engine, ask, data, post, close };
}

/** Serves the bundled facts, and those of further documents, during the suite in whose body it is called. */
export function servingBundled(open: OpenEngine, further: readonly string[] = []): () => Server {
  let server: Server | undefined;
  beforeAll(async () => {
    const engine = await open();
    await loadBundled(engine);
    const { refusals } = await loadDocuments(engine, further);
    if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
    server = await serve(engine);
  });
  afterAll(() => server?.close());
  return () => {
    if (server === undefined) throw new Error("Ask in a hook or a test: the server starts with the suite.");
    return server;
  };
}
