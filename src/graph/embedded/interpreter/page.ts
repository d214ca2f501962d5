import type { NodeType } from "../../node-types.js";
import type { BoundPage } from "../../plan/bound.js";
import { encodeCursor } from "../../plan/cursor.js";
import type { OrderTerm } from "../../plan/order.js";
import type { Hop, Parts } from "../../plan/plan.js";
import type { Graph, Test } from "../memory/graph.js";
import { type Anchor, anchored } from "./anchor.js";
import { nodeConnection } from "./connection.js";
import { partOf } from "./day-seek.js";
import { degree, neighbours } from "./hop.js";
import { type HubLists, typesBehind } from "./hub-lists.js";
import { keysOf, type Ordering, orderingOf } from "./order.js";
import { firstPlace } from "./ordered-lists.js";
import { partsWriter, selects } from "./parts.js";
import { compile, isTrivial } from "./predicate.js";
import { boundOf, type LongWriter, oncePerRun, type Preparation, type Run, type Steps } from "./run.js";
import { type Page, pageOf, select, selectInTurns } from "./window.js";

interface Compiled {
  readonly bound: BoundPage;
  readonly test: Test;
  readonly ordering: Ordering<number>;
}

const compiledPage = (graph: Graph, slot: number) =>
  oncePerRun((run): Compiled => {
    const bound = boundOf(run, slot, "page");
    const [met, where] = [graph.inScope(bound.scope), compile(graph, bound.where)];
    const test: Test = isTrivial(bound.where) ? met : (node) => met(node) && where(node);
    return { bound, test, ordering: orderingOf(graph, bound.order) };
  });

/** A connection of a node's neighbours. */
export function nestedPage(preparation: Preparation, hop: Hop, slot: number, parts: Parts): LongWriter {
  const { graph, indexes } = preparation;
  const { hubs } = indexes;
  const candidates = neighbours(graph, hop);
  const compiled = compiledPage(graph, slot);
  const write = partsWriter(nodeConnection, parts, preparation);
  const counted = selects(parts, "totalCount");
  const kept = oncePerRun((run) => keptAs(hop, boundOf(run, slot, "page").order));
  const met = degree(graph, hop);
  const short = (node: number, run: Run): unknown => {
    if (met(node) >= hubs.from) return undefined;
    const { bound, test, ordering } = compiled(run);
    const found = candidates(node);
    const matching: number[] = [];
    for (let i = 0; i < found.length; i++) {
      const each = found[i] ?? -1;
      if (test(each)) matching.push(each);
    }
    return write(select(matching, ordering, bound.signature, bound.window), run);
  };
  function* long(node: number, run: Run): Steps<unknown> {
    const { bound, test, ordering } = compiled(run);
    const { key, hangsOn } = kept(run);
    if (key === undefined) {
      const matching = yield* matchingOf(candidates(node), test);
      return write(yield* selectInTurns(matching, ordering, bound.signature, bound.window), run);
    }
    const list = yield* hubs.get(`${node} ${key}`, () => candidates(node), hangsOn, bound.order);
    return write(yield* walk(list, compiled(run), counted ? (part) => count(part, test) : undefined), run);
  }
  return { short, long };
}

/**
 * What the kept list of a hub's neighbours is known by, apart from the hub, and which types it hangs on; without a key
 * where the order depends on a question. `backTo`: of a hop seen from its other end, the types of the nodes there.
 */
function keptAs(hop: Hop, order: readonly OrderTerm[], backTo: readonly NodeType[] = []) {
  const key = order.every(({ kind }) => kind === "property") ? JSON.stringify([hop, backTo, order]) : undefined;
  return { key, hangsOn: new Set([...typesBehind(hop, order), ...backTo]) };
}

