import type { Parts } from "../../plan/plan.js";
import type { Graph, Test } from "../memory/graph.js";
import { connection } from "./connection.js";
import { type Neighbours, neighbours } from "./hop.js";
import { compareKeys, keysOf, type Ordering, propertyKey } from "./order.js";
import { partsWriter } from "./parts.js";
import { compile } from "./predicate.js";
import { boundOf, oncePerRun, type Preparation, type Run, type Steps } from "./run.js";
import { selectInTurns } from "./window.js";

interface CoParticipant {
  readonly official: number;
  readonly events: ReadonlySet<number>;
}

/** Officials who took part in an event where this one took part. */
export function coParticipantsPage(preparation: Preparation, slot: number, parts: Parts) {
  const { graph } = preparation;
  const find = finder(graph);
  const newest = newestFirst(graph);
  const orderKey = propertyKey(graph, "orderKey");
  const ordering: Ordering<CoParticipant> = {
    keys: [({ events }) => events.size, ({ official }) => orderKey(official)],
    descending: [true, false],
  };
  const test = oncePerRun((run) => {
    const { scope, where } = boundOf(run, slot, "coParticipants");
    const [met, passes] = [graph.inScope(scope), compile(graph, where)];
    return (participation: number) => met(participation) && passes(participation);
  });
  const described = connection<CoParticipant>(
    { nodes: { nodes: ({ items }) => items.map(({ official }) => official) } },
    {
      node: { node: ({ item }) => item.official },
      values: { eventCount: ({ item }) => item.events.size },
      nodes: {
        events: ({ item }, run) => newest(item.events).slice(0, boundOf(run, slot, "coParticipants").events),
      },
    },
  );
  const write = partsWriter(described, parts, preparation);
  return function* (official: number, run: Run): Steps<unknown> {
    const { signature, window } = boundOf(run, slot, "coParticipants");
    const found = yield* find(official, test(run));
    return write(yield* selectInTurns(found, ordering, signature, window), run);
  };
}

function finder(graph: Graph): (official: number, test: Test) => Steps<readonly CoParticipant[]> {
  const [claims, visible] = [graph.into("BY"), graph.inScope("VISIBLE")];
  const [at, participations] = [graph.out("AT"), graph.into("AT")];
  const by: Neighbours = neighbours(graph, { arrow: "-[:BY]->", types: ["Official"], through: undefined });
  return function* (official, test) {
    const own = Array.from(claims.list(official)).filter(visible);
    const found = new Map<number, Set<number>>();
    for (const event of new Set(own.flatMap((claim) => Array.from(at.list(claim))))) {
      yield;
      for (const participation of Array.from(participations.list(event))) {
        if (!test(participation)) continue;
        for (const other of Array.from(by(participation))) {
          if (other === official) continue;
          const events = found.get(other);
          if (events === undefined) found.set(other, new Set([event]));
          else events.add(event);
        }
      }
    }
    return Array.from(found, ([each, events]) => ({ official: each, events }));
  };
}

function newestFirst(graph: Graph): (events: Iterable<number>) => readonly number[] {
  const ordering: Ordering<number> = {
    keys: [propertyKey(graph, "dateDesc"), (event) => graph.id(event)],
    descending: [true, true],
  };
  return (events) =>
    [...events].sort((a, b) => compareKeys(keysOf(ordering, a), keysOf(ordering, b), ordering.descending));
}
