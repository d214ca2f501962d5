import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../src/server/project-root.js";

const root = projectRoot();
const source = join(root, "playground");
const target = join(root, "dist", "playground");
const stampFile = join(root, "dist", "playground.stamp");

const options = {
  root: source,
  base: "./",
  configFile: false,
  // Its warnings are of "use client" in packages, which mean nothing here.
  logLevel: "error",
  mode: "production",
  // Said outright, since a test runner has another NODE_ENV and would bundle React's development build.
  define: { "process.env.NODE_ENV": '"production"' },
  resolve: { alias: { "react-style-singleton": join(source, "no-style-tags.js") } },
  worker: { format: "es" },
  build: {
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // The content security policy forbids scripts and styles as data URLs.
    assetsInlineLimit: 0,
    // What is bundled asks that its licence goes with it.
    license: { fileName: "licenses.md" },
    // GraphiQL makes the titles of its icons from the names of functions: "close icon", not "zs icon".
    rolldownOptions: { output: { keepNames: true } },
    chunkSizeWarningLimit: 10_000,
  },
} as const;

/** The bundle's inputs: the page, the lock file that fixes every package, and the options. */
function stampOf(): string {
  const hash = createHash("sha256").update(JSON.stringify({ ...options, root: "" }));
  const files = readdirSync(source).sort();
  for (const path of [...files.map((file) => join(source, file)), join(root, "package-lock.json")]) {
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Bundles playground/ into dist/playground, unless that was made of the same inputs; true if it had to. */
export async function buildPlayground(): Promise<boolean> {
  const stamp = stampOf();
  const built = existsSync(join(target, "index.html")) && existsSync(stampFile);
  if (built && readFileSync(stampFile, "utf8") === stamp) return false;
  // A half-written bundle is never served: it is built beside the old one, which it then replaces.
  const fresh = `${target}-${process.pid}`;
  await bundle(fresh);
  mkdirSync(join(root, "dist"), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  writeFileSync(stampFile, stamp);
  return true;
}

async function bundle(outDir: string): Promise<void> {
  // Loaded only when there is something to do: vite takes longer to start than the check.
  const { build } = await import("vite");
  await build({ ...options, build: { ...options.build, outDir } });
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  if (await buildPlayground()) {
    process.stderr.write(`Built the playground in ${Math.round(performance.now() - started)} ms.\n`);
  }
}
