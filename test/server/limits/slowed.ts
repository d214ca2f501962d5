import type { Engine } from "../../../src/graph/engine.js";

/** An engine whose answers can be held back. */
export interface Slow {
  readonly engine: Engine;
  readonly hold: () => void;
  readonly release: () => void;
  /** Resolves when so many runs are held. */
  readonly until: (runs: number) => Promise<void>;
  /** Resolves when so many of those that were held were told to stop, counted from `hold`. */
  readonly aborted: (runs: number) => Promise<void>;
  /** The most runs at a time. */
  readonly most: () => number;
}

/** The real engine; only its answers come later, unless the request's signal ends them. */
export function slowed(engine: Engine): Slow {
  let [released, release] = gate();
  release();
  let [running, most, stopped] = [0, 0, 0];
  const run: Engine["run"] = async (plan, values, context) => {
    running++;
    most = Math.max(most, running);
    try {
      await Promise.race([released, untilAborted(context.signal)]);
    } catch (error) {
      stopped++;
      throw error;
    } finally {
      running--;
    }
    return engine.run(plan, values, context);
  };
  const until = async (isSo: () => boolean) => {
    const deadline = Date.now() + 5_000;
    while (!isSo()) {
      if (Date.now() > deadline) throw new Error(`${running} are running, ${stopped} were stopped`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    engine: new Proxy(engine, {
      get: (target, name) => {
        if (name === "run") return run;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    }),
    hold: () => {
      [released, release] = gate();
      stopped = 0;
    },
    release: () => release(),
    until: (runs) => until(() => running >= runs),
    aborted: (runs) => until(() => stopped >= runs),
    most: () => most,
  };
}

function gate(): [Promise<void>, () => void] {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [promise, open];
}

const untilAborted = (signal: AbortSignal | undefined) =>
  new Promise<never>((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
