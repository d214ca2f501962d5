import neo4j, { Neo4jError } from "neo4j-driver";
import { clientError } from "../errors.js";

/** Driver errors as the client's: what the database says stays in `cause`, which is logged and never sent. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (error.code.startsWith("Neo.ClientError.Transaction.TransactionTimedOut")) {
    return clientError(
      "TIMEOUT",
      "The query took too long and was stopped. Ask for less, or for fewer hops.",
      [],
      error,
    );
  }
  if (error.code === "ServiceUnavailable" || error.code === "SessionExpired" || error.retriable) {
    return clientError("UNAVAILABLE", "The database cannot be reached just now. Try again in a moment.", [], error);
  }
  return error;
}

/** What a read may meet for a passing reason: a node that it had in hand and a writer removed is one. */
export const isPassing = (error: unknown): boolean =>
  neo4j.isRetryableError(error) ||
  (error instanceof Neo4jError && error.code === "Neo.ClientError.Statement.EntityNotFound");

/** The server has not come to a bookmark, or does not know it. */
export const isOfBookmark = (error: unknown): boolean => error instanceof Neo4jError && /Bookmark/.test(error.code);
