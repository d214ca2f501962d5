import { type GraphQLSchema, getNamedType, getNullableType, isAbstractType, isListType, isObjectType } from "graphql";
import { daySpan } from "../../src/domain/partial-date.js";
import type { EngineInfo, QuoteReader } from "../../src/graph/engine.js";
import { isClaimType, isEntityType, isNodeType, nodeTypes } from "../../src/graph/node-types.js";
import { signatureOf } from "../../src/graph/plan/bind-window.js";
import { concreteTypes, type Field, isConnection, targetOf } from "../../src/graph/plan/graph-schema.js";
import type { Link, NodeRecord } from "../../src/graph/record.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { isAsked } from "./coverage.js";
import { type Args, holdOf, OracleFilter } from "./oracle-filter.js";
import { isVisible, meets, OracleGraph, rankOf, textOf } from "./oracle-graph.js";
import { compareKeys, nameKey, OracleLists, type Page, pageOf } from "./oracle-list.js";
import { coParticipants, counts, paths, search } from "./oracle-roots.js";

export type OracleInfo = Pick<EngineInfo, "engine" | "version" | "schemaVersion" | "revision">;

/** What the oracle's resolvers read of the context. */
export interface OracleContext {
  readonly info: OracleInfo;
  readonly quote: QuoteReader;
}

type Resolve = (source: NodeRecord, args: Args, context: OracleContext) => unknown;

/**
 * The naive third: graphql-js over the stored records, one resolver a field, raw arguments, no plan. Every answer is
 * computed anew by enumeration, in the words of the design.
 */
export function oracleSchema(records: readonly NodeRecord[]): GraphQLSchema {
  const schema = buildSchema(() => null);
  const oracle = new Oracle(schema, records);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isAbstractType(type)) type.resolveType = (node: NodeRecord) => node.type;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isAsked(field)) continue;
      const resolve = type === schema.getQueryType() ? oracle.root(field) : oracle.field(type.name, field);
      if (resolve === undefined) delete field.resolve;
      else field.resolve = resolve;
    }
  }
  return schema;
}

class Oracle {
  readonly #schema: GraphQLSchema;
  readonly #graph: OracleGraph;
  readonly #filter: OracleFilter;
  readonly #lists: OracleLists;

  constructor(schema: GraphQLSchema, records: readonly NodeRecord[]) {
    this.#schema = schema;
    this.#graph = new OracleGraph(records);
    this.#filter = new OracleFilter(this.#graph, schema);
    this.#lists = new OracleLists(this.#graph, schema, this.#filter);
  }

