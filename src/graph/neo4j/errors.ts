import { Neo4jError } from "neo4j-driver";
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
