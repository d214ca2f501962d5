import { setTimeout } from "node:timers/promises";
import { clientError } from "../../errors.js";

/** How long lmdb may take to say why a commit failed: it does so in the same turn. */
const patienceMs = 1_000;

/** What a failed commit is for its caller: UNAVAILABLE where the disk is at fault; any other error is the program's. */
export async function commitError(error: unknown): Promise<unknown> {
  const cause = await causeOf(error);
  // lmdb gives its own and the system's errors a number; Node's have a name.
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "number") return error;
  const why = /^(?:Error: )?([^:]+)/.exec(cause.message)?.[1]?.trim().toLowerCase() ?? `error ${cause.code}`;
  return clientError(
    "UNAVAILABLE",
    `The change could not be stored (${why}), and nothing of it is kept. Reading goes on; try again when the data folder can be written.`,
    [],
    cause,
  );
}

async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !("commitError" in error)) return error;
  try {
    return await Promise.race([error.commitError, setTimeout(patienceMs, error, { ref: false })]);
  } catch (cause) {
    return cause;
  }
}

export const readOnlyError = (folder: string) =>
  clientError(
    "UNAVAILABLE",
    `The data folder ${folder} is on a read-only file system, so nothing can be stored; reading goes on. Make it writable and start again.`,
  );
