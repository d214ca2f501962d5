import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from "graphql";

/** Where the schema takes text from a stranger. */
export interface Place {
  /** As in `Query.search(text:)` or `TextFilter.matches`. */
  readonly coordinate: string;
  /** The scalar's name. */
  readonly type: string;
  /** A root field of a query that has this value there; the value is written as GraphQL writes it. */
  readonly field: (value: string) => string;
}

type Field = GraphQLField<unknown, unknown>;
type Wrap = (inner: string) => string;

const takesText = (type: GraphQLInputType) => {
  const named = getNamedType(type);
  return isScalarType(named) && !["Int", "Float", "Boolean"].includes(named.name);
};

/** Every coordinate of the schema that takes text, found without asking how it is reached. */
export function textCoordinates(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith("__")) return [];
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).flatMap(({ name, type: of }) =>
        takesText(of) ? `${type.name}.${name}` : [],
      );
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.flatMap((argument) => (takesText(argument.type) ? `${type.name}.${name}(${argument.name}:)` : [])),
    );
  });
}

/** The places that queries have. Inputs of mutations: mutation-places.ts. */
export function queryPlaces(schema: GraphQLSchema, ids: Ids): readonly Place[] {
  const writer = new Writer(schema, ids);
  const places: Place[] = [];
  const inputs = new Map<GraphQLInputObjectType, Wrap>();
  const take = (coordinate: string, { type }: GraphQLArgument | { type: GraphQLInputType }, wrap: Wrap) => {
    const named = getNamedType(type);
    const listed = isListType(getNullableType(type)) ? (inner: string) => wrap(`[${inner}]`) : wrap;
    if (takesText(type)) places.push({ coordinate, type: named.name, field: listed });
    else if (isInputObjectType(named) && !inputs.has(named)) inputs.set(named, listed);
  };
  for (const [type, wrap] of outputs(schema, writer)) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const argument of field.args) {
        const inner: Wrap = (value) => wrap(writer.field(field, { [argument.name]: value }));
        take(`${type.name}.${field.name}(${argument.name}:)`, argument, inner);
      }
    }
  }
  for (const [input, wrap] of inputs) {
    for (const field of Object.values(input.getFields())) {
      take(`${input.name}.${field.name}`, field, (value) => wrap(writer.object(input, { [field.name]: value })));
    }
  }
  return places;
}

/** An id of each type of node. */
export type Ids = Readonly<Record<string, string>>;

/** Writes fields and inputs whose required parts are sound. */
class Writer {
  readonly #schema: GraphQLSchema;
  readonly #ids: Ids;

  constructor(schema: GraphQLSchema, ids: Ids) {
    this.#schema = schema;
    this.#ids = ids;
  }

  field(field: Field, given: Readonly<Record<string, string>> = {}, selection = this.#selection(field.type)): string {
    const written = field.args.flatMap((argument) => {
      const value = given[argument.name] ?? (isNonNullType(argument.type) ? this.#sound(argument, field) : undefined);
      return value === undefined ? [] : [`${argument.name}: ${value}`];
    });
    return `${field.name}${written.length === 0 ? "" : `(${written.join(", ")})`}${selection}`;
  }

  object(input: GraphQLInputObjectType, given: Readonly<Record<string, string>>): string {
    const written = Object.values(input.getFields()).flatMap((field) => {
      const value = given[field.name] ?? (isNonNullType(field.type) ? this.#sound(field) : undefined);
      return value === undefined ? [] : [`${field.name}: ${value}`];
    });
    return `{${written.join(", ")}}`;
  }

  #sound({ name, type }: { readonly name: string; readonly type: GraphQLInputType }, field?: Field): string {
    const named = getNamedType(type);
    const one = () => {
      if (isInputObjectType(named)) return this.object(named, {});
      if (isEnumType(named)) return named.getValues()[0]?.name ?? "";
      if (named.name === "PartialDate") return '"2023"';
      if (named.name === "Int") return "1";
      if (name === "text") return '"mai"';
      const of = name === "to" ? "Province" : field === undefined ? "" : getNamedType(field.type).name;
      return JSON.stringify(this.#ids[of] ?? this.#ids["Official"]);
    };
    return isListType(getNullableType(type)) ? `[${one()}]` : one();
  }

  /** Some rows and what identifies them, the same at each time. */
  #selection(type: Field["type"], depth = 0): string {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return "";
    const fields = isAbstractType(named) && !isInterfaceType(named) ? [] : Object.values(named.getFields());
    const chosen = fields.flatMap((field) => {
      if (field.args.some((each) => isNonNullType(each.type))) return [];
      if (["totalCount", "id", "matched", "count", "length", "reason"].includes(field.name)) return [field.name];
      const leads = ["nodes", "entity", "steps"].includes(field.name) && depth < 2;
      return leads ? [`${field.name}${this.#selection(field.type, depth + 1)}`] : [];
    });
    return ` { ${["__typename", ...chosen].join(" ")} }`;
  }

  possible(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
  }
}

/** Each type that a query leads to, and how to write a selection on it, by the shortest way. */
function outputs(schema: GraphQLSchema, writer: Writer): ReadonlyMap<GraphQLNamedType, Wrap> {
  const found = new Map<GraphQLNamedType, Wrap>();
  const query = schema.getQueryType();
  if (query == null) throw new Error("no query type");
  found.set(query, (inner) => inner);
  for (const [type, wrap] of found) {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    // What names one type first: `official` rather than `node`.
    const order = [...fields].sort((a, b) => width(a) - width(b));
    for (const field of order) {
      const named = getNamedType(field.type);
      const inside: Wrap = (inner) => wrap(writer.field(field, {}, ` { ${inner} }`));
      if (isCompositeType(named) && !found.has(named)) found.set(named, inside);
      for (const each of writer.possible(named)) {
        if (!found.has(each)) found.set(each, (inner) => inside(`... on ${each.name} { ${inner} }`));
      }
    }
  }
  return found;
}

const width = ({ type }: Field) => (isObjectType(getNamedType(type)) ? 0 : 1);

/** A query of one root field, sound and small. */
export function queryDocument(schema: GraphQLSchema, name: string): string {
  if (name === "__schema") return "{ __schema { queryType { name } } }";
  if (name === "__type") return '{ __type(name: "Query") { name } }';
  const field = schema.getQueryType()?.getFields()[name];
  if (field === undefined) return `{ ${name} }`;
  const selection = getNamedType(field.type);
  return `{ ${new Writer(schema, { Official: "official/mai-van-huynh", Province: "official/nguyen-thanh-phong" }).field(field, {}, isCompositeType(selection) ? " { __typename }" : "")} }`;
}
