import { defineConfig } from "vitest/config";
import shared from "./vitest.config.js";

/** `npm run drill`: the drills in full, one after the other, with a table of their figures at the end. */
export default defineConfig({
  resolve: shared.resolve ?? {},
  test: {
    name: "drill",
    env: { DRILL: "long", HOSTILE_SEEDS: process.env["HOSTILE_SEEDS"] ?? "1,2" },
    include: [
      "test/drill/**/*.test.ts",
      "test/hostile/**/*.test.ts",
      "test/server/kill-drill.test.ts",
      "test/both/kill-drill.neo4j.test.ts",
    ],
    globalSetup: ["test/support/neo4j-setup.ts"],
    reporters: ["default", "./test/drill/support/table-reporter.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
