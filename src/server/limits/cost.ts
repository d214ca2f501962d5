import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from "graphql";
import { collectFields, type Document } from "../../graph/plan/collect-fields.js";
import { isConnection } from "../../graph/plan/graph-schema.js";
import { maxNesting, nests } from "./nesting.js";
import { filterPrice, introspectedSize, prices } from "./prices.js";

/** What an operation asks for with its variables. */
export interface Cost {
  readonly cost: number;
  /** The field whose own rows cost most, by response keys from the root; "" where nothing costs. */
  readonly field: string;
  /** Fields of the plan. Past the limit counting ends, and the cost is what it had come to. */
  readonly fields: number;
  /** The field one of whose arguments nests deeper than arguments may. */
  readonly nested: string | undefined;
}

type Field = GraphQLField<unknown, unknown>;
type Input = Readonly<Record<string, unknown>>;

/** Walks what the plan would be made of, and ends after so many fields: a bomb is not walked to its end. */
export function costOf(document: Document, root: GraphQLObjectType, set: SelectionSetNode, maxFields: number): Cost {
  const walk = new Walk(document, maxFields);
  const cost = Math.ceil(walk.selection(root, [set], 1, []));
  return { cost, field: walk.dearest.join("."), fields: walk.fields, nested: walk.nested?.join(".") };
}

type Path = readonly string[];

class Walk {
  fields = 0;
  dearest: Path = [];
  nested: Path | undefined;
  #most = 0;
  readonly #document: Document;
  readonly #maxFields: number;

  constructor(document: Document, maxFields: number) {
    this.#document = document;
    this.#maxFields = maxFields;
  }

  /** A selection on so many rows. A row of an abstract type has one type: the dearest counts; the plan holds all. */
  selection(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], rows: number, path: Path): number {
    const { schema } = this.#document;
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    return Math.max(0, ...types.map((each) => this.#object(each, sets, rows, path)));
  }

  #object(type: GraphQLObjectType, sets: readonly SelectionSetNode[], rows: number, path: Path): number {
    let cost = 0;
    for (const [key, nodes] of collectFields(this.#document, type, sets)) {
      if (++this.fields > this.#maxFields) return cost;
      cost += this.#field(type, nodes, rows, [...path, key]);
    }
    return cost;
  }

  /** What the field's own rows cost, and what is selected on them. */
  #field(type: GraphQLObjectType, nodes: readonly FieldNode[], rows: number, path: Path): number {
    const [node] = nodes;
    const field = node && definitionOf(this.#document.schema, type, node.name.value);
    if (node === undefined || field === undefined) return 0;
    const target = getNamedType(field.type);
    const { size, price = 0 } = extentOf(type, field, this.#arguments(field, node, path));
    const unit = isIntrospectionType(target) ? prices.introspected : 1;
    const own = rows * unit * (size + price);
    if (own > this.#most) [this.#most, this.dearest] = [own, path];
    if (!isCompositeType(target)) return own;
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    if (isConnection(target)) return own + this.#page(target, sets, { pages: rows, rows: rows * size }, path);
    return own + this.selection(target, sets, rows * (isFree(type, field) ? 1 : size), path);
  }

  /** Inside a connection: its rows are paid for, however often they are selected. */
  #page(type: GraphQLObjectType, sets: readonly SelectionSetNode[], of: PageSize, path: Path): number {
    let cost = 0;
    for (const [key, nodes] of collectFields(this.#document, type, sets)) {
      if (++this.fields > this.#maxFields) return cost;
      const name = nodes[0]?.name.value ?? "";
      const target = getNamedType(type.getFields()[name]?.type);
      if (name === "totalCount") cost += of.pages * prices.total;
      if (!isCompositeType(target)) continue;
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
      cost += this.selection(target, inner, name === "pageInfo" ? 0 : of.rows, [...path, key]);
    }
    return cost;
  }

  /** The arguments; none where they are no good, which is said when they are bound. */
  #arguments(field: Field, node: FieldNode, path: Path): Input {
    try {
      const args = getArgumentValues(field, node, this.#document.variableValues);
      if (!nests(args, maxNesting + 1)) return args;
      this.nested ??= path;
    } catch {
      // Bound later, and refused then.
    }
    return {};
  }
}

interface PageSize {
  readonly pages: number;
  readonly rows: number;
}

function definitionOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string): Field | undefined {
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name];
}

/** Objects that are no rows of their own. */
const isFree = (type: GraphQLObjectType, { name }: Field) => type.name.endsWith("Edge") && name === "node";

/** How many rows a field can have for each row above it, and what it costs beside them. */
function extentOf(type: GraphQLObjectType, field: Field, args: Input): { size: number; price?: number } {
  const target = getNamedType(field.type);
  if (isIntrospectionType(type)) return { size: isCompositeType(target) ? introspectedSize(field) : 0 };
  const { root, graph } = field.extensions;
  if (isConnection(target)) {
    const beside = graph?.kind === "coParticipants" ? prices.coParticipants : 1;
    return { size: pageSize(args, 20), price: beside + filterPrice(args["where"]) };
  }
  switch (root) {
    case "byIds":
      return { size: Array.isArray(args["ids"]) ? Math.min(args["ids"].length, 100) : 0 };
    case "search":
      return { size: pageSize(args, 20), price: prices.search };
    case "paths":
      return { size: pageSize(args, 5), price: numberOf(args["maxHops"], 4, 8) * prices.pathHop };
    case "counts":
      return { size: pageSize(args, 20), price: prices.counts + filterPrice(args["where"]) };
    default:
  }
  if (!isCompositeType(target)) return { size: graph?.kind === "certainty" ? 1 : 0 };
  if (!isListType(getNullableType(field.type))) return { size: isFree(type, field) ? 0 : 1 };
  if ("first" in args) return { size: pageSize(args, 20) };
  return { size: type.name === "CoParticipantEdge" ? prices.sharedEvents : prices.list };
}

const pageSize = ({ first, last }: Input, usual: number) => numberOf(first ?? last, usual, 100);

/** Numbers that are out of range are refused when they are bound. */
const numberOf = (value: unknown, usual: number, most: number) =>
  typeof value === "number" ? Math.min(Math.max(value, 0), most) : usual;
