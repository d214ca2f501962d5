import { resolve } from "node:path";
import { backUp } from "../graph/embedded/store/backup.js";
import { readFileArguments, runCommand } from "./command.js";
import { readConfig } from "./config.js";

const usage = `Usage: npm run backup -- [--force] FILE
Copies the embedded store in ROLEGRAPH_DATA into FILE as it is at one moment, also while a server reads and writes it.
--force  replaces FILE if it is there
`;

async function main(): Promise<number | undefined> {
  const given = readFileArguments();
  if (given === undefined) return undefined;
  const { engine } = readConfig(process.env);
  if (engine.kind === "neo4j") {
    throw new Error(
      "NEO4J_URI is set, and Neo4j has its own backup: use neo4j-admin database dump, or that of its host.",
    );
  }
  const { revision, records, changes, bytes } = await backUp(engine.path, resolve(given.file), given);
  process.stdout.write(
    `Backed up revision ${revision} (${records} records, ${changes} changes, ${bytes} bytes) to ${given.file}.\n`,
  );
  return 0;
}

await runCommand(usage, main);
