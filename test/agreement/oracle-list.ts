import { type GraphQLSchema, getNamedType } from "graphql";
import { daySpan } from "../../src/domain/partial-date.js";
import { givenNameSortKey, sortKey } from "../../src/domain/vietnamese.js";
import { isClaimType } from "../../src/graph/node-types.js";
import { signatureOf } from "../../src/graph/plan/bind-window.js";
import type { Key } from "../../src/graph/plan/bound.js";
import { encodeCursor } from "../../src/graph/plan/cursor.js";
import { concreteTypes, fieldOf, hopOf, targetOf } from "../../src/graph/plan/graph-schema.js";
import type { OrderTerm } from "../../src/graph/plan/order.js";
import type { Hop } from "../../src/graph/plan/plan.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { type Args, argsOf, holdOf, isGiven, listOf, type OracleFilter } from "./oracle-filter.js";
import { type Days, meets, type OracleGraph, rankOf, textOf } from "./oracle-graph.js";

const roles = "CHAIR SPEAKER ATTENDEE PRESENTER RECIPIENT INTERVIEWEE INTERVIEWER HONOUREE".split(" ");

/** A row of a list, with its place in it. */
export interface Placed<T> {
  readonly item: T;
  readonly keys: readonly Key[];
}

/** A connection as its fields' resolvers read it. */
export interface Page<T> {
  readonly all: readonly T[];
  readonly rows: readonly { readonly item: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export function compareKey(a: Key, b: Key, descending = false): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b === descending ? 1 : -1;
}

export function compareKeys(a: readonly Key[], b: readonly Key[], descending: readonly boolean[] = []): number {
  return a.map((key, i) => compareKey(key, b[i] ?? null, descending[i])).find((order) => order !== 0) ?? 0;
}

/** The rows between the cursors' keys, of those the first or the last. */
export function pageOf<T>(
  placed: readonly Placed<T>[],
  signature: string,
  descending: readonly boolean[],
  args: Args,
): Page<T> {
  const sorted = [...placed].sort((a, b) => compareKeys(a.keys, b.keys, descending));
  const keysAt = (cursor: unknown): Key[] => JSON.parse(Buffer.from(String(cursor), "base64url").toString().slice(8));
  const [after, before] = [args["after"], args["before"]];
  const between = sorted.filter(
    ({ keys }) =>
      (!isGiven(after) || compareKeys(keys, keysAt(after), descending) > 0) &&
      (!isGiven(before) || compareKeys(keys, keysAt(before), descending) < 0),
  );
  const backward = isGiven(args["last"]);
  const size = Number(args["last"] ?? args["first"] ?? 20);
  const rows = backward ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const more = between.length > size;
  return {
    all: sorted.map(({ item }) => item),
    rows: rows.map(({ item, keys }) => ({ item, cursor: encodeCursor(signature, keys) })),
    hasNextPage: (!backward && more) || isGiven(before),
    hasPreviousPage: (backward && more) || isGiven(after),
  };
}

export class OracleLists {
  readonly #graph: OracleGraph;
  readonly #schema: GraphQLSchema;
  readonly #filter: OracleFilter;

  constructor(graph: OracleGraph, schema: GraphQLSchema, filter: OracleFilter) {
    this.#graph = graph;
    this.#schema = schema;
    this.#filter = filter;
  }

