import { defineConfig } from "vitest/config";
import shared from "./vitest.config.js";

/** Printed with what fails: the same seed gives the same run. */
const newSeed = String(Date.now() % 100_000);

/** `npm run drill`: the drills in full, one after the other, with a table of their figures at the end. */
export default defineConfig({
  resolve: shared.resolve ?? {},
  test: {
    name: "drill",
    env: {
      DRILL: "long",
      HOSTILE_SEEDS: process.env["HOSTILE_SEEDS"] ?? "1,2",
      PROPERTY_SEED: process.env["PROPERTY_SEED"] ?? newSeed,
      DAMAGE_SEED: process.env["DAMAGE_SEED"] ?? newSeed,
    },
    include: [
      "test/drill/**/*.test.ts",
      "test/hostile/**/*.test.ts",
      "test/domain/**/*.test.ts",
      "test/graph/embedded/memory.test.ts",
      "test/graph/embedded/ordered-lists.test.ts",
      "test/graph/embedded/store-damage.test.ts",
      "test/load/load.test.ts",
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
