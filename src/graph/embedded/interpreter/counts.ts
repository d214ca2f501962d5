import { eventTypes, isEventType } from "../../node-types.js";
import type { CountDimension, Key } from "../../plan/bound.js";
import type { Parts } from "../../plan/plan.js";
import type { Graph } from "../memory/graph.js";
import { anchored } from "./anchor.js";
import { Combinations } from "./combinations.js";
import { neighbour } from "./hop.js";
import { type Ordering, propertyKey } from "./order.js";
import { matchingOf, STRIDE } from "./page.js";
import { type Described, partsWriter } from "./parts.js";
import { compile } from "./predicate.js";
import { boundOf, type Preparation, type Run, type Steps } from "./run.js";
import { selectInTurns } from "./window.js";

/** What a participation counts under in one dimension: a node number, a text, a year; null where it has none. */
type Group = string | number | null;

interface Dimension {
  /** Those of a participation; never empty. */
  readonly groups: (participation: number) => readonly Group[];
  /** What groups are ordered by. */
  readonly key: (group: Group) => Key;
}

interface Count {
  readonly count: number;
  readonly groups: readonly Group[];
  readonly by: readonly CountDimension[];
}

export function counts(preparation: Preparation, slot: number, parts: Parts) {
  const { graph, indexes } = preparation;
  const write = partsWriter(described, parts, preparation);
  return function* (run: Run): Steps<unknown> {
    const { by, scope, where, first } = boundOf(run, slot, "counts");
    const [met, passes] = [graph.inScope(scope), compile(graph, where)];
    const candidates =
      (yield* anchored({ graph, names: indexes.names }, ["Participation"], where))?.nodes ??
      graph.nodes("Participation");
    const matching = yield* matchingOf(candidates, (node) => met(node) && passes(node));
    const dimensions = by.map((name) => dimensionOf(graph, name));
    const combinations = new Combinations<Group>(dimensions.length);
    for (const [i, node] of matching.entries()) {
      combinations.add(dimensions.map((dimension) => dimension.groups(node)));
      if (i % STRIDE === STRIDE - 1) yield;
    }
    const all = function* (): Iterable<Count> {
      for (const { count, values: groups } of combinations.all()) yield { count, groups, by };
    };
    const window = { limit: first, backward: false, after: undefined, before: undefined };
    const { items } = yield* selectInTurns(all(), largestFirst(dimensions), "", window);
    return items.map((each) => write(each, run));
  };
}

const largestFirst = (dimensions: readonly Dimension[]): Ordering<Count> => ({
  keys: [
    ({ count }) => count,
    ...dimensions.map(
      ({ key }, i) =>
        ({ groups }: Count) =>
          key(groups[i] ?? null),
    ),
  ],
  descending: [true, ...dimensions.map(() => false)],
});

function dimensionOf(graph: Graph, name: CountDimension): Dimension {
  const orderKey = propertyKey(graph, "orderKey");
  const byOrderKey = (group: Group): Key => (typeof group === "number" ? orderKey(group) : null);
  const plain = (group: Group): Key => group;
  const event = neighbour(graph, { arrow: "-[:AT]->", types: eventTypes, through: undefined });
  const node = (found: number): readonly Group[] => [found < 0 ? null : found];
  switch (name) {
    case "ROLE": {
      const [role, roleKey] = [graph.property("role").get, graph.property("roleKey").get];
      const keys = new Map<Group, Key>();
      const groups = (participation: number): readonly Group[] => {
        const [group, key] = [text(role(participation)), text(roleKey(participation))];
        keys.set(group, key);
        return [group];
      };
      return { groups, key: (group) => keys.get(group) ?? null };
    }
    case "OFFICIAL":
    case "ORGANIZATION": {
      const type = name === "OFFICIAL" ? "Official" : "Organization";
      const by = neighbour(graph, { arrow: "-[:BY]->", types: [type], through: undefined });
      return { groups: (participation) => node(by(participation)), key: byOrderKey };
    }
    case "EVENT":
      return { groups: (participation) => node(event(participation)), key: byOrderKey };
    case "EVENT_TYPE":
      return { groups: (participation) => [eventType(graph, event(participation))], key: plain };
    case "PROVINCE": {
      const province = graph.out("HELD_IN");
      const of = (at: number) => node(at < 0 ? -1 : province.first(at));
      return { groups: (participation) => of(event(participation)), key: byOrderKey };
    }
    case "YEAR": {
      const dateMin = graph.property("dateMin").get;
      const year = (at: number) => (at < 0 ? null : yearOf(dateMin(at)));
      return { groups: (participation) => [year(event(participation))], key: plain };
    }
    case "POSITION":
      return { groups: positions(graph), key: byOrderKey };
    default: {
      const never: never = name;
      throw new Error(String(never));
    }
  }
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const yearOf = (day: unknown): number | null => (typeof day === "string" ? Number(day.slice(0, 4)) : null);

/** As the enum of the schema spells it. */
const eventType = (graph: Graph, event: number): string | null =>
  event >= 0 && isEventType(graph.type(event)) ? graph.type(event).toUpperCase() : null;

/** The positions of the visible tenures in whose capacity someone took part: each once, or none known. */
function positions(graph: Graph): (participation: number) => readonly Group[] {
  const [capacities, visible, position] = [
    graph.out("IN_CAPACITY_OF"),
    graph.inScope("VISIBLE"),
    graph.out("OF_POSITION"),
  ];
  return (participation) => {
    const found = new Set<number>();
    for (const tenure of Array.from(capacities.list(participation))) {
      const held = visible(tenure) ? position.first(tenure) : -1;
      if (held >= 0) found.add(held);
    }
    return found.size === 0 ? [null] : [...found];
  };
}

const group = ({ by, groups }: Count, name: CountDimension): Group => groups[by.indexOf(name)] ?? null;
const nodeOf = (name: CountDimension) => (count: Count) => {
  const found = group(count, name);
  return typeof found === "number" ? found : undefined;
};
const groupOf = (name: CountDimension) => (count: Count) => group(count, name);

const described: Described<Count> = {
  values: {
    count: ({ count }) => count,
    role: groupOf("ROLE"),
    eventType: groupOf("EVENT_TYPE"),
    year: groupOf("YEAR"),
  },
  node: {
    official: nodeOf("OFFICIAL"),
    organization: nodeOf("ORGANIZATION"),
    event: nodeOf("EVENT"),
    position: nodeOf("POSITION"),
    province: nodeOf("PROVINCE"),
  },
};
