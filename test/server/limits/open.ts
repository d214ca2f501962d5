import type { Engine } from "../../../src/graph/engine.js";
import { buildSchema } from "../../../src/resolvers/schema.js";
import { type App, type AppOptions, buildApp } from "../../../src/server/app.js";
import { runSelection } from "../../../src/server/execute.js";
import { defaultLimits, type Limits } from "../../../src/server/limits/config.js";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { message: string; extensions: { code: string } & Record<string, unknown> }[];
    readonly extensions?: Readonly<Record<string, number>>;
  };
}

export interface Serving {
  readonly url: string;
  readonly app: App;
  readonly ask: (request: object, headers?: Record<string, string>) => Promise<Answered>;
  readonly send: (body: string, headers?: Record<string, string>) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

/** The server on a port of its own; what its limits leave out is as usual. The engine stays open. */
export async function open(
  engine: Engine,
  limits: Partial<Limits> = {},
  options: Partial<AppOptions> = {},
): Promise<Serving> {
  const app = await buildApp({
    schema: buildSchema(runSelection),
    engine,
    quote: () => null,
    logLevel: "silent",
    limits: { ...defaultLimits(), ...limits },
    ...options,
  });
  const url = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const send = async (body: string, headers: Record<string, string> = {}): Promise<Answered> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  return {
    url,
    app,
    send,
    ask: (request, headers) => send(JSON.stringify(request), headers),
    close: () => app.close(),
  };
}
