import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { isPartialDate } from "../domain/partial-date.js";
import { badInput } from "../graph/errors.js";

/** A scalar of strings that are stored in response form: reading one out changes nothing. */
function textScalar(name: string, description: string, parse: (value: unknown) => string) {
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: parse,
    parseValue: parse,
    parseLiteral(node) {
      try {
        return parse(node.kind === Kind.STRING ? node.value : undefined);
      } catch (error) {
        throw error instanceof GraphQLError ? found(name, node, error) : error;
      }
    },
  });
}

/** Of a variable graphql-js says what was found; of a literal only where the error is not a GraphQLError. */
function found(type: string, node: ValueNode, { message, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(`Expected value of type "${type}", found ${print(node)}; ${message}`, {
    nodes: node,
    extensions,
  });
}

export const PartialDate = textScalar(
  "PartialDate",
  "A date known to the year, the month or the day: `2024`, `2024-07` or `2024-07-08`. What is not known is left out, never padded.",
  (value) => {
    if (typeof value === "string" && isPartialDate(value)) return value;
    throw badInput("A PartialDate is YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists.");
  },
);
export type PartialDate = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const STORED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const DateTime = textScalar(
  "DateTime",
  "An instant as ISO 8601 writes it, with its offset: `2026-11-23T00:00:00.000Z` or `2026-11-23T07:00:00+07:00`. Answers are always in UTC.",
  (value) => {
    const text = typeof value === "string" && INSTANT.test(value) ? value : "";
    // A day that does not exist would roll over into the next month.
    const time = isPartialDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(time)) {
      throw badInput("A DateTime is an ISO 8601 instant with its offset, as in 2026-11-23T00:00:00.000Z.");
    }
    return STORED.test(text) ? text : new Date(time).toISOString();
  },
);
export type DateTime = string;
