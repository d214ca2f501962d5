/** Memory that is no mapped file, of a process that has opened a store: `node --expose-gc memory.mjs DIST FOLDER`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, folder] = process.argv.slice(2);
const { EmbeddedEngine } = await import(pathToFileURL(join(dist, "src/graph/embedded/engine.js")).href);
const engine = await EmbeddedEngine.open({ path: folder });
const { counts } = await engine.info();
for (let i = 0; i < 3; i++) {
  globalThis.gc();
  await new Promise((done) => setTimeout(done, 200));
}
const anonymous = Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
const claims = counts.Tenure + counts.Participation + counts.Topic + counts.Succession;
process.stdout.write(`${JSON.stringify({ anonymous, claims })}\n`);
await engine.close();
