import type { Driver, GqlStatusObject, ProfiledPlan } from "neo4j-driver";
import neo4j from "neo4j-driver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Integer } from "../../src/graph/cypher/printer.js";
import { loadBundled } from "../../src/load/bundled.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { runSelection } from "../../src/server/execute.js";
import { describeBothEngines, openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j, openDriver } from "../support/neo4j.js";
import { servingBundled } from "../support/serve.js";
import {
  type Compiled,
  cases,
  compiled,
  expectFile,
  jsonFile,
  queryOf,
  read,
  readable,
  updating,
  write,
} from "./golden.js";

const schema = buildSchema(runSelection);

describe.each(cases)("%s", (name) => {
  it("has the plan and the statement of its files", () => {
    const found = compiled(schema, queryOf(name));
    expectFile(`${name}/plan.txt`, `${found.plan}\n`);
    expectFile(`${name}/statement.cypher`, readable(found));
    const squeezed = (text: string) =>
      text
        .replaceAll(/^\/\/.*\n/gm, "")
        .replaceAll(/\s+/g, " ")
        .trim();
    expect(squeezed(readable(found))).toBe(squeezed(found.text));
  });
});

describeBothEngines("the answers of test/cases", (open, engine) => {
  const server = servingBundled(open);

  it.each(cases)("%s", async (name) => {
    const rows = jsonFile(await server().data(queryOf(name)));
    if (engine === "embedded") expectFile(`${name}/rows.json`, rows);
    else expect(rows).toBe(read(`${name}/rows.json`));
  });
});

describeNeo4j("the statements of test/cases", (connection) => {
  let driver: Driver;
  let version = "";
  const hits: Record<string, number> = {};
  const known: Readonly<Record<string, number>> = JSON.parse(updating ? "{}" : read("db-hits.json"));

  beforeAll(async () => {
    const engine = await openEmptyNeo4j();
    await loadBundled(engine);
    ({ version } = await engine.info());
    await engine.close();
    driver = openDriver(connection());
    await driver.executeQuery("CALL db.awaitIndexes(60)");
    // Else the planner may still guess by the statistics of the empty database, and the hits differ from run to run.
    await driver.executeQuery("CALL db.prepareForReplanning(60)");
  });
  afterAll(async () => {
    await driver.close();
    if (updating) write("db-hits.json", jsonFile(hits));
  });

  const run = async (prefix: string, { text, parameters }: Compiled) => {
    const values = Object.entries(parameters).map(([name, value]) => [
      name,
      value instanceof Integer ? neo4j.int(value.value) : value,
    ]);
    return (await driver.executeQuery(`${prefix} ${text}`, Object.fromEntries(values))).summary;
  };

  it.each(cases)("%s is accepted by EXPLAIN, without a warning", async (name) => {
    const { gqlStatusObjects } = await run("EXPLAIN", compiled(schema, queryOf(name)));
    expect(gqlStatusObjects.filter(isWarning)).toEqual([]);
    await driver.executeQuery(`EXPLAIN ${read(`${name}/statement.cypher`)}`);
  });

  it.for(cases)("%s costs no more than twice the hits of db-hits.json", async (name, { skip }) => {
    if (!version.includes(" 5.26.")) skip("the table is of Neo4j 5.26");
    const { profile } = await run("PROFILE", compiled(schema, queryOf(name)));
    if (profile === false) throw new Error("There is no profile.");
    hits[name] = dbHits(profile);
    expect(hits[name]).toBeLessThan(2 * (updating ? hits[name] : (known[name] ?? 0)));
  });
});

/** 01N5x: a label, a type or a property that no bundled node has, as `death`. */
const isWarning = ({ severity, gqlStatus }: GqlStatusObject) => severity === "WARNING" && !/^01N5\d$/.test(gqlStatus);

const dbHits = (plan: ProfiledPlan): number =>
  plan.children.reduce((total, child) => total + dbHits(child), plan.dbHits);
