import { setTimeout } from "node:timers/promises";
import type { Engine, EngineInfo, GraphState, RunContext } from "../graph/engine.js";
import { clientError } from "../graph/errors.js";
import type { NodeType } from "../graph/node-types.js";
import type { Bound } from "../graph/plan/bound.js";
import type { Plan } from "../graph/plan/plan.js";
import type { ChangeSet, NodeRecord } from "../graph/record.js";
import type { Change, Committed, HistoryPage, Reader, Remembered, WriteSet } from "../graph/transaction.js";

/** Between two tries to open it. */
const pauseMs = 1_000;

/**
 * An engine that is not there yet: it is tried again until it opens, and what is asked before is UNAVAILABLE at once.
 * Once open it is never opened again: the driver finds a database that was lost and is back by itself.
 */
export class ReconnectingEngine implements Engine {
  #engine: Engine | undefined;
  readonly #closing = new AbortController();

  /** `failed` learns why each try failed; `first` is a try that is under way. */
  constructor(open: () => Promise<Engine>, failed: (error: unknown) => void, first?: Promise<Engine>) {
    void this.#open(open, failed, first);
  }

  async run(plan: Plan, values: readonly Bound[], context: RunContext): Promise<unknown> {
    return this.#there().run(plan, values, context);
  }

  async info(): Promise<EngineInfo> {
    return this.#there().info();
  }

  async state(): Promise<GraphState | undefined> {
    return this.#there().state();
  }

  async ids(type: NodeType, after?: string, first?: number): Promise<readonly string[]> {
    return this.#there().ids(type, after, first);
  }

  async apply(changes: ChangeSet): Promise<number> {
    return this.#there().apply(changes);
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    return this.#there().read(ids);
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    return this.#there().referrers(ids);
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#there().redirects(ids);
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    return this.#there().latestChange(subject, verb);
  }

  async find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    return (await this.#there().find?.(type, property, value)) ?? [];
  }

  async transact<T>(
    subjects: readonly string[],
    work: (reader: Reader) => Promise<{ readonly writes: WriteSet; readonly result: T }>,
  ): Promise<Committed<T>> {
    return this.#there().transact(subjects, work);
  }

  async changes(page: HistoryPage): Promise<readonly Change[]> {
    return this.#there().changes(page);
  }

  async remembered(key: string): Promise<Remembered | undefined> {
    return this.#there().remembered(key);
  }

  /** Waits for no try that is under way: what it opens is closed again. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#engine?.close();
  }

  #there(): Engine {
    if (this.#engine !== undefined) return this.#engine;
    throw clientError("UNAVAILABLE", "The database cannot be reached just now. Try again in a moment.");
  }

  async #open(open: () => Promise<Engine>, failed: (error: unknown) => void, first?: Promise<Engine>): Promise<void> {
    const { signal } = this.#closing;
    for (let opening = first; !signal.aborted; opening = open()) {
      try {
        const engine = await opening;
        if (engine === undefined) continue;
        if (signal.aborted) await engine.close();
        else this.#engine = engine;
        return;
      } catch (error) {
        if (!signal.aborted) failed(error);
      }
      await setTimeout(pauseMs);
    }
  }
}
