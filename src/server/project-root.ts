import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json: the same whether this module runs from src/ (tests) or from dist/src/. */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, "package.json"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("No package.json stands above the server's code.");
  return projectRoot(parent);
}
