import { getOperationAST, parse } from "graphql";
import { expect, it } from "vitest";
import { buildPlan } from "../../../src/graph/plan/build-plan.js";
import { collectFields } from "../../../src/graph/plan/collect-fields.js";
import { buildSchema } from "../../../src/resolvers/schema.js";
import { runSelection } from "../../../src/server/execute.js";
import { planHash } from "../../../src/server/observability/plan-hash.js";

const schema = buildSchema(runSelection);

function hashOf(query: string): string {
  const document = parse(query);
  const operation = getOperationAST(document);
  const type = schema.getQueryType();
  if (operation == null || type == null) throw new Error(query);
  const context = { schema, fragments: {}, variableValues: {} };
  for (const [, nodes] of collectFields(context, type, [operation.selectionSet])) {
    const field = type.getFields()[nodes[0]?.name.value ?? ""];
    if (field !== undefined) return planHash(buildPlan(context, field, nodes));
  }
  throw new Error(query);
}

const plain = hashOf('{ officials(first: 2, where: { name: { eq: "A" } }) { nodes { name } } }');

it.each([
  ["another value", '{ officials(first: 9, where: { name: { eq: "B" } }) { nodes { name } } }'],
  ["a variable", "query ($n: String) { officials(first: 2, where: { name: { eq: $n } }) { nodes { name } } }"],
])("a plan has the same name with %s", (_name, query) => expect(hashOf(query)).toBe(plain));

it("lists of any length are one shape", () => {
  const ids = (list: string) => hashOf(`{ officials(where: { id: { in: ${list} } }) { totalCount } }`);
  expect(ids('["official/a"]')).toBe(ids('["official/a", "official/b"]'));
});

it.each([
  ["another field", '{ officials(first: 2, where: { name: { eq: "A" } }) { nodes { id } } }'],
  ["another condition", '{ officials(first: 2, where: { name: { matches: "A" } }) { nodes { name } } }'],
  ["an order", '{ officials(first: 2, where: { name: { eq: "A" } }, orderBy: [{ birth: DESC }]) { nodes { name } } }'],
])("and another with %s", (_name, query) => expect(hashOf(query)).not.toBe(plain));

it("one order is not another", () => {
  const by = (order: string) => hashOf(`{ officials(orderBy: [{ ${order} }]) { totalCount } }`);
  expect(by("birth: ASC")).not.toBe(by("name: ASC"));
});
