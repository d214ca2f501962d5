import { GraphQLError } from "graphql";
import type { Engine, RunWatch } from "../../graph/engine.js";
import type { Plan } from "../../graph/plan/plan.js";
import { isCode } from "../errors.js";
import type { Meters } from "./meters.js";
import { Observed } from "./observed.js";

/** Connections that the Neo4j driver keeps to one server: its own default, of which it tells nothing. */
const poolSize = 100;

interface Watched {
  readonly engine: Engine;
  readonly kind: "embedded" | "neo4j";
  readonly meters: Meters;
}

type Work = (...args: readonly unknown[]) => unknown;

/** What is closing, not work. */
const unwatched: ReadonlySet<PropertyKey> = new Set(["close"]);

/**
 * The engine, with its work seen: how long it takes, how it fails, how much is under way. A proxy, as engines have
 * methods that only some of them have.
 */
export function watchEngine({ engine, kind, meters }: Watched): Engine {
  const seconds = meters.seconds(
    { name: "rolegraph_engine_seconds", help: "Time of a piece of work in the engine, by what it was." },
    "work",
    "engine",
  );
  const failures = meters.tally(
    { name: "rolegraph_engine_errors_total", help: "Work in the engine that failed, by error code." },
    ["code"],
  );
  let underWay = 0;
  const watch = async (work: EngineWork, run: () => unknown, plan?: Plan, seen?: RunWatch): Promise<unknown> => {
    underWay++;
    const began = performance.now();
    let answer: { readonly value: unknown } | undefined;
    try {
      const value = await run();
      answer = { value };
      return value;
    } catch (error) {
      failures(codeOf(error));
      throw error;
    } finally {
      underWay--;
      const ended = performance.now();
      seconds(work)((ended - began) / 1000);
      if (plan !== undefined && seen instanceof Observed) seen.ran(plan, began, ended, answer);
    }
  };
  measurePool(meters, kind, () => underWay);
  const watched: Pick<Engine, "run"> = {
    run: (plan, values, context) => watch(plan.root.kind, () => engine.run(plan, values, context), plan, context.watch),
  };
  const methods = new Map<PropertyKey, unknown>([["run", watched.run]]);
  return new Proxy(engine, {
    get: (target, name) => {
      if (methods.has(name)) return methods.get(name);
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const work: Work = (...args) => Reflect.apply(value, target, args);
      const label = name === "transact" || name === "apply" ? "write" : "read";
      const method: Work = unwatched.has(name) ? work : (...args) => watch(label, () => work(...args));
      methods.set(name, method);
      return method;
    },
  });
}

/** The kinds of work that `rolegraph_engine_seconds` tells apart. */
type EngineWork = Plan["root"]["kind"] | "read" | "write";

/** Errors of the client are the engine's answer too: a client that keeps sending bad cursors shows here. */
function codeOf(error: unknown): string {
  const code = error instanceof GraphQLError ? error.extensions["code"] : undefined;
  return isCode(code) ? code : "INTERNAL";
}

/**
 * The driver tells nothing of its pool. Each piece of work under way has one connection or waits for one, so the rest
 * follows from how many there are; with several servers, as in a cluster, each has a pool, and fewer wait than it says.
 */
function measurePool(meters: Meters, kind: Watched["kind"], underWay: () => number): void {
  meters.gauge({ name: "rolegraph_engine_running", help: "Pieces of work under way in the engine." }, underWay);
  if (kind === "embedded") return;
  const gauge = (name: string, help: string, read: () => number) =>
    meters.gauge({ name: `rolegraph_neo4j_pool_${name}`, help }, read);
  gauge("size", "Connections to Neo4j that there may be.", () => poolSize);
  gauge("used", "Connections to Neo4j in use.", () => Math.min(poolSize, underWay()));
  gauge("idle", "Connections to Neo4j that could be in use or made.", () => Math.max(0, poolSize - underWay()));
  gauge("waiting", "Work that waits for a connection to Neo4j.", () => Math.max(0, underWay() - poolSize));
}
