import { daySpan, MAX_DAY, MIN_DAY } from "../../src/domain/partial-date.js";
import { fold, low, tokens } from "../../src/domain/vietnamese.js";
import { badInput, clientError } from "../../src/graph/errors.js";
import { entityTypes, isClaimType, isEntityType } from "../../src/graph/node-types.js";
import type { Key } from "../../src/graph/plan/bound.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { type Args, argsOf, isGiven, namesOf, type OracleFilter } from "./oracle-filter.js";
import { isVisible, type OracleGraph, textOf } from "./oracle-graph.js";
import { compareKeys, nameKey, propertyKey } from "./oracle-list.js";

/** The root fields that are no pages. */

export interface Hit {
  readonly entity: NodeRecord;
  readonly matched: string;
  readonly score: number;
}

export function search(graph: OracleGraph, { text, types, first }: Args): Hit[] {
  const query = String(text);
  if (fold(query) === "") {
    throw badInput('`text` has no letter or digit. Search for a name or a part of one, as in "mai huynh".');
  }
  const wanted = isGiven(types) ? (types as readonly string[]) : undefined;
  const hits = graph
    .ofTypes(entityTypes)
    .filter(({ type }) => wanted?.includes(type.toUpperCase()) ?? true)
    .flatMap((entity) => {
      const tier = tierOf(entity, query);
      return tier < 0 ? [] : [{ entity, tier, matched: matched(entity, query, tier) }];
    });
  return hits
    .sort((a, b) => a.tier - b.tier || compareKeys([nameKey(a.entity)], [nameKey(b.entity)]))
    .slice(0, Number(first ?? 20))
    .map(({ entity, tier, matched }) => ({ entity, matched, score: 1 - tier / 4 }));
}

const holds = (texts: readonly string[], query: string, form: (text: string) => string): boolean => {
  const own = texts.flatMap((text) => tokens(form(text)));
  return tokens(form(query)).every((token) => own.some((each) => each.startsWith(token)));
};

function tierOf(entity: NodeRecord, query: string): number {
  const name = textOf(entity, "name") ?? "";
  if (low(name) === low(query)) return 0;
  if (fold(name) === fold(query)) return 1;
  if (holds(namesOf(entity), query, low)) return 2;
  return holds(namesOf(entity), query, fold) ? 3 : -1;
}

function matched(entity: NodeRecord, query: string, tier: number): string {
  const [name = "", ...others] = namesOf(entity);
  const number = textOf(entity, "number");
  const shown = [name, ...(entity.type === "Resolution" && number !== undefined ? others.slice(0, -1) : others)];
  return (tier < 2 ? undefined : shown.find((each) => holds([each], query, tier === 2 ? low : fold))) ?? name;
}

export interface Step {
  readonly from: NodeRecord;
  readonly via: NodeRecord;
  readonly to: NodeRecord;
}
type Chain = readonly Step[];

/** Every chain that repeats nothing, step by step, until some arrive. */
export function paths(graph: OracleGraph, args: Args): Chain[] {
  const [from, to] = [String(args["from"]), String(args["to"])];
  if (from === to) throw badInput("`from` and `to` are the same entity: a path leads between two.");
  const days = argsOf(args["between"]);
  const min = isGiven(days["from"]) ? daySpan(String(days["from"]))[0] : MIN_DAY;
  const max = isGiven(days["to"]) ? daySpan(String(days["to"]))[1] : MAX_DAY;
  if (max < min) throw badInput("`between` ends before it begins.");
  const [start, end] = [from, to].map((id) => entityAt(graph, id));
  if (start === undefined || end === undefined) return [];
  let chains: Chain[] = [[]];
  const met = new Set([start]);
  for (let hops = 0; hops < Number(args["maxHops"] ?? 4); hops++) {
    chains = chains.flatMap((chain) => {
      const here = chain.at(-1)?.to ?? start;
      return stepsFrom(graph, here, [min, max])
        .filter((step) => !met.has(step.to))
        .map((step) => [...chain, step]);
    });
    for (const chain of chains) for (const { to } of chain) met.add(to);
    const arrived = chains.filter((chain) => chain.at(-1)?.to === end);
    if (arrived.length > 0) {
      const keys = (chain: Chain) => [...chain.map(({ via }) => via.id), ...chain.map(({ from }) => from.id)];
      return arrived.sort((a, b) => compareKeys(keys(a), keys(b))).slice(0, Number(args["first"] ?? 5));
    }
  }
  return [];
}

function entityAt(graph: OracleGraph, id: string): NodeRecord {
  const found = graph.find(id);
  if (found !== undefined && isEntityType(found.type)) return found;
  throw clientError("NOT_FOUND", `There is no entity ${JSON.stringify(id)}. Find ids with \`search\`.`);
}

