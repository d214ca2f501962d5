import { EmbeddedEngine } from "../graph/embedded/engine.js";
import type { Engine, EngineInfo } from "../graph/engine.js";
import { Neo4jEngine } from "../graph/neo4j/engine.js";
import { claimTypes, entityTypes } from "../graph/node-types.js";
import { loadBundled } from "../load/bundled.js";
import type { Config, Neo4jConfig } from "./config.js";

/** Why the server cannot start, as a sentence. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** The configured engine, as it is. */
export async function openStore({ engine }: Pick<Config, "engine">): Promise<Engine> {
  if (engine.kind === "neo4j") return openNeo4j(engine);
  try {
    return await EmbeddedEngine.open({ path: engine.path });
  } catch (error) {
    // A folder that is in use, cannot be written or holds a newer layout: the engine says it in a sentence.
    throw error instanceof Error ? new StartError(error.message, { cause: error }) : error;
  }
}

/** The configured engine; an empty embedded store is first given the bundled facts. */
export async function openEngine(config: Pick<Config, "engine">): Promise<Engine> {
  const engine = await openStore(config);
  try {
    if (config.engine.kind === "embedded" && isEmpty(await engine.info())) await loadBundled(engine);
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

/** How many entities and claims a reader sees. */
export function totalsOf({ counts }: EngineInfo): { readonly entities: number; readonly claims: number } {
  const sum = (types: readonly (keyof typeof counts)[]) => types.reduce((total, type) => total + counts[type], 0);
  return { entities: sum(entityTypes), claims: sum(claimTypes) };
}

/** A store with nothing ever written to it: one whose facts were all retracted is not filled again. */
const isEmpty = (info: EngineInfo) => info.revision === 0 && totalsOf(info).entities === 0;

async function openNeo4j(config: Neo4jConfig): Promise<Engine> {
  try {
    return await Neo4jEngine.open(config);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw sentenceFor(code, config) ?? error;
  }
}

/** What the driver's code means to the person who wrote the settings. */
function sentenceFor(code: string, { uri, user, database }: Neo4jConfig): StartError | undefined {
  if (code.startsWith("Neo.ClientError.Security.")) {
    return new StartError(`Neo4j at ${uri} refuses ${user}: check NEO4J_USER and NEO4J_PASSWORD.`);
  }
  if (code === "Neo.ClientError.Database.DatabaseNotFound") {
    return new StartError(`Neo4j at ${uri} has no database ${database}: set NEO4J_DATABASE to one that it has.`);
  }
  if (code === "ServiceUnavailable" || code === "SessionExpired") {
    return new StartError(`No Neo4j answers at ${uri}: start it (npm run neo4j), or correct NEO4J_URI.`);
  }
  return undefined;
}
