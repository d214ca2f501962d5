import { GraphQLError } from "graphql";

/** Every `extensions.code` that a client can meet. */
export type ErrorCode =
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "CONFLICT"
  | "QUERY_TOO_COMPLEX"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "INTERNAL";

/**
 * An error for the client: a sentence that says what would be right. `argument` is the path to the argument at
 * fault, as in `["where", "and", 0, "on", "date"]`.
 */
export function clientError(
  code: ErrorCode,
  message: string,
  argument: readonly (string | number)[] = [],
  cause?: Error,
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, ...(argument.length > 0 && { argument: argument.join(".") }) },
    ...(cause !== undefined && { originalError: cause }),
  });
}

export const badInput = (message: string, argument?: readonly (string | number)[]) =>
  clientError("BAD_USER_INPUT", message, argument);

/** What graphql-js says of an argument's value, with a code, and at the same place in the document. */
export const badValue = ({ message, nodes }: GraphQLError, http?: { readonly status: number }): GraphQLError =>
  new GraphQLError(message, {
    ...(nodes !== undefined && { nodes }),
    extensions: { code: "BAD_USER_INPUT" satisfies ErrorCode, ...(http && { http }) },
  });
