/** Reads every record of a store with lmdb-js, as they are stored: `node scan.mjs FOLDER`. */
import { join } from "node:path";
import { open } from "lmdb";

const root = open({ path: join(process.argv[2], "graph.mdb"), noSubdir: true, maxDbs: 8, readOnly: true });
let records = 0;
for (const name of ["records", "words"]) {
  for (const { value } of root.openDB({ name, keyEncoding: "uint32" }).getRange({})) records += value === null ? 0 : 1;
}
process.stdout.write(`${records}\n`);
