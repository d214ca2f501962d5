import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ask, median } from "./ask.mjs";
import { shapes } from "./cases.mjs";
import { driverOf } from "./sample.mjs";

/**
 * The first request of a shape, which Neo4j has to plan, beside the bare driver with the same statement: milliseconds
 * of each, the plans forgotten before either.
 */
export async function firstRequests({ server, build, count }) {
  const statementOf = await compiler(build);
  const driver = driverOf(server);
  const forget = () => driver.executeQuery("CALL db.clearQueryCaches()", {}, { database: "neo4j" });
  const bare = async ({ text, parameters }) => {
    const session = driver.session({ database: "neo4j", defaultAccessMode: "READ" });
    const began = performance.now();
    await session.run(text, parameters);
    const ms = performance.now() - began;
    await session.close();
    return ms;
  };
  const times = { ours: [], bare: [] };
  try {
    for (const [at, query] of shapes(count).entries()) {
      const peers = [
        ["ours", async () => (await ask(server.urls.neo4j, { query })).ms],
        ["bare", () => bare(statementOf(query))],
      ];
      for (const [name, run] of at % 2 === 0 ? peers : peers.reverse()) {
        await forget();
        times[name].push(await run());
      }
    }
  } finally {
    await driver.close();
  }
  // The first ones warm the planner.
  const late = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all.slice(count >> 2))]));
  return { ...late, ratio: late.ours / late.bare };
}

/** The build's own way from a query to its statement. */
async function compiler(build) {
  const load = (file) => import(pathToFileURL(join(build, "src", file)).href);
  const { getOperationAST, parse } = await import("graphql");
  const { buildSchema } = await load("resolvers/schema.js");
  const { bindSlots } = await load("graph/plan/bind.js");
  const { buildPlan } = await load("graph/plan/build-plan.js");
  const { collectFields } = await load("graph/plan/collect-fields.js");
  const { fieldOf } = await load("graph/plan/graph-schema.js");
  const { compile } = await load("graph/cypher/statement.js");
  const { Integer } = await load("graph/cypher/printer.js");
  const neo4j = (await import("neo4j-driver")).default;
  const schema = buildSchema(() => undefined);
  return (query) => {
    const { selectionSet } = getOperationAST(parse(query));
    const request = { schema, fragments: {}, variableValues: {} };
    const type = schema.getQueryType();
    const [[field, ...more]] = collectFields(request, type, [selectionSet]).values();
    const plan = buildPlan(request, fieldOf(type, field.name.value), [field, ...more]);
    const { text, parameters } = compile(plan, bindSlots(schema, plan, {}));
    const integer = (value) => (value instanceof Integer ? neo4j.int(value.value) : value);
    return {
      text,
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, integer(value)])),
    };
  };
}
