import { clientError } from "../../errors.js";
import { isEntityType } from "../../node-types.js";
import type { Parts } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import { distancesTo, type Neighbourhood, neighbourhood, once } from "./chain-search.js";
import { type Described, list, partsWriter } from "./parts.js";
import { boundOf, type Preparation, type Run, type Steps } from "./run.js";

interface Step {
  readonly from: number;
  readonly via: number;
  readonly to: number;
}
type Chain = readonly Step[];

const step: Described<Step> = {
  node: { from: ({ from }) => from, via: ({ via }) => via, to: ({ to }) => to },
};
const path: Described<Chain> = {
  values: { length: ({ length }) => length },
  nested: { steps: list(step, (chain) => chain) },
};

export function paths(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const write = partsWriter(path, parts, preparation);
  return function* (run: Run): Steps<unknown> {
    const bound = boundOf(run, slot, "paths");
    const [from, to] = [entity(graph, bound.from, "from"), entity(graph, bound.to, "to")];
    if (from === to) return [];
    const reach = neighbourhood(graph, bound);
    const distances = yield* distancesTo(reach, to, from, bound.maxHops);
    const chains = yield* first(graph, reach, distances, from, bound.first);
    return chains.map((chain) => write(chain, run));
  };
}

function entity(graph: Graph, id: string, argument: string): number {
  const node = graph.resolve(id);
  if (node !== undefined && isEntityType(graph.type(node))) return node;
  throw clientError("NOT_FOUND", `There is no entity ${JSON.stringify(id)}. Find ids with \`search\`.`, [argument]);
}

/** The first chains of least length, by their claims' ids compared one after the other, then by their entities'. */
function* first(
  graph: Graph,
  { claims, entities }: Neighbourhood,
  distances: ReadonlyMap<number, number>,
  from: number,
  limit: number,
): Steps<readonly Chain[]> {
  const found: Chain[] = [];
  const length = distances.get(from);
  if (length !== undefined) yield* extend([{ end: from, chain: [] }], length);
  return found;

  /** `partial`: all chains of one list of claims, which go on together so that the next claim decides. */
  function* extend(partial: readonly { readonly end: number; readonly chain: Chain }[], left: number): Steps<void> {
    if (left === 0) {
      const whole = partial.map(({ chain }) => chain).sort((a, b) => compareEntities(graph, a, b));
      found.push(...whole.slice(0, limit - found.length));
      return;
    }
    const byClaim = new Map<number, { readonly end: number; readonly chain: Chain }[]>();
    for (const { end, chain } of partial) {
      yield;
      for (const claim of once(claims, end)) {
        for (const next of once(entities, claim)) {
          if (distances.get(next) !== left - 1) continue;
          const longer = { end: next, chain: [...chain, { from: end, via: claim, to: next }] };
          const group = byClaim.get(claim);
          if (group === undefined) byClaim.set(claim, [longer]);
          else group.push(longer);
        }
      }
    }
    const inOrder = [...byClaim].sort(([a], [b]) => compare(graph.id(a), graph.id(b)));
    for (const [, longer] of inOrder) {
      if (found.length >= limit) return;
      yield* extend(longer, left - 1);
    }
  }
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function compareEntities(graph: Graph, a: Chain, b: Chain): number {
  for (const [i, { to }] of a.entries()) {
    const order = compare(graph.id(to), graph.id(b[i]?.to ?? to));
    if (order !== 0) return order;
  }
  return 0;
}
