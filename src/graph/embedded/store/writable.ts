import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../error-code.js";

/** Whether a folder has a store on a file system that takes no writes: it can still be read. */
export function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return errorCode(error) === "EROFS" && existsSync(join(folder, "graph.mdb"));
  }
}

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
