import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";

/** Something that a description can stand on, with what its examples can be about. */
export interface Described {
  /** As in `Official.tenures(on:)`. */
  readonly path: string;
  readonly description: string | null | undefined;
  readonly type: GraphQLNamedType;
  readonly field?: GraphQLField<unknown, unknown>;
  readonly input?: GraphQLInputField | GraphQLArgument;
}

export const ownTypes = (schema: GraphQLSchema): readonly GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type));

export const fieldsOf = (type: GraphQLNamedType): readonly GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

/** Every type, field, argument, input field and enum value of the schema, but not what GraphQL itself brings. */
export const describedIn = (schema: GraphQLSchema): readonly Described[] =>
  ownTypes(schema).flatMap((type) => [
    { path: type.name, description: type.description, type },
    ...fieldsOf(type).flatMap((field) => [
      { path: `${type.name}.${field.name}`, description: field.description, type, field },
      ...field.args.map((input) => ({
        path: `${type.name}.${field.name}(${input.name}:)`,
        description: input.description,
        type,
        field,
        input,
      })),
    ]),
    ...(isInputObjectType(type) ? Object.values(type.getFields()) : []).map((input) => ({
      path: `${type.name}.${input.name}`,
      description: input.description,
      type,
      input,
    })),
    ...(isEnumType(type) ? type.getValues() : []).map(({ name, description }) => ({
      path: `${type.name}.${name}`,
      description,
      type,
    })),
  ]);
