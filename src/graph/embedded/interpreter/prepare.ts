import type { EngineInfo } from "../../engine.js";
import { infoRow } from "../../info.js";
import type { Plan, Root } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import { counts } from "./counts.js";
import type { Indexes } from "./indexes.js";
import { rootPage } from "./page.js";
import { paths } from "./paths.js";
import { boundOf, type Preparation, type Request, type Run, type Steps } from "./run.js";
import { search } from "./search.js";
import { shapeWriter } from "./shape.js";

/** A plan made into functions, once: they write the rows of a request. */
export type Prepared = (request: Request) => Steps<unknown>;

export interface Sources {
  readonly graph: Graph;
  readonly indexes: Indexes;
  readonly info: () => EngineInfo;
}

export function prepare(sources: Sources, plan: Plan): Prepared {
  const answer = answerTo(sources, plan);
  return function* (request) {
    const run: Run = { ...request, later: [], computed: new Map() };
    const answered = yield* answer(run);
    for (const { row, key, node, writer } of run.later) {
      const value = writer.short(node, run);
      row[key] = value === undefined ? yield* writer.long(node, run) : value;
      yield;
    }
    return answered;
  };
}

type Answer = (run: Run) => Steps<unknown>;

function answerTo(sources: Sources, { root }: Plan): Answer {
  const { graph, indexes } = sources;
  const preparation: Preparation = { graph, indexes, shape: (shape) => shapeWriter(graph, indexes, shape) };
  switch (root.kind) {
    case "byId":
    case "byIds":
      return byIds(preparation, root);
    case "page":
      return rootPage(preparation, root.types, root.slot, root.parts);
    case "search":
      return search(preparation, root.slot, root.parts);
    case "paths":
      return paths(preparation, root.slot, root.parts);
    case "counts":
      return counts(preparation, root.slot, root.parts);
    case "info":
      return atOnce(() => infoRow(root.parts, sources.info()));
    default: {
      const never: never = root;
      throw new Error(String(never));
    }
  }
}

function byIds({ graph, shape }: Preparation, root: Extract<Root, { kind: "byId" | "byIds" }>): Answer {
  const write = shape(root.shape);
  const wanted = graph.isOf(root.types);
  const one = (id: string | undefined, run: Run) => {
    const node = id === undefined ? undefined : graph.resolve(id);
    return node !== undefined && wanted(node) ? write(node, run) : null;
  };
  return atOnce((run) => {
    const { ids } = boundOf(run, root.slot, "ids");
    return root.kind === "byId" ? one(ids[0], run) : ids.map((id) => one(id, run));
  });
}

const atOnce = (answer: (run: Run) => unknown): Answer =>
  // biome-ignore lint/correctness/useYield: an answer that takes no steps
  function* (run) {
    return answer(run);
  };
