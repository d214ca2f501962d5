import neo4jDriver, { type Driver } from "neo4j-driver";
import { describe, inject } from "vitest";
import type { Neo4jConnection } from "./neo4j-setup.js";

export type { Neo4jConnection } from "./neo4j-setup.js";
export { wipe } from "./wipe.js";

/** The Neo4j of this run; undefined where there is none (then `neo4jMissing()` says why). */
export function neo4j(): Neo4jConnection | undefined {
  const provided = provision();
  return "skip" in provided ? undefined : provided;
}

/** Why this run has no Neo4j; undefined where it has one. */
export function neo4jMissing(): string | undefined {
  const provided = provision();
  return "skip" in provided ? provided.skip : undefined;
}

/**
 * A suite that needs a real Neo4j. Without one it is skipped, and its title says why. A skipped suite's body still runs
 * (its hooks and tests do not), so the connection comes from a function: call it in a hook or a test.
 */
export function describeNeo4j(title: string, body: (connection: () => Neo4jConnection) => void): void {
  const missing = neo4jMissing();
  const connection = () => {
    const found = neo4j();
    if (found === undefined) throw new Error(`There is no Neo4j in this run: ${missing}`);
    return found;
  };
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (skipped: ${missing})`, () =>
    body(connection),
  );
}

/** A driver as the product makes one: plain numbers. Close it in `afterAll`. */
export function openDriver({ uri, user, password }: Neo4jConnection): Driver {
  return neo4jDriver.driver(uri, neo4jDriver.auth.basic(user, password), { disableLosslessIntegers: true });
}

function provision(): Neo4jConnection | { readonly skip: string } {
  // Undefined in a project without the global setup, whatever the type says.
  const provided: ReturnType<typeof inject<"neo4j">> | undefined = inject("neo4j");
  return provided ?? { skip: "only the vitest project neo4j starts one" };
}
