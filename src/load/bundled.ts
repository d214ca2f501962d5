import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../graph/engine.js";
import { projectRoot } from "../server/project-root.js";
import { isSchema, loadDocuments } from "./load.js";
import { type LoadReport, printRefused } from "./report.js";

/** The files of data/: the table of provinces and the documents. */
export function bundledFiles(): readonly string[] {
  const folder = join(projectRoot(), "data");
  return readdirSync(folder)
    .filter((name) => (name.endsWith(".json") && !isSchema(name)) || name === "provinces.csv")
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Loads the bundled facts into an engine that holds nothing yet; undefined if it holds something. Throws if a file of
 * data/ is refused: a server that starts half filled would answer wrongly.
 */
export async function loadBundled(engine: Engine): Promise<LoadReport | undefined> {
  const { counts } = await engine.info();
  if (Object.values(counts).some((count) => count > 0)) return undefined;
  const report = await loadDocuments(engine, bundledFiles());
  const [first] = report.refusals;
  if (first === undefined) return report;
  throw new Error(`The bundled facts cannot be loaded (${report.refusals.length} refusals): ${printRefused(first)}`);
}
