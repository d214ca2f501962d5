import { request } from "node:http";
import type { Engine, QuoteReader } from "../../../src/graph/engine.js";
import { buildSchema } from "../../../src/resolvers/schema.js";
import { type AppOptions, buildApp } from "../../../src/server/app.js";
import { runSelection } from "../../../src/server/execute.js";
import { bySecret } from "../../support/tokens.js";

/** One response as it came over the wire: nothing is decompressed, and no cache of a client stands between. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: the response's shape is the query's; tests compare it whole.
  readonly body: any;
}

type Headers = Readonly<Record<string, string>>;
export type Parameters = Readonly<Record<string, unknown>>;

export interface Client {
  readonly get: (parameters: Parameters, headers?: Headers) => Promise<Response>;
  readonly post: (body: Parameters, headers?: Headers) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** What an engine is asked, by the names of its methods. */
export function watched(engine: Engine): { readonly engine: Engine; readonly calls: string[] } {
  const calls: string[] = [];
  const proxy = new Proxy(engine, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...given: readonly unknown[]) => {
        calls.push(String(name));
        return value.apply(target, given);
      };
    },
  });
  return { engine: proxy, calls };
}

type Options = Partial<Pick<AppOptions, "caching" | "documents" | "introspection" | "limits" | "auth">>;

/** Serves an engine; closing leaves the engine open. Without texts, as `openQuotes` has it, unless there is a reader. */
export async function openClient(
  engine: Engine,
  options: Options & { readonly quote?: QuoteReader } = {},
): Promise<Client> {
  const app = await buildApp({
    schema: buildSchema(runSelection),
    engine,
    quote: Object.assign(() => null, { none: true as const }),
    logLevel: "silent",
    auth: bySecret,
    ...options,
  });
  const url = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return {
    get: (parameters, headers) => {
      const search = new URLSearchParams(
        Object.entries(parameters).map(([name, value]): [string, string] => [name, text(value)]),
      );
      return send(`${url}/graphql?${search}`, { "apollo-require-preflight": "1", ...headers });
    },
    post: (body, headers) =>
      send(`${url}/graphql`, { "content-type": "application/json", ...headers }, JSON.stringify(body)),
    close: () => app.close(),
  };
}

function send(url: string, headers: Headers, body?: string): Promise<Response> {
  return new Promise((done, fail) => {
    const sent = request(url, { method: body === undefined ? "GET" : "POST", headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const isJson = bytes.length > 0 && response.headers["content-encoding"] === undefined;
        done({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join() : value,
            ]),
          ),
          bytes,
          body: isJson ? JSON.parse(bytes.toString()) : undefined,
        });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

/** The ETag of an answer that must have one. */
export function etagOf({ headers, status, bytes }: Response): string {
  const { etag } = headers;
  if (etag === undefined) throw new Error(`${status} without an ETag: ${bytes.toString("utf8", 0, 300)}`);
  return etag;
}
