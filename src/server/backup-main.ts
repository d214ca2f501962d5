import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { backUp } from "../graph/embedded/store/backup.js";
import { readConfig } from "./config.js";

const usage = `Usage: npm run backup -- [--force] FILE
Copies the embedded store in ROLEGRAPH_DATA into FILE as it is at one moment, also while a server reads and writes it.
--force  replaces FILE if it is there
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { force: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (values.help || file === undefined || positionals.length > 1) {
    process.stderr.write(usage);
    return values.help ? 0 : 1;
  }
  const { engine } = readConfig(process.env);
  if (engine.kind === "neo4j") {
    throw new Error(
      "NEO4J_URI is set, and Neo4j has its own backup: use neo4j-admin database dump, or that of its host.",
    );
  }
  const { revision, records, changes, bytes } = await backUp(engine.path, resolve(file), values);
  process.stdout.write(
    `Backed up revision ${revision} (${records} records, ${changes} changes, ${bytes} bytes) to ${file}.\n`,
  );
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