const linking = "BY AT OF_OFFICIAL OF_POSITION OF_EVENT ABOUT PREDECESSOR SUCCESSOR BASIS".split(" ");

function stepsFrom(graph: OracleGraph, from: NodeRecord, [min, max]: readonly [string, string]): Step[] {
  const claims = new Set(linking.flatMap((type) => graph.into(from, type)).filter((each) => isClaimType(each.type)));
  return [...claims].filter(isVisible).flatMap((via) => {
    const [first, last] = graph.span(via);
    if (first > max || last < min) return [];
    const ends = via.links.filter(({ type, to }) => linking.includes(type) && to !== from.id);
    return [...new Set(ends.map(({ to }) => to))].map((to) => ({ from, via, to: graph.at(to) }));
  });
}

type Group = Readonly<Record<string, NodeRecord | string | number | null>>;

/** Participations by what they share; one of two posts counts in each. */
export function counts(graph: OracleGraph, filter: OracleFilter, args: Args): readonly Group[] {
  const by = args["by"] as readonly string[];
  const groups = new Map<string, { readonly of: readonly (readonly [string, Member])[]; count: number }>();
  for (const participation of filter.select("Participation", graph.ofTypes(["Participation"]), args["where"])) {
    let combinations: (readonly (readonly [string, Member])[])[] = [[]];
    for (const dimension of by) {
      const members = membersOf(graph, participation, dimension);
      combinations = combinations.flatMap((each) => members.map((member) => [...each, [dimension, member] as const]));
    }
    for (const of of combinations) {
      const key = JSON.stringify(of.map(([, member]) => (isNode(member) ? member.id : member)));
      const group = groups.get(key) ?? { of, count: 0 };
      groups.set(key, { of, count: group.count + 1 });
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count || compareKeys(a.of.map(groupKey), b.of.map(groupKey)))
    .slice(0, Number(args["first"] ?? 20))
    .map(({ of, count }) => ({ count, ...Object.fromEntries(of.map(([name, member]) => [fieldName(name), member])) }));
}

type Member = NodeRecord | string | number | null;
const isNode = (member: Member): member is NodeRecord => typeof member === "object" && member !== null;
const fieldName = (dimension: string) => (dimension === "EVENT_TYPE" ? "eventType" : dimension.toLowerCase());

function groupKey([dimension, member]: readonly [string, Member]): Key {
  if (isNode(member)) return nameKey(member);
  return dimension === "ROLE" ? roles.indexOf(String(member)) : member;
}
const roles = "CHAIR SPEAKER ATTENDEE PRESENTER RECIPIENT INTERVIEWEE INTERVIEWER HONOUREE".split(" ");

function membersOf(graph: OracleGraph, participation: NodeRecord, dimension: string): readonly Member[] {
  const event = graph.one(participation, "AT");
  const by = graph.one(participation, "BY");
  switch (dimension) {
    case "ROLE":
      return [textOf(participation, "role") ?? null];
    case "OFFICIAL":
    case "ORGANIZATION":
      return [by?.type.toUpperCase() === dimension ? by : null];
    case "EVENT":
      return [event ?? null];
    case "EVENT_TYPE":
      return [event?.type.toUpperCase() ?? null];
    case "PROVINCE":
      return [graph.one(event, "HELD_IN") ?? null];
    case "YEAR": {
      const date = textOf(event, "date");
      return [date === undefined ? null : Number(date.slice(0, 4))];
    }
    default: {
      const tenures = graph.out(participation, "IN_CAPACITY_OF").map(({ to }) => graph.at(to));
      const posts = tenures.filter(isVisible).flatMap((tenure) => graph.one(tenure, "OF_POSITION") ?? []);
      return posts.length === 0 ? [null] : [...new Set(posts)];
    }
  }
}

/** The others at the events of an official, with the events that they share. */
export function coParticipants(graph: OracleGraph, filter: OracleFilter, official: NodeRecord, where: unknown) {
  const shared = new Map<NodeRecord, Set<NodeRecord>>();
  const own = graph.into(official, "BY").filter(isVisible);
  for (const event of new Set(own.flatMap((each) => graph.one(each, "AT") ?? []))) {
    for (const participation of filter.select("Participation", graph.into(event, "AT"), where)) {
      const other = graph.one(participation, "BY");
      if (other?.type !== "Official" || other === official) continue;
      shared.set(other, (shared.get(other) ?? new Set()).add(event));
    }
  }
  return [...shared].map(([node, all]) => {
    const order = [...all].sort((a, b) =>
      compareKeys([propertyKey(a, "dateMin"), a.id], [propertyKey(b, "dateMin"), b.id], [true, true]),
    );
    const item = { node, eventCount: all.size, events: order.slice(0, 10) };
    return { item, keys: [all.size, nameKey(node)] };
  });
}
