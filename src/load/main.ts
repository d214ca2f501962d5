import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { type Config, ConfigError, readConfig } from "../server/config.js";
import { openEngine, StartError } from "../server/open-engine.js";
import { openQuotes } from "../server/quotes.js";
import { loadDocuments } from "./load.js";
import { printReport } from "./report.js";

const usage =
  "Usage: npm run load -- [--dry-run] files…\nLoads data documents into the configured graph: all, or none.";

interface Command {
  readonly files: readonly string[];
  readonly dryRun: boolean;
}

/** The exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
    allowPositionals: true,
  });
  if (values.help || positionals.length === 0) {
    process.stderr.write(`${usage}\n`);
    return values.help ? 0 : 1;
  }
  return load(readConfig(process.env), { files: positionals, dryRun: values["dry-run"] });
}

async function load(config: Config, { files, dryRun }: Command): Promise<number> {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: "[{bar}] {value}/{total} files", stream: process.stderr, clearOnComplete: true })
    : undefined;
  const engine = await openEngine(config);
  try {
    bar?.start(files.length, 0);
    const report = await loadDocuments(engine, files, {
      dryRun,
      texts: openQuotes(config.sources, () => {}),
      onProgress: (done) => bar?.update(done),
    });
    bar?.stop();
    process.stdout.write(`${printReport(report, dryRun)}\n`);
    return report.refusals.length > 0 ? 1 : 0;
  } finally {
    bar?.stop();
    await engine.close();
  }
}

/** Settings, a data folder in use and arguments are the person's affair: one sentence. Anything else is ours. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    return `${error.message}\n${usage}`;
  }
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
