import { describe, expect, it } from "vitest";
import { ConfigError, describeConfig, type Environment, readConfig } from "../../../src/server/config.js";

describe("settings of what the operator sees", () => {
  it("are read where they are set, and shown at start where they are not as usual", () => {
    const env = {
      ROLEGRAPH_SLOW_QUERY_MS: "250",
      ROLEGRAPH_LOG_CYPHER: "true",
      ROLEGRAPH_METRICS_OPERATIONS: "Chairs, WhoHeld",
    };
    const config = readConfig(env);
    expect(config.observability).toEqual({
      engine: "embedded",
      slowQueryMs: 250,
      logCypher: true,
      operations: ["Chairs", "WhoHeld"],
    });
    expect(describeConfig(config)).toContain(
      "ROLEGRAPH_SLOW_QUERY_MS=250 ROLEGRAPH_LOG_CYPHER=true ROLEGRAPH_METRICS_OPERATIONS=Chairs,WhoHeld",
    );
    expect(describeConfig(readConfig({}))).not.toContain("SLOW");
  });

  it.each<[Environment, RegExp]>([
    [{ ROLEGRAPH_SLOW_QUERY_MS: "1s" }, /^ROLEGRAPH_SLOW_QUERY_MS is "1s", but it must be a whole number of milli/],
    [{ ROLEGRAPH_LOG_CYPHER: "yes" }, /^ROLEGRAPH_LOG_CYPHER is "yes", but it must be true or false/],
    [
      { ROLEGRAPH_METRICS_OPERATIONS: "a b" },
      /^ROLEGRAPH_METRICS_OPERATIONS is "a b", but it must be names of GraphQL/,
    ],
    [{ ROLEGRAPH_METRICS_OPERATIONS: Array(201).fill("A").join(",") }, /^ROLEGRAPH_METRICS_OPERATIONS .*at most 200/],
  ])("say what would be right: %j", (env, sentence) => {
    let problems: readonly string[] = [];
    try {
      readConfig(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems = error.problems;
    }
    expect(problems).toEqual([expect.stringMatching(sentence)]);
  });
});
