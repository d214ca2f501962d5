import type { Driver, ManagedTransaction } from "neo4j-driver";
import { SCHEMA_VERSION } from "../engine.js";
import { stepsOf } from "../migrations.js";

/** A step from one layout to the next, within the one transaction of all steps. */
export interface Neo4jMigration {
  readonly from: number;
  readonly to: number;
  readonly run: (transaction: ManagedTransaction) => Promise<void>;
}

/** In no order: each begins where another ends. There is one layout so far. */
export const migrations: readonly Neo4jMigration[] = [];

/** Writing to the node locks it: of two servers that start, the second finds what the first has done. */
const lockMeta = `MERGE (m:RolegraphMeta {id: 'graph'}) ON CREATE SET m.revision = 0, m.schemaVersion = $version
  SET m.locked = true REMOVE m.locked
  RETURN coalesce(m.schemaVersion, $version) AS version`;
const setVersion =
  "MATCH (m:RolegraphMeta {id: 'graph'}) SET m.schemaVersion = $version, m.stamp = coalesce(m.stamp, randomUUID())";

/** Makes the graph one of our version, whole or not at all; of an empty database, an empty graph. */
export async function migrate(
  driver: Driver,
  target: { readonly database?: string },
  steps: readonly Neo4jMigration[],
): Promise<void> {
  const session = driver.session(target);
  try {
    await session.executeWrite(async (transaction) => {
      const { records } = await transaction.run(lockMeta, { version: SCHEMA_VERSION });
      const version = Number(records[0]?.get("version"));
      assertKnown(version);
      for (const { run } of stepsOf(steps, version, SCHEMA_VERSION)) await run(transaction);
      await transaction.run(setVersion, { version: SCHEMA_VERSION });
    });
  } finally {
    await session.close();
  }
}

/** Throws an Error of one sentence if the graph has a newer layout. */
export function assertKnown(version: number): void {
  if (version <= SCHEMA_VERSION) return;
  throw new Error(
    `The Neo4j database holds a graph of schema version ${version}; this Rolegraph knows versions up to ${SCHEMA_VERSION}. Run the newer Rolegraph that wrote it.`,
  );
}
