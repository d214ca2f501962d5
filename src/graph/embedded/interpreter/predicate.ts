import type { Operand, Predicate } from "../../plan/predicate.js";
import type { Value } from "../../record.js";
import type { Graph, Test } from "../memory/graph.js";
import { heldIn } from "./held.js";
import { neighbour, neighbours } from "./hop.js";

const yes: Test = () => true;

/** Whether the predicate says nothing. */
export const isTrivial = (predicate: Predicate): boolean => predicate.kind === "all" && predicate.of.every(isTrivial);

/** A test of nodes with the meaning that plan/predicate.ts gives. Good until the next write. */
export function compile(graph: Graph, predicate: Predicate): Test {
  switch (predicate.kind) {
    case "all":
      // What asks neighbours comes last: one look at a column spares many of those.
      return every([...predicate.of].sort((a, b) => far(a) - far(b)).map((each) => compile(graph, each)));
    case "any":
      return some(predicate.of.map((each) => compile(graph, each)));
    case "not": {
      const test = compile(graph, predicate.of);
      return (node) => !test(node);
    }
    case "compare":
      return compare(graph, predicate);
    case "matches": {
      const tokens = predicate.tokens.map((token) => ` ${token}`);
      return graph.property(predicate.key).test((value) => {
        const key = typeof value === "string" ? value : "";
        return tokens.every((token) => key.includes(token));
      });
    }
    case "dated":
      return dated(graph, predicate);
    case "type":
      return graph.isOf(predicate.types);
    case "held": {
      const { min, max, atLeast } = predicate.question;
      const held = heldIn(graph);
      return (node) => held.atLeast(node, min, max, atLeast);
    }
    case "heldThen":
      return heldThen(graph, predicate);
    case "related":
      return related(graph, predicate);
    case "lineage":
      return lineage(graph, predicate.of);
    default: {
      const never: never = predicate;
      throw new Error(String(never));
    }
  }
}

/** Whether a condition looks beyond the node. */
function far(predicate: Predicate): number {
  switch (predicate.kind) {
    case "all":
    case "any":
      return Math.max(0, ...predicate.of.map(far));
    case "not":
      return far(predicate.of);
    case "related":
    case "heldThen":
      return 1;
    default:
      return 0;
  }
}

function every(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first === undefined) return yes;
  if (second === undefined) return first;
  if (tests.length === 2) return (node) => first(node) && second(node);
  return (node) => tests.every((test) => test(node));
}

function some(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first === undefined) return () => false;
  if (second === undefined) return first;
  return (node) => tests.some((test) => test(node));
}

type Of<K extends Predicate["kind"]> = Extract<Predicate, { kind: K }>;

function compare(graph: Graph, { property, list, operator, value }: Of<"compare">): Test {
  if (property === "id" && (operator === "eq" || operator === "in")) return isOneOf(graph, value);
  const stored = graph.property(property);
  if (value === null) {
    return stored.test((each) => each === undefined || (list && Array.isArray(each) && each.length === 0));
  }
  const holds = comparison(operator, value);
  if (!list) return stored.test((each) => each !== undefined && holds(each));
  return stored.test((each) => Array.isArray(each) && each.some(holds));
}

/** A comparison of ids, as one of node numbers. */
function isOneOf(graph: Graph, value: Operand): Test {
  const nodes = new Set<number>();
  for (const id of Array.isArray(value) ? value : [value]) {
    const node = typeof id === "string" ? graph.find(id) : undefined;
    if (node !== undefined) nodes.add(node);
  }
  const [only = -1] = nodes;
  return nodes.size > 1 ? (node) => nodes.has(node) : (node) => node === only;
}

type Item = string | number;

function comparison(operator: Of<"compare">["operator"], operand: NonNullable<Operand>): (value: Value) => boolean {
  switch (operator) {
    case "eq":
      return (value) => value === operand;
    case "in": {
      const wanted: ReadonlySet<Value> = new Set<Value>(Array.isArray(operand) ? operand : []);
      return (value) => wanted.has(value);
    }
    case "gte":
      return (value) => typeof value === typeof operand && (value as Item) >= (operand as Item);
    case "lte":
      return (value) => typeof value === typeof operand && (value as Item) <= (operand as Item);
    default: {
      const never: never = operator;
      throw new Error(String(never));
    }
  }
}

/** The days that a date can mean against the days from min to max: certainly, if all of them agree. */
function dated(graph: Graph, { property, relation, min, max, atLeast }: Of<"dated">): Test {
  const certain = atLeast === "CERTAIN";
  const [first, last] = [graph.property(`${property}Min`), graph.property(`${property}Max`)];
  const unknown = atLeast === "UNDATED" ? first.test((day) => day === undefined) : undefined;
  const begins = (certain ? first : last).test((day) => day !== undefined && day >= min);
  const ends = (certain ? last : first).test((day) => day !== undefined && day <= max);
  const known: Test = relation === "from" ? begins : relation === "to" ? ends : (node) => begins(node) && ends(node);
  return unknown === undefined ? known : (node) => unknown(node) || known(node);
}

function related(graph: Graph, { hop, quantifier, scope, where }: Of<"related">): Test {
  const list = neighbours(graph, hop);
  const met = graph.inScope(scope);
  const test = compile(graph, where);
  // `every` looks for a counterexample.
  const wanted = quantifier !== "every";
  const found = quantifier === "some";
  return (node) => {
    const all = list(node);
    for (let i = 0; i < all.length; i++) {
      const other = all[i] ?? -1;
      if (met(other) && test(other) === wanted) return found;
    }
    return !found;
  };
}

/** A tenure that the participation states counts as certain, dated or not, since the source says so. */
function heldThen(graph: Graph, { scope, where, atLeast }: Of<"heldThen">): Test {
  const official = neighbour(graph, { arrow: "-[:BY]->", types: ["Official"], through: undefined });
  const tenures = graph.into("OF_OFFICIAL");
  const stated = graph.out("IN_CAPACITY_OF");
  const [spanMin, spanMax] = [graph.property("spanMin").get, graph.property("spanMax").get];
  const [met, test, held] = [graph.inScope(scope), compile(graph, where), heldIn(graph)];
  return (node) => {
    const by = official(node);
    if (by < 0) return false;
    const [min, max] = [spanMin(node), spanMax(node)];
    const capacities = Array.from(stated.list(node));
    const all = tenures.list(by);
    for (let i = 0; i < all.length; i++) {
      const tenure = all[i] ?? -1;
      if (!met(tenure) || !test(tenure)) continue;
      if (capacities.includes(tenure)) return true;
      if (typeof min === "string" && typeof max === "string" && held.atLeast(tenure, min, max, atLeast)) return true;
    }
    return false;
  };
}

function lineage(graph: Graph, id: string): Test {
  const of = graph.property("lineageId");
  const province = graph.find(id);
  const wanted = province === undefined ? undefined : of.get(province);
  return wanted === undefined ? () => false : of.test((each) => each === wanted);
}
