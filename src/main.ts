import { isIPv6 } from "node:net";
import type { Engine } from "./graph/engine.js";
import { buildSchema } from "./resolvers/schema.js";
import { type App, buildApp } from "./server/app.js";
import { type Config, ConfigError, describeConfig, readConfig } from "./server/config.js";
import { runSelection } from "./server/execute.js";
import { openOrAwait, StartError, totalsOf } from "./server/open-engine.js";
import { openQuotes } from "./server/quotes.js";

/** A signal leaves the requests in flight this long. */
const drainMs = 10_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  let warn: (message: string) => void = () => {};
  const engine = await openOrAwait(
    config,
    onceEach((message) => warn(message)),
  );
  const app: App = await buildApp({
    schema: buildSchema(runSelection),
    engine,
    quote: openQuotes(config.sources, (message) => app.http.log.warn(message)),
    logLevel: config.logLevel,
    introspection: config.introspection,
    ...(config.auth !== undefined && { auth: config.auth }),
    limits: config.limits,
  });
  warn = (message) => app.http.log.warn(message);
  try {
    await app.http.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    await engine.close();
    throw new StartError(whyNotListening(error, config));
  }
  closeOnSignals(app, engine);
  await announce(app, engine, config);
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

/** The first line says where, what and how much; standard output carries nothing else but these lines. */
async function announce({ http }: App, engine: Engine, config: Config): Promise<void> {
  const address = http.server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  const base = `http://${isIPv6(config.host) ? `[${config.host}]` : config.host}:${port}`;
  process.stdout.write(
    `Rolegraph listens on ${base}/graphql — ${await contentOf(engine, config)}\n` +
      `Playground: ${base}/\n` +
      `Settings: ${describeConfig(config)}\n`,
  );
}

async function contentOf(engine: Engine, config: Config): Promise<string> {
  try {
    const info = await engine.info();
    const { entities, claims } = totalsOf(info);
    return `${info.engine === "EMBEDDED" ? "embedded engine" : info.version}, ${entities} entities, ${claims} claims`;
  } catch (error) {
    if (config.engine.kind === "embedded") throw error;
    return `waiting for a Neo4j at ${config.engine.uri} (npm run neo4j starts one here); ready as soon as it answers`;
  }
}

function whyNotListening(error: unknown, { host, port }: Config): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is in use: end the program that holds it, or set PORT to another port (0 for any).`;
  }
  if (code === "EACCES") return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST is "${host}", but this machine has no such address (${code}).`;
  }
  return `Rolegraph cannot listen on ${host}, port ${port} (${code || "no reason given"}).`;
}

/** The first signal drains, a second ends at once. */
function closeOnSignals(app: App, engine: Engine): void {
  let closing = false;
  const close = async (signal: NodeJS.Signals) => {
    if (closing) process.exit(1);
    closing = true;
    app.http.log.info({ signal }, "closing");
    setTimeout(() => process.exit(1), drainMs).unref();
    await app.close();
    await engine.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      close(signal).catch((error: unknown) => {
        app.http.log.error({ err: error }, "could not close");
        process.exit(1);
      });
    });
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Rolegraph could not start: ${message.split("\n", 1)[0]}`;
}

start().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
});
