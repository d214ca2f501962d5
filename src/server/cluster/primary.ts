import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { announcement, whyNotListening } from "../announcement.js";
import type { Config } from "../config.js";
import { drainMs, endingSignals } from "../signals.js";
import { StartError } from "../start-error.js";
import { openLog } from "./log.js";
import type { FromPrimary, FromWorker } from "./messages.js";
import { ClusterMetrics } from "./metrics.js";

/** The workers end themselves when the requests in flight have had their time; this is for one that cannot. */
const killMs = drainMs + 1_000;
/** One that ends later than this after it was started had no trouble with starting. */
const stableMs = 10_000;
const pause = { firstMs: 500, mostMs: 30_000 };
/** So many in a row that ended soon, and none that listens: there is no use in going on. */
const mostFailures = 5;

/** Starts the workers, prints the announcement when all listen, and replaces those that end. */
export async function superviseWorkers(config: Config): Promise<void> {
  const port = config.port === 0 ? await freePort(config) : config.port;
  cluster.setupPrimary({ exec: fileURLToPath(new URL("./worker-main.js", import.meta.url)), args: [] });
  const workers = new Workers(config, port);
  for (const signal of endingSignals) process.on(signal, () => workers.close(signal));
  process.stdout.write(announcement(port, await workers.start(), config));
}

/** The workers listen on one port by its number: where the last of them ended, another would be found for 0. */
async function freePort({ host }: Config): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(0, host), "listening");
  } catch (error) {
    throw new StartError(whyNotListening(error, { host, port: 0 }));
  }
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

class Workers {
  readonly #config: Config;
  readonly #port: number;
  readonly #log: ReturnType<typeof openLog>;
  readonly #listening = new Map<number, Worker>();
  readonly #metrics = new ClusterMetrics(() =>
    [...this.#listening.values()].map((worker) => ({ id: worker.id, send: (message) => send(worker, message) })),
  );
  /** Ended soon after they were started, one after the other. */
  #failures = 0;
  #closing = false;
  #exitCode = 0;

  constructor(config: Config, port: number) {
    this.#config = config;
    this.#port = port;
    this.#log = openLog(config.logLevel);
  }

  /** Resolves with what the first has to announce, when all listen. */
  async start(): Promise<string> {
    // One alone prepares the database, and says what is wrong with the settings.
    const content = await this.#first();
    const others = Array.from({ length: this.#config.workers - 1 }, () => this.#first());
    await Promise.all(others);
    return content;
  }

  /** The first signal lets every worker answer what it has taken, a second ends them. */
  close(signal: NodeJS.Signals): void {
    if (this.#closing) {
      this.#kill();
      return;
    }
    this.#closing = true;
    this.#log.info("closing", { signal });
    setTimeout(() => this.#kill(), killMs).unref();
    for (const worker of alive()) worker.process.kill("SIGTERM");
    this.#endWhenAlone();
  }

  /** A worker of the start: where it ends before it listens, that is the end of all. */
  #first(): Promise<string> {
    return new Promise((resolve) => {
      const worker = this.#fork(resolve);
      worker.once("exit", (code, signal) => {
        if (this.#closing || this.#listening.has(worker.id)) return;
        // One that ends with code 1 has said why.
        this.#giveUp(code === 1 ? "" : `A worker process ended before it listened (${reasonOf(code, signal)}).\n`);
      });
    });
  }

  #fork(listens: (content: string) => void): Worker {
    const worker = cluster.fork({ PORT: String(this.#port) });
    const began = performance.now();
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "listens") {
        this.#listening.set(worker.id, worker);
        this.#log.info("worker listens", { worker: worker.process.pid });
        listens(message.content);
      } else this.#answer(worker, message);
    });
    worker.once("exit", (code, signal) => {
      // After those who ask whether it listened.
      setImmediate(() => this.#ended(worker, reasonOf(code, signal), code === 0, performance.now() - began));
    });
    return worker;
  }

  #answer(worker: Worker, message: Exclude<FromWorker, { readonly kind: "listens" }>): void {
    if (message.kind === "gather") {
      void this.#metrics.gather().then((text) => send(worker, { kind: "gathered", question: message.question, text }));
      return;
    }
    if (message.kind === "uncollected") this.#log.warn("metrics not collected", { reason: message.reason });
    this.#metrics.take(worker.id, message);
  }

  #ended(worker: Worker, reason: string, well: boolean, livedMs: number): void {
    const listened = this.#listening.delete(worker.id);
    this.#metrics.end(worker.id);
    if (this.#closing) {
      if (listened && !well) this.#exitCode = 1;
      this.#endWhenAlone();
      return;
    }
    this.#failures = well || livedMs > stableMs ? 0 : this.#failures + 1;
    if (this.#failures >= mostFailures && this.#listening.size === 0) {
      this.#giveUp(`No worker process stays up: the last ended after ${Math.round(livedMs)} ms with ${reason}.\n`);
      return;
    }
    const pauseMs = this.#failures === 0 ? 0 : Math.min(pause.mostMs, pause.firstMs * 2 ** (this.#failures - 1));
    this.#log.warn("worker ended; another is started", { worker: worker.process.pid, reason, pauseMs });
    setTimeout(() => this.#replace(), pauseMs);
  }

  #replace(): void {
    if (this.#closing) return;
    this.#metrics.restarted();
    this.#fork(() => undefined);
  }

  #giveUp(sentence: string): void {
    process.stderr.write(sentence);
    this.#closing = true;
    this.#exitCode = 1;
    this.#kill();
  }

  #kill(): void {
    this.#exitCode = 1;
    for (const worker of alive()) worker.process.kill("SIGKILL");
    this.#endWhenAlone();
  }

  #endWhenAlone(): void {
    if (alive().length === 0) process.exit(this.#exitCode);
  }
}

const alive = (): readonly Worker[] =>
  Object.values(cluster.workers ?? {}).flatMap((worker) => (worker === undefined || worker.isDead() ? [] : [worker]));

const reasonOf = (code: number, signal: string): string => (signal ? `signal ${signal}` : `code ${code}`);

/** Nothing, to one that has just ended. */
function send(worker: Worker, message: FromPrimary): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
