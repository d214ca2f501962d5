import { describe } from "vitest";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import type { Engine } from "../../src/graph/engine.js";
import { Neo4jEngine, type Neo4jOptions } from "../../src/graph/neo4j/engine.js";
import { neo4j, neo4jMissing, openDriver, wipe } from "./neo4j.js";

export type EngineName = "embedded" | "neo4j";

/** Opens an engine that holds nothing. Whoever opens it closes it. */
export type OpenEngine = () => Promise<Engine>;

interface EngineFactory {
  readonly open: OpenEngine;
  /** Why this run cannot open it. */
  readonly missing: () => string | undefined;
}

const engines: Readonly<Record<EngineName, EngineFactory>> = {
  embedded: { open: () => EmbeddedEngine.open({ path: undefined }), missing: () => undefined },
  neo4j: { open: () => openEmptyNeo4j(), missing: neo4jMissing },
};

/**
 * One contract suite, run on each engine. The suite of an engine that this run cannot open is skipped, and its title
 * says why; its body still runs (its hooks and tests do not), so open the engine in a hook.
 */
export function describeBothEngines(title: string, body: (open: OpenEngine, name: EngineName) => void): void {
  for (const name of ["embedded", "neo4j"] as const) {
    const { open, missing } = engines[name];
    const reason = missing();
    const full = `${title} (${name}${reason === undefined ? "" : `, skipped: ${reason}`})`;
    describe.skipIf(reason !== undefined)(full, () => body(open, name));
  }
}

/** The engine over the Neo4j of this run, which is wiped first. */
export async function openEmptyNeo4j(options: Partial<Neo4jOptions> = {}): Promise<Neo4jEngine> {
  const connection = neo4j();
  if (connection === undefined) throw new Error(`There is no Neo4j in this run: ${neo4jMissing()}`);
  const driver = openDriver(connection);
  try {
    await wipe(driver);
  } finally {
    await driver.close();
  }
  return Neo4jEngine.open({ ...connection, database: "neo4j", ...options });
}
