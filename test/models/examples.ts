import {
  coerceInputValue,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInputObjectType,
  isListType,
  NoUnusedFragmentsRule,
  parse,
  parseValue,
  specifiedRules,
  validate,
  valueFromASTUntyped,
} from "graphql";
import { type Described, fieldsOf, ownTypes } from "./schema-walk.js";

/** The pieces of GraphQL that a description shows between backticks: selections, arguments and input objects. */
export const snippetsIn = (description: string): readonly string[] =>
  [...description.matchAll(/`([^`]+)`/g)].flatMap(([, text]) =>
    text !== undefined && /^[^["].*[({]|^[({]|^\w+: /.test(text) ? [text] : [],
  );

/**
 * Whether a visitor could write the snippet at that place or in a query; what describes a type as a whole may speak of
 * any place where the type is used.
 */
export function isUsable(schema: GraphQLSchema, snippet: string, { type, field, input }: Described): boolean {
  const anywhere = field === undefined && input === undefined ? ownTypes(schema) : [];
  const query = schema.getQueryType();
  const types = [type, ...(query == null ? [] : [query]), ...anywhere];
  const fields = [...(field === undefined ? [] : [field]), ...(query == null ? [] : fieldsOf(query))];
  return (
    types.some((each) => isSelection(schema, snippet, each)) ||
    types.some((each) => isInputObjectType(each) && isValue(snippet, each)) ||
    (input !== undefined && isValue(snippet, input.type)) ||
    fields.some((each) => areArguments(snippet, each))
  );
}

const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

function isSelection(schema: GraphQLSchema, snippet: string, type: GraphQLNamedType): boolean {
  if (!isCompositeType(type)) return false;
  return holds(() => validate(schema, parse(`fragment Snippet on ${type.name} {${snippet}}`), rules).length === 0);
}

function isValue(snippet: string, type: GraphQLInputType): boolean {
  return holds(() => {
    const value = valueFromASTUntyped(parseValue(snippet));
    if (isListType(type) && !Array.isArray(value)) return false;
    let valid = true;
    coerceInputValue(value, type, () => {
      valid = false;
    });
    return valid;
  });
}

function areArguments(snippet: string, field: GraphQLField<unknown, unknown>): boolean {
  return holds(() => {
    const ast = parseValue(`{${snippet}}`);
    if (ast.kind !== "ObjectValue") return false;
    return ast.fields.every(({ name, value }) => {
      const argument = field.args.find((each) => each.name === name.value);
      if (argument === undefined) return false;
      // A cursor is no literal that a description could show.
      return value.kind === "EnumValue" || isValue(snippet.slice(name.value.length + 1), argument.type);
    });
  });
}

function holds(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}
