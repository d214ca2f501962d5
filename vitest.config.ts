import { defineConfig } from "vitest/config";

const needsNeo4j = ["test/both/**/*.test.ts", "test/**/*.neo4j.test.ts"];

export default defineConfig({
  // type-graphql requires the CommonJS build of graphql; without the alias our own imports would get a second copy.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: needsNeo4j, testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: "neo4j",
          include: needsNeo4j,
          globalSetup: ["test/support/neo4j-setup.ts"],
          // One database for all of them, so one file after the other; after the unit tests, which want the processors.
          pool: "forks",
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
