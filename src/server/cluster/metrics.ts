import { AggregatorRegistry, Counter, Gauge } from "prom-client";
import type { FromPrimary, FromWorker, Metrics } from "./messages.js";

/** Of a worker, what its metrics are asked with. */
export interface Asked {
  readonly id: number;
  readonly send: (message: FromPrimary) => unknown;
}

/** A worker that does not answer for so long is counted as it was last. */
const patienceMs = 1_000;

/**
 * The metrics of all workers as one process's. prom-client's own `clusterMetrics` fails for all where one worker does
 * not answer, and loses what an ended one had counted, so that Prometheus would see every counter begin again.
 */
export class ClusterMetrics {
  readonly #last = new Map<number, Metrics>();
  /** What ended workers had counted when they were last asked. */
  readonly #ended: Metrics[] = [];
  #round = 0;
  #restarts = 0;
  #waiting = new Set<number>();
  #allCame: () => void = () => undefined;
  #gathering: Promise<string> | undefined;
  readonly #workers: () => readonly Asked[];

  /** `workers`: those that listen. */
  constructor(workers: () => readonly Asked[]) {
    this.#workers = workers;
  }

  /** In Prometheus's text form. Who asks meanwhile gets the same. */
  gather(): Promise<string> {
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = undefined;
    });
    return this.#gathering;
  }

  /** An answer, whether or not somebody still waits for it. */
  take(worker: number, message: Extract<FromWorker, { readonly round: number }>): void {
    if (message.kind === "collected") this.#last.set(worker, message.metrics);
    if (message.round === this.#round) this.#settle(worker);
  }

  /** A worker has ended: its gauges are gone, its counters stay. */
  end(worker: number): void {
    this.#ended.push((this.#last.get(worker) ?? []).filter(({ type }) => isCounting.has(String(type))));
    this.#last.delete(worker);
    this.#settle(worker);
  }

  restarted(): void {
    this.#restarts++;
  }

  async #gather(): Promise<string> {
    const workers = this.#workers();
    const round = ++this.#round;
    await this.#answers(workers, round);
    // However many have ended by and by, one sum of them is kept.
    const ended = this.#ended.splice(0);
    this.#ended.push(await AggregatorRegistry.aggregate(ended).getMetricsAsJSON());
    const all = AggregatorRegistry.aggregate([...this.#ended, ...this.#last.values()]);
    const listening = new Gauge({ name: "rolegraph_workers", help: "Processes that answer.", registers: [all] });
    listening.set(this.#workers().length);
    const name = "rolegraph_worker_restarts_total";
    const restarts = new Counter({ name, help: "Processes that were started for ended ones.", registers: [all] });
    restarts.inc(this.#restarts);
    return all.metrics();
  }

  #answers(workers: readonly Asked[], round: number): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, patienceMs);
      this.#allCame = () => {
        clearTimeout(late);
        resolve();
      };
      this.#waiting = new Set(workers.map(({ id }) => id));
      for (const { send } of workers) send({ kind: "collect", round });
    });
  }

  #settle(worker: number): void {
    if (this.#waiting.delete(worker) && this.#waiting.size === 0) this.#allCame();
  }
}

const isCounting: ReadonlySet<string> = new Set(["counter", "histogram"]);
