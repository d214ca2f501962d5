import { ConfigError } from "./settings.js";

/** Why the server cannot start, as a sentence. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** A database that does not answer: another time it may. */
export class AwayError extends StartError {
  override readonly name = "AwayError";
}

/** What a start that failed prints: sentences without a stack, whatever it failed of. */
export function startSentence(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Rolegraph could not start: ${message.split("\n", 1)[0]}`;
}
