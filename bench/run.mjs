import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The benchmark is a package of its own: the peers are no business of those who only use Rolegraph.
if (existsSync(fileURLToPath(new URL("node_modules/autocannon", import.meta.url)))) await import("./main.mjs");
else {
  process.stderr.write("The benchmark's own packages are missing: run npm ci --prefix bench first.\n");
  process.exitCode = 1;
}
