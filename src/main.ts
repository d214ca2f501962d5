import { announcement } from "./server/announcement.js";
import { ConfigError, readConfig } from "./server/config.js";
import { closeOnSignals, endOnSignals } from "./server/signals.js";
import { StartError } from "./server/start-error.js";

async function start(): Promise<void> {
  const config = readConfig(process.env);
  if (config.workers > 1) {
    const { superviseWorkers } = await import("./server/cluster/primary.js");
    return superviseWorkers(config);
  }
  const serves = endOnSignals();
  // A process that only watches over workers has no use for all that a server loads.
  const { contentOf, serve } = await import("./server/serving.js");
  const serving = await serve(config);
  serves();
  closeOnSignals(serving, () => process.exit(1));
  process.stdout.write(announcement(serving.port, await contentOf(serving.engine, config), config));
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Rolegraph could not start: ${message.split("\n", 1)[0]}`;
}

start().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
});
