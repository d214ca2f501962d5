import type { BoundSearch } from "../../plan/bound.js";
import type { Parts } from "../../plan/plan.js";
import { matchedText, scores } from "../../plan/search.js";
import type { Graph } from "../memory/graph.js";
import type { NameIndex } from "./name-index.js";
import { type Ordering, propertyKey } from "./order.js";
import { STRIDE } from "./page.js";
import { type Described, partsWriter } from "./parts.js";
import { boundOf, type Preparation, type Run, type Steps } from "./run.js";
import { selectInTurns } from "./window.js";

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
  const { graph, indexes } = preparation;
  const write = partsWriter(hit, parts, preparation);
  const ordering: Ordering<Found> = {
    keys: [({ tier }) => tier, ({ entity }) => orderKey(entity)],
    descending: [false, false],
  };
  const orderKey = propertyKey(graph, "orderKey");
  return function* (run: Run): Steps<unknown> {
    const bound = boundOf(run, slot, "search");
    const found = yield* find(graph, indexes.names, bound);
    const window = { limit: bound.first, backward: false, after: undefined, before: undefined };
    const { items } = yield* selectInTurns(found, ordering, "", window);
    const matched = matchedIn(graph, bound);
    return items.map(({ entity, tier }) => {
      return write({ entity, matched: matched(entity, tier), score: scores[tier] ?? 0 }, run);
    });
  };
}

interface Found {
  readonly entity: number;
  readonly tier: number;
}

/** The words of a text tell who can be meant; only who has not the words of the names is looked at one by one. */
function* find(graph: Graph, names: NameIndex, bound: BoundSearch): Steps<readonly Found[]> {
  const [tierOf, tierOfFound] = [tiersOf(graph, bound), tiersOfFound(graph, bound)];
  const found: Found[] = [];
  for (const type of bound.types) {
    const index = yield* names.of(type);
    const all = bound.foldTokens.length === 0;
    const candidates = all ? graph.nodes(type) : yield* index.having(bound.foldTokens);
    for (const [i, entity] of candidates.entries()) {
      const tier = all ? tierOf(entity) : tierOfFound(entity);
      if (tier >= 0) found.push({ entity, tier });
      if (i % STRIDE === STRIDE - 1) yield;
    }
    for (const entity of all ? [] : index.others) {
      const tier = tierOf(entity);
      if (tier >= 0) found.push({ entity, tier });
    }
    yield;
  }
  return found;
}

/** Which of the scores an entity has; -1 if it is not found. */
function tiersOf(graph: Graph, bound: BoundSearch): (entity: number) => number {
  const [nameLow, nameFold] = [graph.property("nameLow").get, graph.property("nameFold").get];
  const [exact, folded] = [graph.property("exactKey").get, graph.property("searchKey").get];
  const [lowTokens, foldTokens] = [led(bound.lowTokens), led(bound.foldTokens)];
  return (entity) => {
    if (nameLow(entity) === bound.low) return 0;
    if (nameFold(entity) === bound.fold) return 1;
    if (contains(exact(entity), lowTokens)) return 2;
    return contains(folded(entity), foldTokens) ? 3 : -1;
  };
}

/**
 * The same of an entity that has the folded words and whose keys are its names': what has more words than the text is
 * not named by it, which spares the two comparisons of names.
 */
function tiersOfFound(graph: Graph, bound: BoundSearch): (entity: number) => number {
  const [exact, isWhole, tierOf] = [graph.property("exactKey").get, graph.follows("nameLow"), tiersOf(graph, bound)];
  const [tokens, count] = [led(bound.lowTokens), bound.foldTokens.length];
  return (entity) => {
    const key = exact(entity);
    if (typeof key !== "string" || !isWhole(entity) || wordsOf(key) <= count) return tierOf(entity);
    return contains(key, tokens) ? 2 : 3;
  };
}

/** How many words a key has. */
function wordsOf(key: string): number {
  let words = 0;
  for (let at = key.indexOf(" "); at >= 0; at = key.indexOf(" ", at + 1)) words++;
  return words;
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
