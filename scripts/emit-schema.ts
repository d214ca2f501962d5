import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { printedSchema } from "../src/resolvers/schema.js";

/** Writes schema.graphql; with `--check` only says whether it is what the code says. */

/** The nearest folder above that has a package.json: this runs from dist/ and from tests alike. */
function projectRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("no package.json above this script");
  return projectRoot(parent);
}

const file = join(projectRoot(dirname(fileURLToPath(import.meta.url))), "schema.graphql");
const text = printedSchema();

if (process.argv.includes("--check")) {
  const committed = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (committed !== text) {
    console.error("schema.graphql differs from the code: run `npm run schema` and commit the result.");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}
