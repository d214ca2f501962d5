import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import { isNodeType, type NodeType } from "../node-types.js";
import type { Hop } from "./plan.js";

/** What the plan reads of the GraphQL schema: which types are nodes, and where a field leads. */

export type Field = GraphQLField<unknown, unknown>;

export function fieldOf(type: GraphQLNamedType | undefined, name: string): Field {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`${type?.name} has no field ${name}`);
  return field;
}

/** The node types that a value of this type can have; none for a type that the server computes. */
export function concreteTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly NodeType[] {
  const of = isView(type) ? (schema.getType(type.extensions.viewOf ?? "") ?? type) : type;
  const types: readonly GraphQLNamedType[] = isAbstractType(of) ? schema.getPossibleTypes(of) : [of];
  return types.map(({ name }) => name).filter(isNodeType);
}

/** An object of the schema that stands for a node: `ReviewItem` for a claim. */
export const isView = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && type.extensions.viewOf !== undefined;

export const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith("Connection");

export const isList = (field: Field): boolean => isListType(getNullableType(field.type));

/** A field of a connection or a list: filters on it take a quantifier. */
export const isToMany = (field: Field): boolean => isList(field) || isConnection(getNamedType(field.type));

/** The type at the end of a field, looking through a connection. */
export function targetOf(field: Field): GraphQLNamedType {
  const type = getNamedType(field.type);
  return isConnection(type) ? getNamedType(fieldOf(type, "nodes").type) : type;
}

export function hopOf(schema: GraphQLSchema, field: Field): Hop {
  const mapping = field.extensions.graph;
  if (mapping?.kind !== "edge") throw new Error(`${field.name} is not mapped to a relationship`);
  return { arrow: mapping.arrow, types: concreteTypes(schema, targetOf(field)), through: mapping.through };
}
