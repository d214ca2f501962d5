import type { RunContext } from "../../engine.js";
import type { Bound } from "../../plan/bound.js";
import type { Shape } from "../../plan/plan.js";
import type { Row } from "../../row.js";
import type { Graph } from "../memory/graph.js";
import type { Indexes } from "./indexes.js";

/** What one request asks. */
export interface Request {
  readonly values: readonly Bound[];
  readonly context: RunContext;
}

/** One request being answered. */
export interface Run extends Request {
  /**
   * What is still to be written into rows that already stand in the answer: nested lists, each of which may be of a
   * hub. Written one after the other, so that others have their turn between them.
   */
  readonly later: Later[];
  /** What is computed once for it, by what computes it. */
  readonly computed: Map<unknown, unknown>;
}

/** A value that may take long, as of a hub it may take milliseconds. */
export interface LongWriter {
  /** The value, where it takes no time to speak of; else undefined. */
  readonly short: (node: number, run: Run) => unknown;
  readonly long: (node: number, run: Run) => Steps<unknown>;
}

/** The place of such a value. */
interface Later {
  readonly row: Row;
  readonly key: string;
  readonly node: number;
  readonly writer: LongWriter;
}

export type NodeWriter = (node: number, run: Run) => Row;

/** What the parts of a plan are prepared with. */
export interface Preparation {
  readonly graph: Graph;
  readonly indexes: Indexes;
  readonly shape: (shape: Shape) => NodeWriter;
}

/** A computation that may be interrupted at each `yield`, and is begun anew if the graph has changed meanwhile. */
export type Steps<T> = Generator<undefined, T, undefined>;

type BoundOf<K extends Bound["kind"]> = Extract<Bound, { kind: K }>;

export function boundOf<K extends Bound["kind"]>(run: Run, slot: number, kind: K): BoundOf<K> {
  const bound = run.values[slot];
  if (bound === undefined || !isKind(bound, kind)) throw new Error(`slot ${slot} is not bound as ${kind}`);
  return bound;
}
const isKind = <K extends Bound["kind"]>(bound: Bound, kind: K): bound is BoundOf<K> => bound.kind === kind;

/** Computes a value once a request, not once a row. */
export function oncePerRun<T extends object>(compute: (run: Run) => T): (run: Run) => T {
  return (run) => {
    let value = run.computed.get(compute) as T | undefined;
    if (value === undefined) {
      value = compute(run);
      run.computed.set(compute, value);
    }
    return value;
  };
}