/** A connection of all nodes of some types. */
export function rootPage(preparation: Preparation, types: readonly NodeType[], slot: number, parts: Parts) {
  const { graph, indexes } = preparation;
  const { lists, names, hubs } = indexes;
  const compiled = compiledPage(graph, slot);
  const write = partsWriter(nodeConnection, parts, preparation);
  const counted = selects(parts, "totalCount");
  return function* (run: Run): Steps<unknown> {
    const { bound, test, ordering } = compiled(run);
    const anchor = yield* anchored({ graph, names }, types, bound.where);
    const inOrder = anchor === undefined ? lists.get(types, bound.order) : behindHub(hubs, anchor, types, bound.order);
    const list = yield* inOrder;
    if (list !== undefined) {
      const total = (part: Uint32Array) => countOf(graph, types, bound, part, test);
      return write(yield* walk(list, compiled(run), counted ? total : undefined), run);
    }
    const matching: number[][] = [];
    for (const nodes of anchor === undefined ? types.map((type) => graph.nodes(type)) : [anchor.nodes]) {
      matching.push(yield* matchingOf(nodes, test));
    }
    return write(yield* selectInTurns(matching.flat(), ordering, bound.signature, bound.window), run);
  };
}

/** The nodes behind a hub in order; undefined where the anchor is none, or the order depends on a question. */
function* behindHub(
  hubs: HubLists,
  { nodes, behind }: Anchor,
  types: readonly NodeType[],
  order: readonly OrderTerm[],
): Steps<Uint32Array | undefined> {
  if (behind === undefined || nodes.length < hubs.from) return undefined;
  const { key, hangsOn } = keptAs(behind.hop, order, types);
  return key === undefined ? undefined : yield* hubs.get(`${behind.node} ${key}`, () => nodes, hangsOn, order);
}

/** How many nodes are looked at between two chances to interrupt: a test that asks neighbours may take long. */
export const STRIDE = 64;

export function* matchingOf(nodes: ArrayLike<number>, test: Test): Steps<number[]> {
  const matching: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] ?? -1;
    if (test(node)) matching.push(node);
    if (i % STRIDE === STRIDE - 1) yield;
  }
  return matching;
}

/** Follows an ordered list from the cursor on; `total` counts in the part of it where matching nodes can stand. */
function* walk(
  all: Uint32Array,
  { bound, test, ordering }: Compiled,
  total: ((part: Uint32Array) => Steps<number>) | undefined,
): Steps<Page<number>> {
  const { window, signature } = bound;
  const list = partOf(all, ordering, bound.order, bound.where);
  const from = window.after === undefined ? 0 : firstPlace(list, ordering, window.after, 0);
  const to = window.before === undefined ? list.length : firstPlace(list, ordering, window.before, -1);
  const found: number[] = [];
  const step = window.backward ? -1 : 1;
  let looked = 0;
  for (let i = window.backward ? to - 1 : from; i >= from && i < to && found.length <= window.limit; i += step) {
    const node = list[i] ?? -1;
    if (test(node)) found.push(node);
    if (++looked % STRIDE === 0) yield;
  }
  const totalCount = total === undefined ? undefined : yield* total(list);
  return pageOf(found, window, totalCount, (node) => encodeCursor(signature, keysOf(ordering, node)));
}

function* countOf(
  graph: Graph,
  types: readonly NodeType[],
  bound: BoundPage,
  list: Uint32Array,
  test: Test,
): Steps<number> {
  return knownCount(graph, types, bound) ?? (yield* count(list, test));
}

/** The count of a page without conditions is kept. */
function knownCount(graph: Graph, types: readonly NodeType[], { where, scope }: BoundPage): number | undefined {
  if (!isTrivial(where) || (scope !== "VISIBLE" && scope !== "ALL")) return undefined;
  return types.reduce((sum, type) => sum + (scope === "ALL" ? graph.nodes(type).length : graph.visible(type)), 0);
}

function* count(list: Uint32Array, test: Test): Steps<number> {
  let matching = 0;
  for (let i = 0; i < list.length; i++) {
    if (test(list[i] ?? -1)) matching++;
    if (i % STRIDE === STRIDE - 1) yield;
  }
  return matching;
}
