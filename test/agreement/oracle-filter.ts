import { type GraphQLSchema, getNamedType, isAbstractType } from "graphql";
import { daySpan } from "../../src/domain/partial-date.js";
import { fold, tokens } from "../../src/domain/vietnamese.js";
import { eventTypes, isClaimType } from "../../src/graph/node-types.js";
import { concreteTypes, type Field, fieldOf, isList, isToMany, targetOf } from "../../src/graph/plan/graph-schema.js";
import type { NodeRecord, Value } from "../../src/graph/record.js";
import { type Days, type Hold, isVisible, meets, type OracleGraph, textOf, textsOf } from "./oracle-graph.js";

export type Args = Readonly<Record<string, unknown>>;
export const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
export const argsOf = (value: unknown): Args => (isGiven(value) ? (value as Args) : {});
export const listOf = (value: unknown): readonly Args[] => (isGiven(value) ? (value as readonly Args[]) : []);
export const holdOf = (value: unknown): Hold => (isGiven(value) ? (value as Hold) : "POSSIBLE");

/** Filters as their descriptions say, over raw arguments. */
export class OracleFilter {
  readonly #graph: OracleGraph;
  readonly #schema: GraphQLSchema;

  constructor(graph: OracleGraph, schema: GraphQLSchema) {
    this.#graph = graph;
    this.#schema = schema;
  }

  /** The nodes that a reader of this filter meets and that satisfy it. */
  select = (of: string, nodes: readonly NodeRecord[], where: unknown): NodeRecord[] =>
    this.#met(nodes, where).filter((each) => this.matches(of, each, argsOf(where)));

  #met(nodes: readonly NodeRecord[], where: unknown): NodeRecord[] {
    const [status, rank] = [naming("status", argsOf(where)), naming("rank", argsOf(where))];
    return nodes.filter((node) => {
      if (!isClaimType(node.type)) return true;
      if (!status && !rank) return isVisible(node);
      return (
        (status || node.properties["status"] === "CONFIRMED") && (rank || node.properties["rank"] !== "DEPRECATED")
      );
    });
  }

  matches(of: string, node: NodeRecord, where: Args): boolean {
    return Object.entries(where).every(([key, value]) => !isGiven(value) || this.#entry(of, node, key, value));
  }

  #entry(of: string, node: NodeRecord, key: string, value: unknown): boolean {
    switch (key) {
      case "and":
        return listOf(value).every((each) => this.matches(of, node, each));
      case "or":
        return listOf(value).some((each) => this.matches(of, node, each));
      case "not":
        return !this.matches(of, node, argsOf(value));
      case "type":
        return equals(node.type.toUpperCase(), argsOf(value));
      case "inLineageOf": {
        const other = this.#graph.find(String(value));
        return other?.type === "Province" && this.#graph.lineage(other).includes(node);
      }
      case "heldThen":
        return this.#heldThen(node, argsOf(value));
      case "resolution":
        return this.#topicOf(node, ["Resolution"], "Resolution", value);
      case "anniversary":
        return this.#topicOf(node, ["Anniversary"], "Anniversary", value);
      case "subjectEvent":
        return this.#topicOf(node, eventTypes, "Event", value);
      case "source":
        return this.#graph
          .out(node, "EVIDENCED_BY")
          .some(({ to }) => this.matches("Source", this.#graph.at(to), argsOf(value)));
      case "on":
        if (of !== "Tenure") break;
        return meets(this.#graph.held(node, daySpan(String(argsOf(value)["date"]))), holdOf(argsOf(value)["atLeast"]));
    }
    return this.#field(of, node, key, argsOf(value));
  }

  #topicOf(topic: NodeRecord, types: readonly string[], of: string, value: unknown): boolean {
    const subject = this.#graph.one(topic, "ABOUT");
    return subject !== undefined && types.includes(subject.type) && this.matches(of, subject, argsOf(value));
  }

  #heldThen(participation: NodeRecord, { tenure, atLeast }: Args): boolean {
    const all = this.holdings(participation, holdOf(atLeast), (each) => this.#met(each, tenure));
    return all.some((each) => this.matches("Tenure", each.tenure, argsOf(tenure)));
  }

  /** What the official of a participation held at its event; the capacities that it states are certain. */
  holdings(
    participation: NodeRecord,
    atLeast: Hold,
    met = (tenures: readonly NodeRecord[]): readonly NodeRecord[] => tenures.filter(isVisible),
  ): readonly { readonly tenure: NodeRecord; readonly certainty: Hold }[] {
    const official = this.#graph.one(participation, "BY");
    if (official?.type !== "Official") return [];
    const days: Days = this.#graph.span(participation);
    const stated = this.#graph.out(participation, "IN_CAPACITY_OF").map(({ to }) => to);
    return met(this.#graph.into(official, "OF_OFFICIAL")).flatMap((tenure) => {
      const certainty = stated.includes(tenure.id) ? "CERTAIN" : this.#graph.held(tenure, days);
      return certainty !== null && meets(certainty, atLeast) ? [{ tenure, certainty }] : [];
    });
  }

  #field(of: string, node: NodeRecord, key: string, value: Args): boolean {
    const field = this.#fieldNamed(of, key);
    const mapping = field.extensions.graph;
    if (mapping === undefined) return this.#compares(field, node, value);
    if (mapping.kind !== "edge") throw new Error(`no filter by ${key}`);
    const types = concreteTypes(this.#schema, targetOf(field));
    const all = this.#graph.follow(node, { arrow: mapping.arrow, through: mapping.through, types });
    const next = targetOf(field).name;
    if (!isToMany(field)) return this.select(next, all, value).length > 0;
    return Object.entries(value).every(([quantifier, where]) => {
      if (!isGiven(where)) return true;
      const hits = this.select(next, all, where).length;
      if (quantifier === "every") return hits === this.#met(all, where).length;
      return quantifier === "some" ? hits > 0 : hits === 0;
    });
  }

  #fieldNamed(of: string, key: string): Field {
    const type = this.#schema.getType(of);
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    const owner = [type, ...types].find((each) => each !== undefined && "getFields" in each && key in each.getFields());
    return fieldOf(owner, key);
  }

  #compares(field: Field, node: NodeRecord, value: Args): boolean {
    const stored = field.name === "id" ? node.id : this.#stored(node, field.name);
    if (getNamedType(field.type).name === "PartialDate" && !isList(field)) return dated(textsOf(stored)[0], value);
    return Object.entries(value).every(([operator, operand]) => {
      if (operator === "eq" && operand === null)
        return stored === undefined || (isList(field) && textsOf(stored).length === 0);
      if (!isGiven(operand)) return true;
      if (operator === "matches") return matchesText(this.#texts(node, field.name), String(operand));
      const items = stored === undefined ? [] : isList(field) ? textsOf(stored) : [stored];
      return items.some((item) => compares(item, operator, operand));
    });
  }

  #stored = (node: NodeRecord, name: string): Value | undefined =>
    name === "notAfter" ? this.#graph.notAfter(node) : node.properties[name];

  #texts(node: NodeRecord, name: string): string[] {
    return name === "name" || name === "aliases" ? namesOf(node) : textsOf(node.properties[name]);
  }
}

