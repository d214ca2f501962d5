import { type Arrow, type Relationship, relationships } from "../../mapping.js";
import { type NodeType, nodeTypes } from "../../node-types.js";
import type { Hop } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";

export type Neighbours = (node: number) => ArrayLike<number>;

export interface Direction {
  readonly relationship: Relationship;
  readonly towards: "out" | "in" | "both";
}

const directions: ReadonlyMap<string, Direction> = new Map(
  relationships.flatMap((relationship): readonly (readonly [string, Direction])[] => [
    [`-[:${relationship}]->`, { relationship, towards: "out" }],
    [`<-[:${relationship}]-`, { relationship, towards: "in" }],
    [`-[:${relationship}]-`, { relationship, towards: "both" }],
  ]),
);

export function directionOf(arrow: Arrow): Direction {
  const direction = directions.get(arrow);
  if (direction === undefined) throw new Error(`${arrow} is no relationship of the graph`);
  return direction;
}

/** The nodes that a hop leads to, each once: to one in the order of the record's links, else in no order. */
export function neighbours(graph: Graph, { arrow, types, through }: Hop): Neighbours {
  const first = along(graph, directionOf(arrow));
  if (through === undefined) return ofTypes(graph, first, types);
  return joined(middle(graph, first, through.type), ofTypes(graph, along(graph, directionOf(through.arrow)), types));
}

/** The same hop seen from its other end: the nodes of some types from which it leads to one. */
export function reversed(graph: Graph, { arrow, through }: Hop, types: readonly NodeType[]): Neighbours {
  const last = ofTypes(graph, along(graph, opposite(directionOf(arrow))), types);
  if (through === undefined) return last;
  return joined(middle(graph, along(graph, opposite(directionOf(through.arrow))), through.type), last);
}

/** How many nodes a hop meets first, of whatever type: to count those that it leads to takes as long as to find them. */
export function degree(graph: Graph, { arrow, through }: Hop): (node: number) => number {
  const first = along(graph, directionOf(through?.arrow ?? arrow));
  return (node) => first(node).length;
}

/** The first neighbour of a hop to one; -1 if there is none. */
export function neighbour(graph: Graph, hop: Hop): (node: number) => number {
  const { relationship, towards } = directionOf(hop.arrow);
  const list = neighbours(graph, hop);
  if (towards === "out" && hop.through === undefined) {
    const { first } = graph.out(relationship);
    const wanted = graph.isOf(hop.types);
    return (node) => {
      const found = first(node);
      return found < 0 || wanted(found) ? found : (list(node)[0] ?? -1);
    };
  }
  return (node) => list(node)[0] ?? -1;
}

/** A hop through a claim meets the claims that a reader sees by default. */
const middle = (graph: Graph, list: Neighbours, type: NodeType): Neighbours =>
  kept(ofTypes(graph, list, [type]), graph.inScope("VISIBLE"));

function along(graph: Graph, { relationship, towards }: Direction): Neighbours {
  const [out, into] = [graph.out(relationship).list, graph.into(relationship).list];
  if (towards === "out") return out;
  if (towards === "in") return into;
  return (node) => [...new Set([...Array.from(out(node)), ...Array.from(into(node))])];
}

const opposite = ({ relationship, towards }: Direction): Direction => ({
  relationship,
  towards: towards === "both" ? "both" : towards === "out" ? "in" : "out",
});

function ofTypes(graph: Graph, list: Neighbours, types: readonly NodeType[]): Neighbours {
  return types.length === nodeTypes.length ? list : kept(list, graph.isOf(types));
}

function joined(first: Neighbours, second: Neighbours): Neighbours {
  return (node) => {
    const found = new Set<number>();
    for (const between of Array.from(first(node))) {
      for (const end of Array.from(second(between))) found.add(end);
    }
    return [...found];
  };
}

/** Those that pass; the list itself, uncopied, if all do. */
function kept(list: Neighbours, passes: (node: number) => boolean): Neighbours {
  return (node) => {
    const all = list(node);
    for (let i = 0; i < all.length; i++) {
      if (!passes(all[i] ?? -1)) return Array.from(all).filter(passes);
    }
    return all;
  };
}
