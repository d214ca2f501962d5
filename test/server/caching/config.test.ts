import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, describeConfig, type Environment, readConfig } from "../../../src/server/config.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-caching-"));
  writeFileSync(join(folder, "manifest.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env, folder);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("the settings of caching and of documents", () => {
  it("are read, and told where they are not the usual ones", () => {
    const config = readConfig(
      {
        ROLEGRAPH_CACHE_BYTES: "1000",
        ROLEGRAPH_CACHE_STALENESS_MS: "50",
        ROLEGRAPH_DOCUMENTS: "only",
        ROLEGRAPH_DOCUMENTS_MANIFEST: "manifest.json",
      },
      folder,
    );
    expect(config.caching).toEqual({ bytes: 1000, stalenessMs: 50 });
    expect(config.documents).toEqual({ only: true, manifest: join(folder, "manifest.json") });
    expect(describeConfig(config)).toMatch(
      /ROLEGRAPH_CACHE_BYTES=1000 ROLEGRAPH_CACHE_STALENESS_MS=50 ROLEGRAPH_DOCUMENTS=only ROLEGRAPH_DOCUMENTS_MANIFEST=\S+manifest\.json$/,
    );
    expect(readConfig({ ROLEGRAPH_CACHE_BYTES: "0" }, folder).caching.bytes).toBe(0);
    expect(readConfig({ ROLEGRAPH_DOCUMENTS: "any" }, folder).documents).toBeUndefined();
  });

  it.each([
    ["a size that is none", { ROLEGRAPH_CACHE_BYTES: "32MB" }, "ROLEGRAPH_CACHE_BYTES"],
    ["a time below nothing", { ROLEGRAPH_CACHE_STALENESS_MS: "-1" }, "ROLEGRAPH_CACHE_STALENESS_MS"],
    ["another word", { ROLEGRAPH_DOCUMENTS: "true" }, "must be any or only"],
    ["documents without a manifest", { ROLEGRAPH_DOCUMENTS: "only" }, "set ROLEGRAPH_DOCUMENTS_MANIFEST"],
    ["a manifest that is not there", { ROLEGRAPH_DOCUMENTS_MANIFEST: "nowhere.json" }, "existing file"],
    ["a manifest that is a folder", { ROLEGRAPH_DOCUMENTS_MANIFEST: "." }, "existing file"],
  ])("refuse %s", (_what, env, sentence) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(sentence)]);
  });
});