/** The names by which an entity is found; a resolution's number is one. */
export function namesOf(node: NodeRecord): string[] {
  const number = node.type === "Resolution" ? textOf(node, "number") : undefined;
  return [
    textOf(node, "name") ?? "",
    ...textsOf(node.properties["aliases"]),
    ...(number === undefined ? [] : [number]),
  ];
}

const matchesText = (texts: readonly string[], query: string): boolean =>
  tokens(fold(query)).every((token) =>
    texts.flatMap((text) => tokens(fold(text))).some((own) => own.startsWith(token)),
  );

function naming(key: string, where: Args): boolean {
  if (isGiven(where[key])) return true;
  const inner = [where["not"], ...listOf(where["and"]), ...listOf(where["or"])].filter(isGiven);
  return inner.some((each) => naming(key, argsOf(each)));
}

function equals(value: string, { eq, in: among }: Args): boolean {
  return (!isGiven(eq) || value === eq) && (!isGiven(among) || (among as readonly string[]).includes(value));
}

function compares(value: unknown, operator: string, operand: unknown): boolean {
  switch (operator) {
    case "eq":
      return value === operand;
    case "in":
      return (operand as readonly unknown[]).includes(value);
    case "gte":
      return (value as string) >= (operand as string);
    case "lte":
      return (value as string) <= (operand as string);
    default:
      throw new Error(`no operator ${operator}`);
  }
}

/** The days that a date can mean against those of the question: all of them in it, or some, or none known. */
function dated(date: string | undefined, { atLeast, ...relations }: Args): boolean {
  return Object.entries(relations).every(([relation, asked]) => {
    if (!isGiven(asked)) return true;
    if (date === undefined) return atLeast === "UNDATED";
    const [[first, last], [min, max]] = [daySpan(date), daySpan(String(asked))];
    const [begins, ends] = atLeast === "CERTAIN" ? [first >= min, last <= max] : [last >= min, first <= max];
    return (relation === "to" || begins) && (relation === "from" || ends);
  });
}
