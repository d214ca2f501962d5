import { GraphQLScalarType, valueFromASTUntyped } from "graphql";

/** What is already JSON: a record of the history, a document. */
export const Json = new GraphQLScalarType({
  name: "JSON",
  description: "Any JSON value as it stands, for example an object, a list or a text.",
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: valueFromASTUntyped,
});
export type Json = unknown;
