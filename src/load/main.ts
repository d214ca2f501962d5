import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { runCommand } from "../server/command.js";
import { type Config, readConfig } from "../server/config.js";
import { openEngine } from "../server/open-engine.js";
import { openQuotes } from "../server/quotes.js";
import { loadDocuments } from "./load.js";
import { printReport } from "./report.js";

const usage = `Usage: npm run load -- [--dry-run | --batch N] files…
Loads data documents (.json, .ndjson with one a line, or the table of provinces) into the configured graph: all, or none.
--batch N  for large files: stores after each N statements (20000 is a good number); a refusal ends the load, what was
           stored before it stays, and loading the file again changes nothing of that.
`;

interface Command {
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly batch: number | undefined;
}

async function main(): Promise<number | undefined> {
  const { values, positionals } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      batch: { type: "string" },
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) return undefined;
  const batch = readBatch(values.batch);
  // A dry run stores nothing, so a later batch would not find what an earlier one has.
  if (batch !== undefined && values["dry-run"])
    throw new Error("--dry-run and --batch exclude each other: leave one out.");
  return load(readConfig(process.env), { files: positionals, dryRun: values["dry-run"], batch });
}

function readBatch(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= 1) return count;
  throw new Error(`--batch ${text} must be a whole number of at least 1, as in --batch 20000.`);
}

async function load(config: Config, { files, dryRun, batch }: Command): Promise<number> {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: "[{bar}] {value}/{total} files{stored}", stream: process.stderr, clearOnComplete: true })
    : undefined;
  const engine = await openEngine(config);
  try {
    bar?.start(files.length, 0, { stored: "" });
    const report = await loadDocuments(engine, files, {
      dryRun,
      texts: openQuotes(config.sources, () => {}),
      onProgress: (done) => bar?.update(done),
      ...(batch !== undefined && {
        batch,
        onStored: (count) => bar?.update({ stored: `, ${count} statements stored` }),
      }),
    });
    bar?.stop();
    process.stdout.write(`${printReport(report, dryRun)}\n`);
    return report.refusals.length > 0 ? 1 : 0;
  } finally {
    bar?.stop();
    await engine.close();
  }
}

await runCommand(usage, main);
