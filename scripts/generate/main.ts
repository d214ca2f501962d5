import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../src/server/project-root.js";
import { documents } from "./graph.js";

const usage = `Usage: npm run generate -- --officials N [--seed S] [--out FILE]
Writes the documents of a simulated political graph, one a line (NDJSON), to the file or to standard output:
about five claims an official, and always the same bytes for the same seed. Load them with npm run load.`;

const block = 1 << 18;

async function write(officials: number, seed: string, out: string | undefined): Promise<void> {
  const provinces = readFileSync(join(projectRoot(import.meta.dirname), "data", "provinces.csv"), "utf8");
  const stream = out === undefined ? process.stdout : createWriteStream(out);
  let text = "";
  for (const document of documents({ officials, seed, provinces })) {
    text += `${JSON.stringify(document)}\n`;
    if (text.length < block) continue;
    if (!stream.write(text)) await once(stream, "drain");
    text = "";
  }
  if (stream === process.stdout) stream.write(text);
  else await new Promise<void>((done) => stream.end(text, done));
}

const { values } = parseArgs({
  options: {
    officials: { type: "string" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});
const officials = Number(values.officials);
if (values.help || !Number.isInteger(officials) || officials < 1) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 1;
} else {
  await write(officials, values.seed, values.out);
}
