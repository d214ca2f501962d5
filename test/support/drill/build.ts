import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/server/project-root.js";

/** Compiles the program into a folder of its own. Types are checked elsewhere: what matters here is the JavaScript. */
export function buildProgram(name: string): { readonly folder: string; readonly remove: () => void } {
  const folder = join(projectRoot(), "dist", `test-${name}-${process.pid}`);
  const tsc = join(projectRoot(), "node_modules", "typescript", "bin", "tsc");
  const project = join(projectRoot(), "tsconfig.build.json");
  spawnSync(process.execPath, [tsc, "-p", project, "--outDir", folder, "--incremental", "false"]);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
