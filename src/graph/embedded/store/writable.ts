import { accessSync, constants, mkdirSync } from "node:fs";

/** Makes a data folder if it is missing. Throws an Error of one sentence if it cannot be written. */
export function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new Error(`The data folder ${folder} cannot be written${why}: make it writable or name another.`, { cause });
  }
}
