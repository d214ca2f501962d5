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
  const batch = values.batch === undefined ? undefined : Number(values.batch);
  // A dry run stores nothing, so a later batch would not find what an earlier one has.
  const wrong = batch !== undefined && (!Number.isSafeInteger(batch) || batch < 1 || values["dry-run"]);
  if (wrong || positionals.length === 0) return undefined;
  return load(readConfig(process.env), { files: positionals, dryRun: values["dry-run"], batch });
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