  page(of: string, candidates: readonly NodeRecord[], args: Args, under?: string): Page<NodeRecord> {
    const on = of === "Tenure" && isGiven(args["on"]) ? daySpan(String(args["on"])) : undefined;
    const atLeast = holdOf(args["atLeast"]);
    const rows = this.#filter
      .select(of, candidates, args["where"])
      .filter((each) => on === undefined || meets(this.#graph.held(each, on), atLeast));
    const asked = on ?? (of === "Tenure" ? questionIn(argsOf(args["where"])) : undefined);
    const terms = this.#terms(of, listOf(args["orderBy"]), under, asked);
    const placed = rows.map((item) => ({ item, keys: terms.map((term) => this.#key(item, term)) }));
    return pageOf(
      placed,
      signatureOf(of, terms),
      terms.map(({ descending }) => descending),
      args,
    );
  }

  #terms(of: string, orderBy: readonly Args[], under: string | undefined, asked: Days | undefined): OrderTerm[] {
    const terms = orderBy.length > 0 ? orderBy.map((each) => this.#term(of, each, [])) : this.#usual(of, under, asked);
    const direction = terms.at(-1)?.descending ?? false;
    return [...terms, isClaimType(of) ? plain("protocolKey", false) : plain("id", direction)];
  }

  #usual(of: string, under: string | undefined, asked: Days | undefined): OrderTerm[] {
    if (asked !== undefined) {
      const question = { min: asked[0], max: asked[1], atLeast: "POSSIBLE" as const };
      return [
        { kind: "certainty", question, descending: false },
        { kind: "distance", question, descending: false },
      ];
    }
    if (of === "Event" || of === "Conference") return [plain("dateMin", true)];
    if (of === "Tenure") return [plain("fromMin", false)];
    if (of === "Participation") return under === "<-[:AT]-" ? [] : [plain("dateMin", true, [this.#hop(of, "event")])];
    return of === "Topic" ? [] : [plain("sortKey", false)];
  }

  #hop = (of: string, field: string): Hop => hopOf(this.#schema, fieldOf(this.#schema.getType(of), field));

  #term(of: string, order: Args, path: readonly Hop[]): OrderTerm {
    const [entry] = Object.entries(order).filter(([, value]) => isGiven(value));
    if (entry === undefined) throw new Error("an order without a key");
    const [key, value] = entry;
    if (typeof value === "string") return plain(this.#property(of, key), value === "DESC", path);
    const field = fieldOf(this.#schema.getType(of), key);
    return this.#term(getNamedType(field.type).name, argsOf(value), [...path, this.#hop(of, key)]);
  }

  #property(of: string, key: string): string {
    const special: Readonly<Record<string, string>> = {
      name: "sortKey",
      givenName: "givenSortKey",
      role: "roleKey",
      number: "numberSort",
      title: of === "Source" ? "sortKey" : "titleSort",
    };
    if (special[key] !== undefined) return special[key];
    const type = getNamedType(fieldOf(this.#schema.getType(of), key).type).name;
    return type === "PartialDate" ? `${key}Min` : key;
  }

  #key(node: NodeRecord, term: OrderTerm): Key {
    if (term.kind === "property") {
      let end: NodeRecord | undefined = node;
      for (const hop of term.path) end = end && this.#graph.follow(end, hop)[0];
      return end === undefined ? null : propertyKey(end, term.property);
    }
    const days: Days = [term.question.min, term.question.max];
    return term.kind === "certainty" ? rankOf(this.#graph.held(node, days)) : this.#graph.distance(node, days);
  }

  targetTypes = (of: string, field: string) =>
    concreteTypes(this.#schema, targetOf(fieldOf(this.#schema.getType(of), field)));
}

const plain = (property: string, descending: boolean, path: readonly Hop[] = []): OrderTerm => ({
  kind: "property",
  path,
  property,
  descending,
});

/** By name, then id: how lists of entities without an order of their own stand. */
export const nameKey = (node: NodeRecord): string => `${sortKey(textOf(node, "name") ?? "")} ${node.id}`;

export function propertyKey(node: NodeRecord, property: string): Key {
  const key = (name: string, of: (text: string) => string) => {
    const text = textOf(node, name);
    return text === undefined ? null : of(text);
  };
  switch (property) {
    case "id":
      return node.id;
    case "sortKey":
      return key(node.type === "Source" ? "title" : "name", sortKey);
    case "givenSortKey":
      return key("name", givenNameSortKey);
    case "titleSort":
      return key("title", sortKey);
    case "numberSort":
      return key("number", sortKey);
    case "roleKey":
      return key("role", (role) => String(roles.indexOf(role)));
  }
  if (property.endsWith("Min")) return key(property.slice(0, -3), (date) => daySpan(date)[0]);
  const value = node.properties[property];
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** The first `on` that all rows satisfy. */
function questionIn(where: Args): Days | undefined {
  for (const [key, value] of Object.entries(where)) {
    if (!isGiven(value)) continue;
    if (key === "on") return daySpan(String(argsOf(value)["date"]));
    const found = key === "and" ? listOf(value).map(questionIn).find(isGiven) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
