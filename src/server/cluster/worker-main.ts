import { readConfig } from "../config.js";
import { contentOf, serve } from "../serving.js";
import { closeOnSignals } from "../signals.js";
import { startSentence } from "../start-error.js";
import { gatherFromAll, tellPrimary } from "./worker.js";

/** One of the processes that share a port; src/server/cluster/primary.ts starts it and answers for it. */
async function work(): Promise<void> {
  const config = readConfig(process.env);
  const serving = await serve(config, { gatherMetrics: gatherFromAll });
  // A terminal and a service manager send a signal to every process, and then it comes from the primary once more.
  closeOnSignals(serving, () => undefined);
  tellPrimary({ kind: "listens", content: await contentOf(serving.engine, config) });
}

work().catch((error: unknown) => {
  process.stderr.write(`${startSentence(error)}\n`, () => process.exit(1));
});
