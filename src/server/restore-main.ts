import { resolve } from "node:path";
import { EmbeddedEngine } from "../graph/embedded/engine.js";
import { restore } from "../graph/embedded/store/restore.js";
import { readFileArguments, runCommand } from "./command.js";
import { readConfig } from "./config.js";

const usage = `Usage: npm run restore -- [--force] FILE
Checks the backup in FILE and puts it into ROLEGRAPH_DATA as the embedded store, while no server has that folder open.
--force  replaces a store that is there, which is kept beside it as graph.mdb.before-restore-REVISION
`;

/** Reads all of it, as a start does. */
async function prove(folder: string): Promise<number> {
  const engine = await EmbeddedEngine.open({ path: folder });
  try {
    return (await engine.info()).revision;
  } finally {
    await engine.close();
  }
}

async function main(): Promise<number | undefined> {
  const given = readFileArguments();
  if (given === undefined) return undefined;
  const { engine } = readConfig(process.env);
  if (engine.kind === "neo4j") {
    throw new Error("NEO4J_URI is set, and Neo4j restores its own backups: use neo4j-admin database load.");
  }
  const { label, kept } = await restore(resolve(given.file), engine.path, { force: given.force, prove });
  const old = kept === undefined ? "" : ` The store that was there is ${kept} now.`;
  process.stdout.write(
    `Restored revision ${label.revision} of ${label.at} (${label.records} records) into ${engine.path}.${old}\n`,
  );
  return 0;
}

await runCommand(usage, main);