  root(field: Field): Resolve {
    const types = concreteTypes(this.#schema, targetOf(field));
    const byId = (id: unknown) => {
      const found = this.#graph.find(String(id));
      return found !== undefined && (types as readonly string[]).includes(found.type) ? found : null;
    };
    const graph = this.#graph;
    switch (field.extensions.root) {
      case "byId":
        return (_source, { id }) => byId(id);
      case "byIds":
        return (_source, { ids }) => (ids as readonly string[]).map(byId);
      case "page":
        return (_source, args) => connection(this.#lists.page(targetOf(field).name, graph.ofTypes(types), args));
      case "search":
        return (_source, args) => search(graph, args);
      case "paths":
        return (_source, args) => paths(graph, args).map((steps) => ({ length: steps.length, steps }));
      case "counts":
        return (_source, args) => counts(graph, this.#filter, args);
      case "info":
        return (_source, _args, { info }) => ({ ...info, ...this.#totals() });
      default:
        return () => {
          throw new Error(`no oracle of ${field.name}`);
        };
    }
  }

  #totals() {
    const counts = nodeTypes.map((type) => ({ type, count: this.#graph.ofTypes([type]).filter(isVisible).length }));
    const total = (of: (type: string) => boolean) =>
      counts.filter(({ type }) => of(type)).reduce((sum, { count }) => sum + count, 0);
    return { entities: total(isEntityType), claims: total(isClaimType), counts };
  }

  /** Of a computed object's field, none: its value is there by name. */
  field(type: string, field: Field): Resolve | undefined {
    if (type === "Evidence") return evidenceField(field.name);
    if (!isNodeType(type)) return undefined;
    const mapping = field.extensions.graph;
    switch (mapping?.kind) {
      case undefined:
        return (node) => this.#property(node, field);
      case "edge": {
        const hop = {
          arrow: mapping.arrow,
          through: mapping.through,
          types: concreteTypes(this.#schema, targetOf(field)),
        };
        const follow = (node: NodeRecord) => this.#graph.follow(node, hop);
        if (isConnection(getNamedType(field.type))) {
          return (node, args) => connection(this.#lists.page(targetOf(field).name, follow(node), args, hop.arrow));
        }
        if (!isListType(getNullableType(field.type))) return (node) => follow(node)[0] ?? null;
        const given = hop.arrow.endsWith("]->") && hop.through === undefined;
        return (node) => (given ? follow(node) : follow(node).sort(usual)).filter(isVisible);
      }
      case "lineage":
        return (node) => this.#graph.lineage(node).sort(usual);
      case "evidence":
        return (node) => this.#passages(node, "EVIDENCED_BY").map(({ item }) => item);
      case "mentions":
        return (node, args) =>
          connection(
            pageOf(this.#passages(node, "MENTIONED_IN"), signatureOf("passages", []), [false, false, false], args),
          );
      case "certainty":
        return (node, { on }) => this.#graph.held(node, daySpan(String(on)));
      case "holdings":
        return mapping.of === "position" ? this.#holders : this.#heldThen;
      case "coParticipants":
        return (node, args) => this.#coParticipants(node, args);
    }
  }

  #property(node: NodeRecord, field: Field): unknown {
    if (field.name === "id") return node.id;
    // Each record was written once.
    if (field.name === "version") return 1;
    if (field.name === "notAfter") return this.#graph.notAfter(node) ?? null;
    return node.properties[field.name] ?? (isListType(getNullableType(field.type)) ? [] : null);
  }

  #passages(node: NodeRecord, type: Link["type"]) {
    const placed = this.#graph.out(node, type).map(({ to, passage }) => ({
      item: { ...passage, source: this.#graph.at(to) },
      keys: [to, passage?.start ?? 0, passage?.end ?? 0],
    }));
    return placed.sort((a, b) => compareKeys(a.keys, b.keys));
  }

  #holders: Resolve = (position, { on, atLeast }) => {
    const days = daySpan(String(on));
    const all = this.#graph.into(position, "OF_POSITION").filter(isVisible);
    const held = all.map((tenure) => ({ tenure, certainty: this.#graph.held(tenure, days) }));
    return this.#nearest(held, days).filter(({ certainty }) => meets(certainty, holdOf(atLeast)));
  };

  #heldThen: Resolve = (participation, { atLeast }) =>
    this.#nearest(this.#filter.holdings(participation, holdOf(atLeast)), this.#graph.span(participation));

  #nearest<T extends { readonly tenure: NodeRecord; readonly certainty: Parameters<typeof rankOf>[0] }>(
    holdings: readonly T[],
    days: readonly [string, string],
  ): T[] {
    const keys = ({ tenure, certainty }: T) => [
      rankOf(certainty),
      this.#graph.distance(tenure, days),
      textOf(tenure, "protocolKey") ?? null,
    ];
    return [...holdings].sort((a, b) => compareKeys(keys(a), keys(b)));
  }

  #coParticipants(official: NodeRecord, args: Args) {
    const placed = coParticipants(this.#graph, this.#filter, official, args["where"]);
    const { all, rows, ...rest } = pageOf(placed, signatureOf("coParticipants", []), [true, false], args);
    const edges = rows.map(({ item, cursor }) => ({ ...item, cursor }));
    return { edges, nodes: edges.map(({ node }) => node), totalCount: all.length, pageInfo: pageInfo(rows, rest) };
  }
}

/** Claims in the order of their sources, all else by name. */
const usual = (a: NodeRecord, b: NodeRecord): number => {
  const key = (node: NodeRecord) => (isClaimType(node.type) ? (textOf(node, "protocolKey") ?? "") : nameKey(node));
  return compareKeys([key(a)], [key(b)]);
};

function connection<T>({ all, rows, ...rest }: Page<T>) {
  return {
    totalCount: all.length,
    nodes: rows.map(({ item }) => item),
    edges: rows.map(({ item, cursor }) => ({ node: item, cursor })),
    pageInfo: pageInfo(rows, rest),
  };
}

const pageInfo = (rows: readonly { readonly cursor: string }[], rest: object) => ({
  ...rest,
  startCursor: rows[0]?.cursor ?? null,
  endCursor: rows.at(-1)?.cursor ?? null,
});

interface Quoted {
  readonly source: NodeRecord;
  readonly start: number;
  readonly end: number;
}

function evidenceField(name: string): Resolve | undefined {
  if (name !== "quote") return undefined;
  return (source: unknown, _args, { quote }) => {
    const { source: text, start, end } = source as Quoted;
    return quote(textOf(text, "sha256"), start, end);
  };
}
