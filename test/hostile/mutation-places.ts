import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
} from "graphql";
import { inputs } from "./mutations.js";

/** Where a mutation takes text. */
export interface MutationPlace {
  readonly mutation: string;
  /** As in `EvidenceInput.asWritten`. */
  readonly coordinate: string;
  readonly type: string;
  /** In the arguments. */
  readonly path: readonly (string | number)[];
}

export function mutationPlaces(schema: GraphQLSchema): readonly MutationPlace[] {
  const places: MutationPlace[] = [];
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const walk = (coordinate: string, type: GraphQLInputType, path: readonly (string | number)[]): void => {
      const named = getNamedType(type);
      const at = isListType(getNullableType(type)) ? [...path, 0] : path;
      if (isScalarType(named) && !["Int", "Float", "Boolean"].includes(named.name)) {
        places.push({ mutation: field.name, coordinate, type: named.name, path: at });
      }
      if (!isInputObjectType(named)) return;
      for (const each of Object.values(named.getFields())) {
        walk(`${named.name}.${each.name}`, each.type, [...at, each.name]);
      }
    };
    for (const { name, type } of field.args) walk(`Mutation.${field.name}(${name}:)`, type, [name]);
  }
  return [...places, ...inDocument];
}

/** What a document holds is JSON to the schema: its texts are named here. */
const inDocument: readonly MutationPlace[] = [
  ["source", "title"],
  ["source", "id"],
  ["source", "outlet"],
  ["source", "sha256"],
  ["source", "authors", 0],
  ["entities", 0, "type"],
  ["entities", 0, "name"],
  ["entities", 0, "note"],
  ["entities", 0, "aliases", 0],
  ["entities", 0, "mentions", 0, "asWritten"],
  ["entities", 0, "mentions", 0, "supports", 0],
  ["claims", 0, "note"],
  ["claims", 0, "from"],
  ["claims", 0, "position"],
  ["claims", 0, "evidence", 0, "asWritten"],
].map((path) => ({
  mutation: "recordDocument",
  coordinate: `RecordDocumentInput.document.${path.join(".")}`,
  type: "String",
  path: ["input", "document", ...path],
}));

/** Sound arguments, but for the value at the place. */
export function argumentsWith(
  { mutation, path }: MutationPlace,
  n: number,
  value: unknown,
  version: number | undefined,
) {
  const input = { ...inputs[mutation]?.(n), ...(version !== undefined && { version }) };
  return withAt({ input, key: null }, path[0] === "idempotencyKey" ? ["key"] : path, value);
}

/** The versions of what a revision revises are known only when it is made. */
export function revised(mutation: string): string | undefined {
  const id = mutation.startsWith("revise") ? inputs[mutation]?.(0)["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function withAt(at: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list: readonly unknown[] = Array.isArray(at) ? at : [];
    return [withAt(list[key], rest, value), ...list.slice(1)];
  }
  const object = typeof at === "object" && at !== null ? at : {};
  return { ...object, [key]: withAt(Reflect.get(object, key), rest, value) };
}
