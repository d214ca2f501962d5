import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/** Which fields of the read schema, which of their arguments and which fields of filters and orders the queries have used. */
export class Coverage {
  readonly #missing: Set<string>;
  /** By type, how many of its fields are missing. */
  readonly #lacking = new Map<string, number>();
  /** By input type, the input types of its fields. */
  readonly #inputs: ReadonlyMap<string, readonly string[]>;
  readonly total: number;

  constructor(schema: GraphQLSchema) {
    this.#missing = new Set(everything(schema));
    this.total = this.#missing.size;
    for (const each of this.missingFields) this.#count(each, 1);
    this.#inputs = new Map(
      Object.values(schema.getTypeMap())
        .filter(isInputObjectType)
        .map((type) => [type.name, Object.values(type.getFields()).map((field) => getNamedType(field.type).name)]),
    );
  }

  readonly #count = (coordinate: string, by: number) => {
    const type = coordinate.slice(0, coordinate.indexOf("."));
    this.#lacking.set(type, (this.#lacking.get(type) ?? 0) + by);
  };

  readonly use = (coordinate: string): void => {
    if (this.#missing.delete(coordinate) && !isArgument(coordinate)) this.#count(coordinate, -1);
  };
  readonly isMissing = (coordinate: string): boolean => this.#missing.has(coordinate);
  /** Some field of the type has not been used. */
  readonly lacks = (type: string): boolean => (this.#lacking.get(type) ?? 0) > 0;

  /** How many steps the type is from one that lacks something, up to two; 3 for more. */
  distance(type: string, most = 2): number {
    if (this.lacks(type)) return 0;
    if (most === 0) return 3;
    return Math.min(3, ...(this.#inputs.get(type) ?? []).map((inner) => 1 + this.distance(inner, most - 1)));
  }

  readonly leads = ({ name }: GraphQLNamedType): boolean => this.distance(name) < 3;

  get missingFields(): readonly string[] {
    return [...this.#missing].filter((each) => !isArgument(each)).sort();
  }

  get missingArguments(): readonly string[] {
    return [...this.#missing].filter(isArgument).sort();
  }
}

export const isArgument = (coordinate: string) => coordinate.endsWith(":)");

/**
 * What the plan answers from the graph. The rest, the history and what resolvers look up later, depends on how the graph
 * was written and has tests of its own.
 */
export function isAsked({ extensions }: GraphQLField<unknown, unknown>): boolean {
  const [kind, root]: readonly (string | undefined)[] = [extensions.graph?.kind, extensions.root];
  return kind !== "later" && root !== "changes" && root !== "queue";
}

/** Schema coordinates: `Official.name`, `Query.officials(where:)`, `OfficialFilter.name`. */
function everything(schema: GraphQLSchema): readonly string[] {
  const found: string[] = [];
  const inputs = new Set<GraphQLInputObjectType>();
  for (const type of outputTypes(schema)) {
    for (const field of Object.values(type.getFields()).filter(isAsked)) {
      found.push(`${type.name}.${field.name}`);
      for (const argument of field.args) {
        found.push(`${type.name}.${field.name}(${argument.name}:)`);
        const input = getNamedType(argument.type);
        if (isInputObjectType(input)) inputs.add(input);
      }
    }
  }
  for (const input of inputs) {
    for (const field of Object.values(input.getFields())) {
      found.push(`${input.name}.${field.name}`);
      const inner = getNamedType(field.type);
      if (isInputObjectType(inner)) inputs.add(inner);
    }
  }
  return found;
}

/** The types with fields to which what is asked leads. */
function outputTypes(schema: GraphQLSchema): ReadonlySet<GraphQLObjectType | GraphQLInterfaceType> {
  const found = new Set<GraphQLObjectType | GraphQLInterfaceType>();
  const add = (type: GraphQLNamedType | null | undefined) => {
    if (isObjectType(type) || isInterfaceType(type)) found.add(type);
    if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) found.add(possible);
  };
  add(schema.getQueryType());
  for (const type of found) {
    for (const field of Object.values(type.getFields()).filter(isAsked)) add(getNamedType(field.type));
    for (const each of type.getInterfaces()) add(each);
  }
  return found;
}
