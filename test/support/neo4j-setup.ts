import neo4j from "neo4j-driver";
import type { TestProject } from "vitest/node";
import { Neo4jUnavailable, startNeo4j } from "../../scripts/neo4j/server.mjs";
import { isEmpty, wipe } from "./wipe.js";

/** How a test reaches the Neo4j of this run. */
export interface Neo4jConnection {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** The Neo4j of this run, or why there is none. */
    neo4j: Neo4jConnection | { readonly skip: string };
  }
}

type End = () => Promise<void>;

/**
 * One Neo4j for the whole run: the one that ROLEGRAPH_TEST_NEO4J_URI names, else one of our own with a fresh folder.
 * ROLEGRAPH_TEST_NEO4J_VERSION chooses its version. Without one the suites skip and say why; with CI=true the run fails.
 */
export default async function setup(project: TestProject): Promise<End> {
  try {
    const { connection, end } = await named(process.env).then((found) => found ?? started(process.env));
    project.provide("neo4j", connection);
    return end;
  } catch (error) {
    if (!(error instanceof Neo4jUnavailable) || process.env["CI"] === "true") throw error;
    console.warn(`Tests that need a real Neo4j are skipped. ${error.message}`);
    project.provide("neo4j", { skip: error.message });
    return async () => {};
  }
}

async function started(env: NodeJS.ProcessEnv): Promise<{ connection: Neo4jConnection; end: End }> {
  const version = env["ROLEGRAPH_TEST_NEO4J_VERSION"] ?? "5.26";
  const began = performance.now();
  const server = await startNeo4j({ version, log: (line) => console.log(line) });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Neo4j ${server.version} for the tests answers at ${server.uri} after ${seconds} s.`);
  const { uri, user, password } = server;
  return { connection: { uri, user, password }, end: server.stop };
}

/** The tests delete everything that they find, so a database with content must be given up explicitly. */
async function named(env: NodeJS.ProcessEnv): Promise<{ connection: Neo4jConnection; end: End } | undefined> {
  const uri = env["ROLEGRAPH_TEST_NEO4J_URI"];
  if (uri === undefined || uri === "") return undefined;
  const user = env["ROLEGRAPH_TEST_NEO4J_USER"] ?? "neo4j";
  const password = env["ROLEGRAPH_TEST_NEO4J_PASSWORD"] ?? "";
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  try {
    if (env["ROLEGRAPH_TEST_NEO4J_WIPE"] !== "true" && !(await isEmpty(driver))) {
      throw new Error(
        `The database at ${uri} is not empty, and the tests would delete all of it. ` +
          "Name an empty one, or set ROLEGRAPH_TEST_NEO4J_WIPE=true if it may go.",
      );
    }
  } catch (error) {
    await driver.close();
    throw error;
  }
  const end = async () => {
    await wipe(driver);
    await driver.close();
  };
  return { connection: { uri, user, password }, end };
}
