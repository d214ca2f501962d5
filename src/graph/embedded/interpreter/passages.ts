import type { Parts } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import type { PassageLink, PlacedPassage } from "../memory/passages.js";
import { connection } from "./connection.js";
import { compareKeys, keysOf, type Ordering } from "./order.js";
import { type Described, list, object, partsWriter } from "./parts.js";
import { boundOf, type Preparation, type Run } from "./run.js";
import { select } from "./window.js";

/** Evidence: the source, and where in it. */
function evidence(graph: Graph): Described<PlacedPassage> {
  const sha256 = graph.property("sha256").get;
  return {
    node: { source: ({ source }) => source },
    values: {
      start: ({ start }) => start,
      end: ({ end }) => end,
      asWritten: ({ asWritten }) => asWritten ?? null,
      inferred: ({ inferred }) => inferred,
      supports: ({ supports }) => supports,
      quote: ({ source, start, end }, { context }) => {
        const hash = sha256(source);
        return context.quote(typeof hash === "string" ? hash : undefined, start, end);
      },
    },
  };
}

/** By source id, start, end. */
const orderingOf = (graph: Graph): Ordering<PlacedPassage> => ({
  keys: [({ source }) => graph.id(source), ({ start }) => start, ({ end }) => end],
  descending: [false, false, false],
});

/** A node's passages in order. */
export function passagesOf(graph: Graph, link: PassageLink): (node: number) => readonly PlacedPassage[] {
  const ordering = orderingOf(graph);
  return (node) => {
    const passages = graph.passages(node, link);
    if (passages.length < 2) return passages;
    return passages.toSorted((a, b) => compareKeys(keysOf(ordering, a), keysOf(ordering, b), ordering.descending));
  };
}

/** A list of all evidence of a claim. */
export function evidenceList(preparation: Preparation, parts: Parts) {
  const { graph } = preparation;
  const passages = passagesOf(graph, "EVIDENCED_BY");
  return list(evidence(graph), passages)(parts, preparation);
}

/** A connection of the passages that mention an entity. */
export function mentionsPage(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const ordering = orderingOf(graph);
  const described = connection<PlacedPassage>(
    { nested: { nodes: list(evidence(graph), ({ items }) => items) } },
    { nested: { node: object(evidence(graph), ({ item }) => item) } },
  );
  const write = partsWriter(described, parts, preparation);
  return (node: number, run: Run) => {
    const { signature, window } = boundOf(run, slot, "passages");
    return write(select(graph.passages(node, "MENTIONED_IN"), ordering, signature, window), run);
  };
}
