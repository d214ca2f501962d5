/** Why the server cannot start, as a sentence. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** A database that does not answer: another time it may. */
export class AwayError extends StartError {
  override readonly name = "AwayError";
}
