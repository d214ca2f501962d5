import { chainLinks } from "../../mapping.js";
import type { BoundPaths } from "../../plan/bound.js";
import type { Graph, Test } from "../memory/graph.js";
import type { Neighbours } from "./hop.js";
import type { Steps } from "./run.js";

/** Tells of the nodes beside a node; of one that several relationships lead to, several times. */
type Visit = (node: number, tell: (other: number) => void) => void;

export interface Neighbourhood {
  /** The claims about an entity that a chain may follow. */
  readonly claims: Visit;
  readonly entities: Visit;
  /** How many claims there are about an entity, those not to be followed among them. */
  readonly degree: (entity: number) => number;
}

export function neighbourhood(graph: Graph, { min, max }: BoundPaths): Neighbourhood {
  const [ins, outs] = [chainLinks.map((link) => graph.into(link).list), chainLinks.map((link) => graph.out(link).list)];
  const [begins, ends] = [
    graph.property("spanMin").test((day) => day !== undefined && day <= max),
    graph.property("spanMax").test((day) => day !== undefined && day >= min),
  ];
  const visible = graph.inScope("VISIBLE");
  return {
    claims: along(ins, (claim) => visible(claim) && begins(claim) && ends(claim)),
    entities: along(outs, () => true),
    degree: (entity) => ins.reduce((sum, list) => sum + list(entity).length, 0),
  };
}

const along =
  (lists: readonly Neighbours[], follows: Test): Visit =>
  (node, tell) => {
    for (const list of lists) {
      const all = list(node);
      for (let i = 0; i < all.length; i++) {
        const other = all[i] ?? -1;
        if (follows(other)) tell(other);
      }
    }
  };

/** Each of them once. */
export const once = (visit: Visit, node: number): ReadonlySet<number> => {
  const met = new Set<number>();
  visit(node, (other) => met.add(other));
  return met;
};

/** What is within so many claims of one end. */
class Search {
  readonly distances: Map<number, number>;
  radius = 0;
  /** The entities that lie as far as the radius. */
  outermost: readonly number[];
  /** How many claims there are about those, at most. */
  width: number;
  readonly #reach: Neighbourhood;
  readonly #seen = new Set<number>();

  constructor(reach: Neighbourhood, end: number) {
    this.#reach = reach;
    this.distances = new Map([[end, 0]]);
    this.outermost = [end];
    this.width = reach.degree(end);
  }

  *grow(): Steps<void> {
    const { claims, entities, degree } = this.#reach;
    const next: number[] = [];
    const distance = this.radius + 1;
    let width = 0;
    const meet = (entity: number) => {
      if (this.distances.has(entity)) return;
      this.distances.set(entity, distance);
      next.push(entity);
      width += degree(entity);
    };
    for (const entity of this.outermost) {
      claims(entity, (claim) => {
        // A claim met in an earlier layer, or in this one, has nothing new at its other ends.
        if (this.#seen.has(claim)) return;
        this.#seen.add(claim);
        entities(claim, meet);
      });
      yield;
    }
    this.radius = distance;
    this.outermost = next;
    this.width = width;
  }
}

/**
 * How many claims lead to `to` from `from` and from each entity on a shortest chain between them; of others it says
 * nothing that could mislead. Empty if there is no chain within the limit. Searched from both ends, since two searches
 * of half the depth meet far fewer than one: from a busy official to any, 40 times.
 */
export function* distancesTo(
  reach: Neighbourhood,
  to: number,
  from: number,
  limit: number,
): Steps<ReadonlyMap<number, number>> {
  const [start, goal] = [new Search(reach, from), new Search(reach, to)];
  let met: readonly number[] = [];
  while (met.length === 0) {
    const [one, other] = start.width < goal.width ? [start, goal] : [goal, start];
    if (start.radius + goal.radius >= limit || one.outermost.length === 0) return new Map();
    yield* one.grow();
    met = one.outermost.filter((entity) => other.distances.has(entity));
  }
  const { distances } = goal;
  for (let [layer, left] = [met, goal.radius]; layer.length > 0; left++) {
    const nearer = start.radius - (left - goal.radius) - 1;
    const next = new Set<number>();
    for (const entity of layer) {
      distances.set(entity, left);
      for (const claim of nearer < 0 ? [] : once(reach.claims, entity)) {
        reach.entities(claim, (each) => {
          if (start.distances.get(each) === nearer) next.add(each);
        });
      }
      yield;
    }
    layer = [...next];
  }
  return distances;
}
