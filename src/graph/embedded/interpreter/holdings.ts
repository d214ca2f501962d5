import type { Certainty } from "../../plan/bound.js";
import type { Parts } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import { heldIn, rankOf } from "./held.js";
import { neighbour } from "./hop.js";
import { compareKeys, keysOf, type Ordering, propertyKey } from "./order.js";
import { type Described, list } from "./parts.js";
import { boundOf, type Preparation, type Run } from "./run.js";

interface Holding {
  readonly tenure: number;
  readonly certainty: Certainty;
  readonly distance: number | null;
}

const holding: Described<Holding> = {
  node: { tenure: ({ tenure }) => tenure },
  values: { certainty: ({ certainty }) => certainty },
};

/** Who held a position on the days asked about. */
export function holders(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const [tenures, visible, held, order] = [
    graph.into("OF_POSITION"),
    graph.inScope("VISIBLE"),
    heldIn(graph),
    ordered(graph),
  ];
  const find = (position: number, run: Run): readonly Holding[] => {
    const { question } = boundOf(run, slot, "held");
    if (!("min" in question)) throw new Error("holders are asked for without a date");
    const { min, max, atLeast } = question;
    const found = Array.from(tenures.list(position)).filter(
      (tenure) => visible(tenure) && held.atLeast(tenure, min, max, atLeast),
    );
    return order(
      found.flatMap((tenure) => {
        const certainty = held.certainty(tenure, min, max);
        return certainty === null ? [] : [{ tenure, certainty, distance: held.distance(tenure, min, max) }];
      }),
    );
  };
  return list(holding, find)(parts, preparation);
}

/**
 * What the official of a participation held at the time of the event. A tenure that the participation states is
 * certain there, dated or not.
 */
export function heldThen(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const official = neighbour(graph, { arrow: "-[:BY]->", types: ["Official"], through: undefined });
  const [tenures, stated, visible] = [graph.into("OF_OFFICIAL"), graph.out("IN_CAPACITY_OF"), graph.inScope("VISIBLE")];
  const [spanMin, spanMax] = [graph.property("spanMin").get, graph.property("spanMax").get];
  const [held, order] = [heldIn(graph), ordered(graph)];
  const find = (node: number, run: Run): readonly Holding[] => {
    const { atLeast } = boundOf(run, slot, "held").question;
    const by = official(node);
    if (by < 0) return [];
    const [min, max] = [spanMin(node), spanMax(node)];
    if (typeof min !== "string" || typeof max !== "string") throw new Error("a stored participation has no span");
    const capacities = new Set(Array.from(stated.list(node)));
    return order(
      Array.from(tenures.list(by)).flatMap((tenure) => {
        if (!visible(tenure)) return [];
        const certain = capacities.has(tenure);
        if (!certain && !held.atLeast(tenure, min, max, atLeast)) return [];
        const certainty = certain ? "CERTAIN" : held.certainty(tenure, min, max);
        return certainty === null ? [] : [{ tenure, certainty, distance: held.distance(tenure, min, max) }];
      }),
    );
  };
  return list(holding, find)(parts, preparation);
}

/** Certain ones first, then the nearest, then as the source names them. */
function ordered(graph: Graph): (holdings: readonly Holding[]) => readonly Holding[] {
  const protocolKey = propertyKey(graph, "protocolKey");
  const ordering: Ordering<Holding> = {
    keys: [({ certainty }) => rankOf(certainty), ({ distance }) => distance, ({ tenure }) => protocolKey(tenure)],
    descending: [false, false, false],
  };
  return (holdings) =>
    holdings.toSorted((a, b) => compareKeys(keysOf(ordering, a), keysOf(ordering, b), ordering.descending));
}
