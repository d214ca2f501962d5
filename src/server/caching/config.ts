import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { SettingsReader, Variable } from "../settings.js";

export interface CachingConfig {
  /** Bytes of answers that are kept; 0: none. */
  readonly bytes: number;
  /** How old the state of the graph may be that a kept answer, or a 304, is judged by. */
  readonly stalenessMs: number;
}

export interface DocumentsConfig {
  /** Whether documents that are not in the manifest are refused. */
  readonly only: boolean;
  /** The manifest's file, absolute. */
  readonly manifest: string;
}

export const cachingDefaults: CachingConfig = { bytes: 32 * 1024 * 1024, stalenessMs: 0 };

export function readCaching(reader: SettingsReader): CachingConfig {
  return {
    bytes: whole(reader, "ROLEGRAPH_CACHE_BYTES", cachingDefaults.bytes, 2 ** 40),
    stalenessMs: whole(reader, "ROLEGRAPH_CACHE_STALENESS_MS", cachingDefaults.stalenessMs, 86_400_000),
  };
}

function whole(reader: SettingsReader, name: Variable, missing: number, most: number): number {
  return reader.read(name, missing, `it must be a whole number from 0 to ${most}`, (text) =>
    /^\d{1,13}$/.test(text) && Number(text) <= most ? Number(text) : undefined,
  );
}

/** Undefined without a manifest. What stands in it is checked against the schema later: see `openDocuments`. */
export function readDocuments(reader: SettingsReader, folder: string): DocumentsConfig | undefined {
  const only = reader.read("ROLEGRAPH_DOCUMENTS", false, "it must be any or only", (text) =>
    text === "only" ? true : text === "any" ? false : undefined,
  );
  const text = reader.text("ROLEGRAPH_DOCUMENTS_MANIFEST");
  if (text === undefined) {
    if (only) {
      reader.problems.push(
        "ROLEGRAPH_DOCUMENTS is only, but there are no documents: set ROLEGRAPH_DOCUMENTS_MANIFEST to the file that your client's build wrote.",
      );
    }
    return undefined;
  }
  const manifest = resolve(folder, text);
  if (statSync(manifest, { throwIfNoEntry: false })?.isFile() !== true) {
    reader.refuse("ROLEGRAPH_DOCUMENTS_MANIFEST", text, "it must be an existing file, a manifest of Apollo or Relay");
  }
  return { only, manifest };
}

/** The settings that the operator chose: the others are in the README. */
export function cachingSettings(
  caching: CachingConfig,
  documents: DocumentsConfig | undefined,
): Partial<Record<Variable, string>> {
  const { bytes, stalenessMs } = caching;
  return {
    ...(bytes !== cachingDefaults.bytes && { ROLEGRAPH_CACHE_BYTES: String(bytes) }),
    ...(stalenessMs !== cachingDefaults.stalenessMs && { ROLEGRAPH_CACHE_STALENESS_MS: String(stalenessMs) }),
    ...(documents !== undefined && {
      ROLEGRAPH_DOCUMENTS: documents.only ? "only" : "any",
      ROLEGRAPH_DOCUMENTS_MANIFEST: documents.manifest,
    }),
  };
}
