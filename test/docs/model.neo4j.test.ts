import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver } from "neo4j-driver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { projectRoot } from "../../src/server/project-root.js";
import { describeNeo4j, openDriver, wipe } from "../support/neo4j.js";

const page = readFileSync(join(projectRoot(), "docs/model.md"), "utf8");
const queries = [...page.matchAll(/\n([^\n]+)\n\n```cypher\n([\s\S]*?)```/g)].map(([, title = "", text = ""]) => ({
  title,
  text,
}));

/** What a reader of the page gets from the bundled graph: how many rows, and the first value of the first. */
const answers = [
  [4, "Nguyễn Trọng Nghĩa"],
  [19, ["Claim", "Participation", "Visible", "VisibleParticipation"]],
  [1, "Nguyễn Thanh Phong"],
  [4, "Hội nghị sơ kết công tác 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2024"],
  [5, "Lại Xuân Môn"],
] as const;

describeNeo4j("docs/model.md", (connection) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = openDriver(connection());
    await wipe(driver);
    const engine = await Neo4jEngine.open({ ...connection(), database: undefined });
    await loadBundled(engine);
    await engine.close();
  });
  afterAll(() => driver.close());

  test("has five queries", () => {
    expect(queries).toHaveLength(answers.length);
  });

  test.each(queries.map((query, i) => ({ ...query, i })))("$title", async ({ text, i }) => {
    const { records } = await driver.executeQuery(text);
    const first: unknown = records[0]?.get(0);
    const value = Array.isArray(first) ? first.toSorted() : first;
    expect([records.length, value]).toEqual(answers[i]);
  });
});
