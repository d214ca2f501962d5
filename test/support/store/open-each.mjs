// Opens one data folder after the other, and says of each what is in it or why it is refused. Then it writes to it and
// looks again. Arguments: the folder of the built program, and the data folders.
import { createHash } from "node:crypto";
import { rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [built = "", ...folders] = process.argv.slice(2);
/** @param {string} path */
const load = (path) => import(pathToFileURL(join(built, "src", path)).href);
const { EmbeddedEngine } = await load("graph/embedded/engine.js");
const { exportGraph } = await load("graph/changes/export.js");

/** @param {string} path @param {boolean} write */
async function look(path, write) {
  const engine = await EmbeddedEngine.open({ path });
  try {
    const changes = await engine.changes({ after: 0, first: 1_000_000 });
    // The instants of what was written here differ from run to run.
    const told = write ? changes : changes.map((change) => ({ ...change, at: "" }));
    const text = JSON.stringify([await exportGraph(engine), told]);
    if (write) {
      const puts = ["a", "b"].map((name) => ({
        id: `source/${name}`,
        type: "Source",
        properties: { title: name, sha256: name },
        links: [],
      }));
      for (let i = 0; i < 6; i++) await engine.apply({ puts: puts.slice(i % 2) });
    }
    return createHash("sha256").update(text).digest("hex");
  } finally {
    await engine.close();
  }
}

for (const [i, folder] of folders.entries()) {
  writeSync(1, `opening ${i}\n`);
  try {
    const first = await look(folder, true);
    rmSync(join(folder, "graph.columns"), { force: true });
    const second = await look(folder, false);
    writeSync(1, `${i} holds ${first} ${second}\n`);
  } catch (error) {
    writeSync(1, `${i} refused ${error instanceof Error ? error.message : error}\n`);
  }
}
