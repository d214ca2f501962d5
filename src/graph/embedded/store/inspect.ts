import { rmSync } from "node:fs";
import { open } from "lmdb";
import { checkFile } from "./check/check-file.js";
import { Damage } from "./check/damage.js";
import { compareSums, type Meta, sumsOf } from "./meta-record.js";

/** What a store's file holds. */
export interface Content {
  readonly schemaVersion: number;
  readonly revision: number;
  readonly records: number;
  readonly changes: number;
}

/** Reads a file that nobody writes to, and changes nothing; throws a Damage unless it holds exactly what was written. */
export async function inspect(path: string): Promise<Content> {
  const sums = checkFile(path);
  const meta = sums.has("meta") ? await readMeta(path) : undefined;
  if (meta !== undefined) compareSums(sumsOf(meta) ?? new Map(), sums);
  const entries = (name: string) => sums.get(name)?.entries ?? 0;
  if (meta === undefined && entries("records") > 0) throw new Damage("its head record is missing");
  return {
    schemaVersion: meta?.schemaVersion ?? 0,
    revision: meta?.revision ?? 0,
    records: entries("records"),
    changes: entries("changes"),
  };
}

async function readMeta(path: string): Promise<Meta | undefined> {
  const root = open<Meta, string>({ path, noSubdir: true, maxDbs: 8, readOnly: true });
  try {
    return root.openDB<Meta, string>({ name: "meta" }).get("meta");
  } catch (cause) {
    throw new Damage("its head record cannot be read", { cause });
  } finally {
    await root.close();
    rmSync(`${path}-lock`, { force: true });
  }
}
