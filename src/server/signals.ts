import type { Serving } from "./serving.js";

/** A signal leaves the requests in flight this long. */
export const drainMs = 10_000;

export const endingSignals = ["SIGTERM", "SIGINT"] as const;

/** Until something serves there is nothing to drain; the first process of a container ends by no signal unasked. */
export function endOnSignals(): () => void {
  const end = () => process.exit(0);
  for (const signal of endingSignals) process.on(signal, end);
  return () => {
    for (const signal of endingSignals) process.off(signal, end);
  };
}

/** The first signal drains; `again` answers another. */
export function closeOnSignals({ app, engine }: Serving, again: () => void): void {
  let closing = false;
  const close = async (signal: NodeJS.Signals) => {
    if (closing) return again();
    closing = true;
    app.http.log.info({ signal }, "closing");
    setTimeout(() => process.exit(1), drainMs).unref();
    await app.close();
    await engine.close();
    process.exit(0);
  };
  for (const signal of endingSignals) {
    process.on(signal, () => {
      close(signal).catch((error: unknown) => {
        app.http.log.error({ err: error }, "could not close");
        process.exit(1);
      });
    });
  }
}
