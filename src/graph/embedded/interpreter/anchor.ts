import { isEntityType, type NodeType } from "../../node-types.js";
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

const SHORT = 1_000;

/**
 * Nodes among which all that satisfy the predicate are to be found, each once, where an id or a few neighbours lead
 * to them; undefined where only a look at every node would do.
 */
export function* anchored(
  sources: Sources,
  types: readonly NodeType[],
  predicate: Predicate,
): Steps<readonly number[] | undefined> {
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
      const [met, test, back] = [graph.inScope(scope), compile(graph, where), reversed(graph, hop)];
      const [only] = ends;
      if (ends.length === 1 && only !== undefined) {
        return met(only) && test(only) ? ofTypes(graph, types, Array.from(back(only))) : [];
      }
      const found = new Set<number>();
      for (const end of ends) {
        if (met(end) && test(end)) for (const node of Array.from(back(end))) found.add(node);
        yield;
      }
      return ofTypes(graph, types, found);
    }
    default:
      return undefined;
  }

  function* shortest(parts: readonly Predicate[]): Steps<readonly number[] | undefined> {
    let found: readonly number[] | undefined;
    for (const part of [...parts].sort((a, b) => Number(leadsFromId(b)) - Number(leadsFromId(a)))) {
      const list = yield* anchored(sources, types, part);
      if (list !== undefined && (found === undefined || list.length < found.length)) found = list;
      // To look for a shorter list would take longer than to test all of this one.
      if (found !== undefined && found.length <= SHORT) break;
    }
    return found;
  }

  function* each(parts: readonly Predicate[]): Steps<readonly (readonly number[] | undefined)[]> {
    const lists: (readonly number[] | undefined)[] = [];
    for (const part of parts) lists.push(yield* anchored(sources, types, part));
    return lists;
  }
}

/** Entities that have words which begin so; nobody but one who tests them knows whether all of them do. */
function* named(
  { names }: Sources,
  types: readonly NodeType[],
  { key, tokens }: Extract<Predicate, { kind: "matches" }>,
): Steps<readonly number[] | undefined> {
  if (key !== "searchKey" || tokens.length === 0 || !types.every(isEntityType)) return undefined;
  const found: number[] = [];
  for (const type of types) {
    const index = yield* names.of(type);
    for (const entity of yield* index.having(tokens)) found.push(entity);
    for (const entity of index.others) found.push(entity);
  }
  return found;
}

function byIds(
  graph: Graph,
  types: readonly NodeType[],
  { operator, value }: Extract<Predicate, { kind: "compare" }>,
): readonly number[] | undefined {
  if (operator !== "eq" && operator !== "in") return undefined;
  const ids = Array.isArray(value) ? value : [value];
  const nodes = new Set<number>();
  for (const id of ids) {
    const node = typeof id === "string" ? graph.find(id) : undefined;
    if (node !== undefined) nodes.add(node);
  }
  return ofTypes(graph, types, nodes);
}

/** The nodes of few that satisfy a condition. */
function smallType(graph: Graph, types: readonly NodeType[], where: Predicate): readonly number[] | undefined {
  const lists = types.map((type) => graph.nodes(type));
  if (lists.reduce((sum, { length }) => sum + length, 0) > FEW) return undefined;
  const test = compile(graph, where);
  return lists.flatMap((list) => Array.from(list).filter(test));
}

function ofTypes(graph: Graph, types: readonly NodeType[], nodes: Iterable<number>): readonly number[] {
  const wanted = new Set(types);
  return [...nodes].filter((node) => wanted.has(graph.type(node)));
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

function union(lists: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  const found = new Set<number>();
  for (const list of lists) {
    if (list === undefined) return undefined;
    for (const node of list) found.add(node);
  }
  return [...found];
}
