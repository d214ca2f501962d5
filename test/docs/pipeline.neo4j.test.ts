import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse } from "graphql";
import type { Driver } from "neo4j-driver";
import neo4jDriver from "neo4j-driver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Integer } from "../../src/graph/cypher/printer.js";
import { compile } from "../../src/graph/cypher/statement.js";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { bindSlots } from "../../src/graph/plan/bind.js";
import { buildPlan } from "../../src/graph/plan/build-plan.js";
import { fieldOf } from "../../src/graph/plan/graph-schema.js";
import { printPlan } from "../../src/graph/plan/print-plan.js";
import { loadBundled } from "../../src/load/bundled.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { runSelection } from "../../src/server/execute.js";
import { projectRoot } from "../../src/server/project-root.js";
import { describeNeo4j, openDriver, wipe } from "../support/neo4j.js";

const path = join(projectRoot(), "docs/pipeline.md");
const variables = { event: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07" };

const blockOf = (page: string, kind: string) => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";

/** The page with what the code makes of its query in the other blocks. */
async function rendered(page: string, driver: Driver, engine: Neo4jEngine): Promise<string> {
  const schema = buildSchema(runSelection);
  const operation = getOperationAST(parse(blockOf(page, "graphql")));
  const [field] = operation?.selectionSet.selections ?? [];
  if (field?.kind !== "Field") throw new Error("the page's query has no root field");
  const plan = buildPlan(
    { schema, fragments: {}, variableValues: variables },
    fieldOf(schema.getQueryType() ?? undefined, field.name.value),
    [field],
  );
  const values = bindSlots(schema, plan, variables);
  const { text, parameters } = compile(plan, values);
  const sent = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value instanceof Integer ? neo4jDriver.int(value.value) : value,
    ]),
  );
  const { records } = await driver.executeQuery(text, sent);
  const shown = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value instanceof Integer ? value.value : value]),
  );
  const response = await engine.run(plan, values, { quote: () => null });
  const blocks: Record<string, string> = {
    plan: printPlan(plan),
    cypher: text.replaceAll(/ (?=MATCH \(n0|WHERE|WITH n0|RETURN \[\[)/g, "\n"),
    parameters: JSON.stringify(shown),
    // The first has a stamp that is another each time.
    rows: records
      .slice(1)
      .map((record) => JSON.stringify([...record.values()][0]))
      .join("\n"),
    json: JSON.stringify({ data: { [field.name.value]: response } }, null, 2),
  };
  let result = page;
  for (const [kind, body] of Object.entries(blocks)) {
    result = result.replace(new RegExp(`\`\`\`${kind}\\n[\\s\\S]*?\`\`\``), () => `\`\`\`${kind}\n${body}\n\`\`\``);
  }
  return result;
}

describeNeo4j("docs/pipeline.md", (connection) => {
  let driver: Driver;
  let engine: Neo4jEngine;
  beforeAll(async () => {
    driver = openDriver(connection());
    await wipe(driver);
    engine = await Neo4jEngine.open({ ...connection(), database: undefined });
    await loadBundled(engine);
  });
  afterAll(async () => {
    await engine.close();
    await driver.close();
  });

  test("shows what the code does (UPDATE_CASES=1 rewrites it)", async () => {
    const page = readFileSync(path, "utf8");
    const current = await rendered(page, driver, engine);
    if (process.env["UPDATE_CASES"] === "1") writeFileSync(path, current);
    else expect(page).toBe(current);
  });
});
