import { setTimeout } from "node:timers/promises";
import { EmbeddedEngine } from "../graph/embedded/engine.js";
import type { Engine, EngineInfo } from "../graph/engine.js";
import { errorCode } from "../graph/error-code.js";
import { totals } from "../graph/info.js";
import { Neo4jEngine } from "../graph/neo4j/engine.js";
import { VersionError } from "../graph/neo4j/version.js";
import { loadBundled } from "../load/bundled.js";
import type { Config, Neo4jConfig } from "./config.js";
import type { Limits } from "./limits/config.js";
import { ReconnectingEngine } from "./reconnecting-engine.js";
import { AwayError, StartError } from "./start-error.js";

export { StartError } from "./start-error.js";

type Opened = Pick<Config, "engine"> & { readonly limits?: Pick<Limits, "timeoutMs"> };

/** The configured engine, as it is. */
async function openStore({ engine, limits }: Opened): Promise<Engine> {
  if (engine.kind === "neo4j") return openNeo4j(engine, limits?.timeoutMs);
  try {
    return await EmbeddedEngine.open({ path: engine.path });
  } catch (error) {
    // A folder that is in use, cannot be written or holds a newer layout: the engine says it in a sentence.
    throw error instanceof Error ? new StartError(error.message, { cause: error }) : error;
  }
}

/** So long the start waits for a database that accepts connections and says nothing. */
const silenceMs = 5_000;

/** As `openEngine`, but a database that does not answer is waited for behind an engine that is UNAVAILABLE meanwhile. */
export async function openOrAwait(config: Opened, failed: (error: unknown) => void): Promise<Engine> {
  const opening = openEngine(config);
  // Setting up the embedded store may take long, and then nothing but the result is worth having.
  const silent =
    config.engine.kind === "embedded" ? new Promise<never>(() => {}) : setTimeout(silenceMs, undefined, { ref: false });
  try {
    const engine = await Promise.race([opening, silent]);
    return engine ?? new ReconnectingEngine(() => openEngine(config), failed, opening);
  } catch (error) {
    if (!(error instanceof AwayError)) throw error;
    failed(error);
    return new ReconnectingEngine(() => openEngine(config), failed);
  }
}

/** The configured engine; an empty embedded store is first given the bundled facts, unless the settings say otherwise. */
export async function openEngine(config: Opened): Promise<Engine> {
  const engine = await openStore(config);
  try {
    const wantsBundled = config.engine.kind === "embedded" && config.engine.bundled;
    if (wantsBundled && isEmpty(await engine.info())) await loadBundled(engine);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The bundled facts in memory: nothing is read from a data folder, and nothing kept. */
export async function openBundled(): Promise<Engine> {
  const engine = await EmbeddedEngine.open({ path: undefined });
  await loadBundled(engine);
  return engine;
}

/** A store with nothing ever written to it: one whose facts were all retracted is not filled again. */
const isEmpty = (info: EngineInfo) => info.revision === 0 && totals(info).entities === 0;

async function openNeo4j(config: Neo4jConfig, timeout?: number): Promise<Engine> {
  try {
    return await Neo4jEngine.open({ ...config, ...(timeout !== undefined && { timeout }) });
  } catch (error) {
    throw sentenceFor(error, config) ?? error;
  }
}

/** What the driver's error means to the person who wrote the settings. */
function sentenceFor(error: unknown, { uri, user, database }: Neo4jConfig): StartError | undefined {
  const cause = { cause: error };
  const code = errorCode(error) ?? "";
  if (error instanceof VersionError) {
    return new StartError(`Neo4j at ${uri} is too old: ${error.message}.`, cause);
  }
  if (code.startsWith("Neo.ClientError.Security.")) {
    return new StartError(`Neo4j at ${uri} refuses ${user}: check NEO4J_USER and NEO4J_PASSWORD.`, cause);
  }
  if (code === "Neo.ClientError.Database.DatabaseNotFound") {
    return new StartError(`Neo4j at ${uri} has no database ${database}: set NEO4J_DATABASE to one that it has.`, cause);
  }
  if (readOnlyCodes.has(code)) {
    return new StartError(
      `Neo4j at ${uri} takes no writes, and constraints and indexes must be made: set NEO4J_URI to one that does, or to the cluster (neo4j://).`,
      cause,
    );
  }
  if (awayCodes.has(code)) {
    return new AwayError(`No Neo4j answers at ${uri}: start it (npm run neo4j), or correct NEO4J_URI.`, cause);
  }
  return undefined;
}

const readOnlyCodes: ReadonlySet<string> = new Set([
  "Neo.ClientError.Cluster.NotALeader",
  "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
  "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
]);

/** Also while it starts: it listens before its databases do. */
const awayCodes: ReadonlySet<string> = new Set([
  "ServiceUnavailable",
  "SessionExpired",
  "Neo.TransientError.General.DatabaseUnavailable",
  "Neo.TransientError.Database.DatabaseUnavailable",
]);
