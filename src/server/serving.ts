import type { Engine } from "../graph/engine.js";
import { totals } from "../graph/info.js";
import { buildSchema } from "../resolvers/schema.js";
import { whyNotListening } from "./announcement.js";
import { type App, type AppOptions, buildApp } from "./app.js";
import { openDocuments } from "./caching/manifest.js";
import type { Config } from "./config.js";
import { runSelection } from "./execute.js";
import { openOrAwait } from "./open-engine.js";
import { openQuotes } from "./quotes.js";
import { StartError } from "./start-error.js";

/** One process that answers: a server by itself, or one of several that share a port. */
export interface Serving {
  readonly app: App;
  readonly engine: Engine;
  readonly port: number;
}

/** Opens the engine and listens. Rejects with a StartError where the settings are to blame. */
export async function serve(config: Config, more: Pick<AppOptions, "gatherMetrics"> = {}): Promise<Serving> {
  let warn: (message: string) => void = () => {};
  const schema = buildSchema(runSelection);
  const documents = config.documents && openDocuments(config.documents, schema, config.limits.query);
  const engine = await openOrAwait(
    config,
    onceEach((message) => warn(message)),
  );
  const app: App = await buildApp({
    schema,
    engine,
    quote: openQuotes(config.sources, (message) => app.http.log.warn(message)),
    logLevel: config.logLevel,
    introspection: config.introspection,
    ...(config.auth !== undefined && { auth: config.auth }),
    limits: config.limits,
    caching: config.caching,
    observability: config.observability,
    ...(documents !== undefined && { documents }),
    ...more,
  });
  warn = (message) => app.http.log.warn(message);
  try {
    await app.http.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    await engine.close();
    throw new StartError(whyNotListening(error, config));
  }
  const address = app.http.server.address();
  return { app, engine, port: typeof address === "object" && address !== null ? address.port : config.port };
}

/** Tries that fail for the same reason, second after second, are worth one line. */
function onceEach(warn: (message: string) => void): (error: unknown) => void {
  let last = "";
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== last) warn(message);
    last = message;
  };
}

/** The engine and how much it holds, in a few words. */
export async function contentOf(engine: Engine, config: Config): Promise<string> {
  try {
    const info = await engine.info();
    const { entities, claims } = totals(info);
    return `${info.engine === "EMBEDDED" ? "embedded engine" : info.version}, ${entities} entities, ${claims} claims`;
  } catch (error) {
    if (config.engine.kind === "embedded") throw error;
    return `waiting for a Neo4j at ${config.engine.uri} (npm run neo4j starts one here); ready as soon as it answers`;
  }
}
