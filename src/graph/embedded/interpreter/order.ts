import type { Key } from "../../plan/bound.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Hop } from "../../plan/plan.js";
import type { Value } from "../../record.js";
import type { Graph } from "../memory/graph.js";
import { heldIn, rankOf } from "./held.js";
import { neighbour } from "./hop.js";

export type KeyReader<T> = (item: T) => Key;

/** Keys of items and how they compare. */
export interface Ordering<T> {
  readonly keys: readonly KeyReader<T>[];
  /** For each key. */
  readonly descending: readonly boolean[];
}

export function orderingOf(graph: Graph, order: readonly OrderTerm[]): Ordering<number> {
  return { keys: order.map((term) => keyReader(graph, term)), descending: order.map(({ descending }) => descending) };
}

export const keysOf = <T>({ keys }: Ordering<T>, item: T): Key[] => keys.map((key) => key(item));

/** Negative if a comes first. Unknown values come last in either direction. */
export function compareKey(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b !== descending ? -1 : 1;
}

export function compareKeys(a: readonly Key[], b: readonly Key[], descending: readonly boolean[]): number {
  for (let i = 0; i < descending.length; i++) {
    const order = compareKey(a[i] ?? null, b[i] ?? null, descending[i] === true);
    if (order !== 0) return order;
  }
  return 0;
}

function keyReader(graph: Graph, term: OrderTerm): KeyReader<number> {
  switch (term.kind) {
    case "property":
      return atEnd(graph, term.path, propertyKey(graph, term.property));
    case "certainty": {
      const held = heldIn(graph);
      const { min, max } = term.question;
      return (node) => rankOf(held.certainty(node, min, max));
    }
    case "distance": {
      const held = heldIn(graph);
      const { min, max } = term.question;
      return (node) => held.distance(node, min, max);
    }
    default: {
      const never: never = term;
      throw new Error(String(never));
    }
  }
}

export function propertyKey(graph: Graph, name: string): KeyReader<number> {
  const { get } = graph.property(name);
  return (node) => asKey(get(node));
}

function asKey(value: Value | undefined): Key {
  if (typeof value === "string" || typeof value === "number") return value;
  return typeof value === "boolean" ? Number(value) : null;
}

function atEnd(graph: Graph, path: readonly Hop[], key: KeyReader<number>): KeyReader<number> {
  if (path.length === 0) return key;
  const steps = path.map((hop) => neighbour(graph, hop));
  return (node) => {
    let end = node;
    for (const step of steps) {
      end = step(end);
      if (end < 0) return null;
    }
    return key(end);
  };
}

/** Nodes in order. Keys are read once for each node, not once for each comparison. */
export function sorted(nodes: ArrayLike<number>, ordering: Ordering<number>): Uint32Array {
  const columns = ordering.keys.map((key) => Array.from(nodes, key));
  const { descending } = ordering;
  const places = Array.from(nodes, (_, i) => i);
  places.sort((a, b) => {
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i];
      const order = compareKey(column?.[a] ?? null, column?.[b] ?? null, descending[i] === true);
      if (order !== 0) return order;
    }
    return a - b;
  });
  return Uint32Array.from(places, (place) => nodes[place] ?? 0);
}
