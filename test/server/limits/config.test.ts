import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, describeConfig, type Environment, readConfig } from "../../../src/server/config.js";
import { defaultLimits } from "../../../src/server/limits/config.js";
import { projectRoot } from "../../../src/server/project-root.js";
import { variables } from "../../../src/server/settings.js";

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("the limits of a server", () => {
  it("have defaults, which let Neo4j answer more requests at a time than one thread can", () => {
    const embedded = readConfig({}).limits;
    expect(embedded).toEqual(defaultLimits("embedded"));
    const neo4j = readConfig({ NEO4J_URI: "bolt://localhost", NEO4J_PASSWORD: "" }).limits;
    expect(neo4j.concurrent).toBeGreaterThan(embedded.concurrent);
  });

  it("are read where they are set, and shown in one line where they are not the usual ones", () => {
    const env = {
      ROLEGRAPH_MAX_DEPTH: "5",
      ROLEGRAPH_MAX_COST: "100",
      ROLEGRAPH_TIMEOUT_MS: "500",
      ROLEGRAPH_MAX_CONCURRENT: "3",
      ROLEGRAPH_RATE_LIMIT: "60",
      ROLEGRAPH_TRUST_PROXY: "127.0.0.1, 10.0.0.0/8,::1",
      ROLEGRAPH_ALLOWED_ORIGINS: "https://a.example, http://localhost:3000",
    };
    const config = readConfig(env);
    expect(config.limits).toMatchObject({
      query: { depth: 5, cost: 100, aliases: 100 },
      timeoutMs: 500,
      concurrent: 3,
      perMinute: 60,
      trustProxy: "127.0.0.1,10.0.0.0/8,::1",
      origins: ["https://a.example", "http://localhost:3000"],
    });
    expect(describeConfig(config)).toMatch(
      / ROLEGRAPH_MAX_DEPTH=5 ROLEGRAPH_MAX_COST=100 ROLEGRAPH_TIMEOUT_MS=500 ROLEGRAPH_MAX_CONCURRENT=3 ROLEGRAPH_RATE_LIMIT=60 /,
    );
    expect(describeConfig(readConfig({}))).not.toContain("ROLEGRAPH_MAX");
  });

  it.each([
    [{ ROLEGRAPH_MAX_DEPTH: "0" }, /^ROLEGRAPH_MAX_DEPTH is "0", but it must be a whole number from 1 /],
    [{ ROLEGRAPH_MAX_COST: "lots" }, /^ROLEGRAPH_MAX_COST is "lots"/],
    [{ ROLEGRAPH_TIMEOUT_MS: "1.5" }, /^ROLEGRAPH_TIMEOUT_MS/],
    [{ ROLEGRAPH_TIMEOUT_MS: "9999999999" }, /^ROLEGRAPH_TIMEOUT_MS/],
    [{ ROLEGRAPH_RATE_LIMIT: "-1" }, /from 0 to/],
    [{ ROLEGRAPH_TRUST_PROXY: "2" }, /^ROLEGRAPH_TRUST_PROXY is "2", but it must be true, false, or the addresses/],
    [{ ROLEGRAPH_TRUST_PROXY: "10.0.0.0/33" }, /^ROLEGRAPH_TRUST_PROXY/],
    [
      { ROLEGRAPH_ALLOWED_ORIGINS: "example.org" },
      /^ROLEGRAPH_ALLOWED_ORIGINS is "example.org", but it must be origins/,
    ],
    [{ ROLEGRAPH_ALLOWED_ORIGINS: "https://example.org/" }, /^ROLEGRAPH_ALLOWED_ORIGINS/],
    [{ ROLEGRAPH_ALLOWED_ORIGINS: "https://a.example,*" }, /^ROLEGRAPH_ALLOWED_ORIGINS/],
  ])("are refused in one sentence where they are wrong: %j", (env, sentence) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(sentence)]);
  });

  it("are all in the README, with every other setting", () => {
    const readme = readFileSync(join(projectRoot(), "README.md"), "utf8");
    for (const name of variables) expect(readme).toContain(`\`${name}\``);
  });
});
