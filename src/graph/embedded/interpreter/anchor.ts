import { isEntityType, type NodeType } from "../../node-types.js";
import type { Hop } from "../../plan/plan.js";
import type { Predicate } from "../../plan/predicate.js";
import type { Graph } from "../memory/graph.js";
import { reversed } from "./hop.js";
import type { NameIndex } from "./name-index.js";
import { compile } from "./predicate.js";
import type { Steps } from "./run.js";

interface Sources {
  readonly graph: Graph;
  readonly names: NameIndex;
}

/** Types with no more nodes than this are searched whole for an anchor: provinces, mostly. */
const FEW = 500;

/** To test so many takes no longer than to look for fewer. */
const SHORT = 1_000;

/** Nodes among which all that satisfy a predicate are to be found, each once. */
export interface Anchor {
  readonly nodes: ArrayLike<number>;
  /** If they are all from which a hop leads to one node: that hop and that node. */
  readonly behind?: { readonly hop: Hop; readonly node: number };
}

/** An anchor where an id or a few neighbours lead to one; undefined where only a look at every node would do. */
export function* anchored(
  sources: Sources,
  types: readonly NodeType[],
  predicate: Predicate,
): Steps<Anchor | undefined> {
  const { graph } = sources;
  switch (predicate.kind) {
    case "all":
      return yield* shortest(predicate.of);
    case "any":
      return union(yield* each(predicate.of));
    case "compare":
      return predicate.property === "id" ? byIds(graph, types, predicate) : undefined;
    case "matches":
      return yield* named(sources, types, predicate);
    case "lineage":
      return smallType(graph, types, predicate);
    case "related": {
      if (predicate.quantifier !== "some") return undefined;
      const { hop, where, scope } = predicate;
      const ends = (yield* anchored(sources, hop.types, where)) ?? smallType(graph, hop.types, where);
      if (ends === undefined) return undefined;
      const [met, test, back] = [graph.inScope(scope), compile(graph, where), reversed(graph, hop, types)];
      const only = ends.nodes[0];
      if (ends.nodes.length === 1 && only !== undefined) {
        return met(only) && test(only) ? { nodes: back(only), behind: { hop, node: only } } : { nodes: [] };
      }
      const found = new Set<number>();
      for (const end of Array.from(ends.nodes)) {
        if (met(end) && test(end)) for (const node of Array.from(back(end))) found.add(node);
        yield;
      }
      return { nodes: [...found] };
    }
    default:
      return undefined;
  }

  function* shortest(parts: readonly Predicate[]): Steps<Anchor | undefined> {
    let found: Anchor | undefined;
    for (const part of [...parts].sort((a, b) => Number(leadsFromId(b)) - Number(leadsFromId(a)))) {
      const anchor = yield* anchored(sources, types, part);
      if (anchor !== undefined && (found === undefined || anchor.nodes.length < found.nodes.length)) found = anchor;
      if (found !== undefined && found.nodes.length <= SHORT) break;
    }
    return found;
  }

  function* each(parts: readonly Predicate[]): Steps<readonly (Anchor | undefined)[]> {
    const anchors: (Anchor | undefined)[] = [];
    for (const part of parts) anchors.push(yield* anchored(sources, types, part));
    return anchors;
  }
}

/** Entities that have words which begin so; nobody but one who tests them knows whether all of them do. */
function* named(
  { names }: Sources,
  types: readonly NodeType[],
  { key, tokens }: Extract<Predicate, { kind: "matches" }>,
): Steps<Anchor | undefined> {
  if (key !== "searchKey" || tokens.length === 0 || !types.every(isEntityType)) return undefined;
  const found: number[] = [];
  for (const type of types) {
    const index = yield* names.of(type);
    for (const entity of yield* index.having(tokens)) found.push(entity);
    for (const entity of index.others) found.push(entity);
  }
  return { nodes: found };
}

function byIds(
  graph: Graph,
  types: readonly NodeType[],
  { operator, value }: Extract<Predicate, { kind: "compare" }>,
): Anchor | undefined {
  if (operator !== "eq" && operator !== "in") return undefined;
  const ids = Array.isArray(value) ? value : [value];
  const nodes = new Set<number>();
  for (const id of ids) {
    const node = typeof id === "string" ? graph.find(id) : undefined;
    if (node !== undefined) nodes.add(node);
  }
  return { nodes: [...nodes].filter(graph.isOf(types)) };
}

/** The nodes of few that satisfy a condition. */
function smallType(graph: Graph, types: readonly NodeType[], where: Predicate): Anchor | undefined {
  const lists = types.map((type) => graph.nodes(type));
  if (lists.reduce((sum, { length }) => sum + length, 0) > FEW) return undefined;
  const test = compile(graph, where);
  return { nodes: lists.flatMap((list) => Array.from(list).filter(test)) };
}

/** Whether an id leads to the nodes: such lists are found at once, and short as a rule. */
function leadsFromId(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case "all":
      return predicate.of.some(leadsFromId);
    case "compare":
      return predicate.property === "id";
    case "related":
      return predicate.quantifier === "some" && leadsFromId(predicate.where);
    default:
      return false;
  }
}

function union(anchors: readonly (Anchor | undefined)[]): Anchor | undefined {
  const found = new Set<number>();
  for (const anchor of anchors) {
    if (anchor === undefined) return undefined;
    for (const node of Array.from(anchor.nodes)) found.add(node);
  }
  return { nodes: [...found] };
}
