import type { BoundSearch } from "../../plan/bound.js";
import type { Parts } from "../../plan/plan.js";
import { matchedText, scores } from "../../plan/search.js";
import type { Graph } from "../memory/graph.js";
import { compareKey, propertyKey } from "./order.js";
import { STRIDE } from "./page.js";
import { type Described, partsWriter } from "./parts.js";
import { boundOf, type Preparation, type Run, type Steps } from "./run.js";

interface Hit {
  readonly entity: number;
  readonly matched: string;
  readonly score: number;
}

const hit: Described<Hit> = {
  node: { entity: ({ entity }) => entity },
  values: { matched: ({ matched }) => matched, score: ({ score }) => score },
};

export function search(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const write = partsWriter(hit, parts, preparation);
  const orderKey = propertyKey(graph, "orderKey");
  return function* (run: Run): Steps<unknown> {
    const bound = boundOf(run, slot, "search");
    const tiers = yield* inTiers(graph, bound);
    const matched = matchedIn(graph, bound);
    const hits: Hit[] = [];
    for (const [tier, score] of scores.entries()) {
      const nodes = (tiers[tier] ?? []).map((node) => ({ node, key: orderKey(node) }));
      nodes.sort((a, b) => compareKey(a.key, b.key, false));
      for (const { node } of nodes.slice(0, bound.first - hits.length)) {
        hits.push({ entity: node, matched: matched(node, tier), score });
      }
      if (hits.length >= bound.first) break;
    }
    return hits.map((each) => write(each, run));
  };
}

function* inTiers(graph: Graph, bound: BoundSearch): Steps<readonly (readonly number[])[]> {
  const [nameLow, nameFold] = [graph.property("nameLow").get, graph.property("nameFold").get];
  const [exact, folded] = [graph.property("exactKey").get, graph.property("searchKey").get];
  const [lowTokens, foldTokens] = [led(bound.lowTokens), led(bound.foldTokens)];
  const tierOf = (node: number): number => {
    if (nameLow(node) === bound.low) return 0;
    if (nameFold(node) === bound.fold) return 1;
    if (contains(exact(node), lowTokens)) return 2;
    return contains(folded(node), foldTokens) ? 3 : -1;
  };
  const tiers: number[][] = scores.map(() => []);
  for (const type of new Set(bound.types)) {
    const nodes = graph.nodes(type);
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] ?? -1;
      tiers[tierOf(node)]?.push(node);
      if (i % STRIDE === STRIDE - 1) yield;
    }
  }
  return tiers;
}

const led = (tokens: readonly string[]): readonly string[] => tokens.map((token) => ` ${token}`);

const contains = (key: unknown, tokens: readonly string[]): boolean =>
  typeof key === "string" && tokens.every((token) => key.includes(token));

/** The text of the entity that the search met. */
function matchedIn(graph: Graph, bound: BoundSearch): (node: number, tier: number) => string {
  const [name, aliases] = [graph.property("name").get, graph.property("aliases").get];
  return (node, tier) => {
    const others = aliases(node);
    return matchedText(bound, tier, String(name(node)), Array.isArray(others) ? others : []);
  };
}
