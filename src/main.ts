import { announcement } from "./server/announcement.js";
import { readConfig } from "./server/config.js";
import { closeOnSignals, endOnSignals } from "./server/signals.js";
import { startSentence } from "./server/start-error.js";

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

start().catch((error: unknown) => {
  process.stderr.write(`${startSentence(error)}\n`);
  process.exit(1);
});
