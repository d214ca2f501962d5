import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { DirectExecutor, runSelection } from "../../src/server/execute.js";
import { projectRoot } from "../../src/server/project-root.js";

/** Every GraphQL block of these pages that a JSON block follows: a query and what it answers. */
const pages = ["README.md"];
const block = /### (.+)\n(?:(?!###)[\s\S])*?```graphql\n([\s\S]*?)```\s+```json\n([\s\S]*?)```/g;

const schema = buildSchema(runSelection);
let engine: EmbeddedEngine;
beforeAll(async () => {
  engine = await EmbeddedEngine.open({ path: undefined });
  await loadBundled(engine);
});
afterAll(() => engine.close());

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(projectRoot(), page), "utf8");
  const questions = [...text.matchAll(block)].map(([, title = "", query = "", answer = ""]) => ({
    title,
    query,
    answer,
  }));

  test("asks six questions", () => {
    expect(questions).toHaveLength(6);
  });

  test.each(questions)("$title", async ({ query, answer }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const executor = new DirectExecutor(schema);
    const context = { engine, quote: () => null, actor: undefined };
    const result = await executor.execute(document, getOperationAST(document) ?? undefined, {}, context);
    expect(result?.errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(result?.data))).toEqual(JSON.parse(answer));
  });
});
