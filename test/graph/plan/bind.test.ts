import { Kind, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { bindSlots } from "../../../src/graph/plan/bind.js";
import type { BoundPage } from "../../../src/graph/plan/bound.js";
import { buildPlan } from "../../../src/graph/plan/build-plan.js";
import { fieldOf } from "../../../src/graph/plan/graph-schema.js";
import { buildSchema } from "../../../src/resolvers/schema.js";

const schema = buildSchema(() => null);

/** The bound values of a list of the query type, as in `officials(first: 5)`. */
function page(field: string): BoundPage {
  const [operation] = parse(`{ ${field} { totalCount } }`).definitions;
  const node = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
  if (node?.kind !== Kind.FIELD) throw new Error(`${field} is no field`);
  const document = { schema, fragments: {}, variableValues: {} };
  const plan = buildPlan(document, fieldOf(schema.getQueryType() ?? undefined, node.name.value), [node]);
  const bound = bindSlots(schema, plan, {}).find(({ kind }) => kind === "page");
  if (bound?.kind !== "page") throw new Error(`${field} is no list`);
  return bound;
}

describe("a filter on claims", () => {
  it.each([
    ["{}", "VISIBLE"],
    ["{role: {eq: CHAIR}}", "VISIBLE"],
    ["{status: {eq: PROPOSED}}", "ANY_STATUS"],
    ["{rank: {eq: DEPRECATED}}", "ANY_RANK"],
    ["{status: {eq: PROPOSED}, rank: {eq: NORMAL}}", "ALL"],
    ["{not: {status: {eq: CONFIRMED}}}", "ANY_STATUS"],
    ["{and: [{role: {eq: CHAIR}}, {rank: {eq: NORMAL}}]}", "ANY_RANK"],
    ["{or: [{status: {eq: REJECTED}}, {not: {rank: {eq: NORMAL}}}]}", "ALL"],
    ["{status: null}", "VISIBLE"],
    ["{inCapacityOf: {some: {status: {eq: PROPOSED}}}}", "VISIBLE"],
  ])("%s meets claims of the scope %s", (where, scope) => {
    expect(page(`participations(where: ${where})`).scope).toBe(scope);
  });

  it("gives its neighbours the scope of what it says of them", () => {
    const where = "{inCapacityOf: {some: {rank: {eq: DEPRECATED}}}, official: {}}";
    expect(page(`participations(where: ${where})`).where).toMatchObject({
      kind: "all",
      of: [
        { kind: "related", hop: { arrow: "-[:BY]->" }, scope: "ALL" },
        { kind: "related", hop: { arrow: "-[:IN_CAPACITY_OF]->" }, scope: "ANY_RANK" },
      ],
    });
  });
});

describe("a condition", () => {
  const unknown = { kind: "compare", property: "kind", list: false, operator: "eq", value: null };
  const nothing = { kind: "all", of: [] };

  it.each([
    ["{kind: {eq: null}}", unknown],
    ["{kind: {eq: null, in: null}}", unknown],
    ["{kind: {in: null}}", nothing],
    ["{kind: {in: []}}", { ...unknown, operator: "in", value: [] }],
    ["{kind: null}", nothing],
    ["{birth: {on: null}}", nothing],
    ["{name: {matches: null}}", nothing],
    ['{name: {matches: "Mai HUỲNH"}}', { kind: "matches", key: "searchKey", tokens: ["mai", "huynh"] }],
    ['{note: {matches: "x"}}', { kind: "matches", key: "noteKey", tokens: ["x"] }],
    ["{and: []}", nothing],
    ["{or: []}", { kind: "any", of: [] }],
  ])("%s asks what it says", (where, predicate) => {
    expect(page(`officials(where: ${where})`).where).toEqual(predicate);
  });
});

describe("an order", () => {
  it.each([
    ["officials", ["sortKey ASC", "id ASC"]],
    ["officials(orderBy: [])", ["sortKey ASC", "id ASC"]],
    ["officials(orderBy: [{name: DESC}])", ["sortKey DESC", "id DESC"]],
    ["officials(orderBy: [{givenName: ASC}, {birth: DESC}])", ["givenSortKey ASC", "birthMin DESC", "id DESC"]],
    ["resolutions(orderBy: [{number: ASC}])", ["numberSort ASC", "id ASC"]],
    ["positions(orderBy: [{title: ASC}])", ["titleSort ASC", "id ASC"]],
    ["sources(orderBy: [{title: ASC}])", ["sortKey ASC", "id ASC"]],
    ["events", ["dateMin DESC", "id DESC"]],
    ["participations(orderBy: [{role: DESC}])", ["roleKey DESC", "protocolKey ASC"]],
    ["participations", ["-[:AT]->dateMin DESC", "protocolKey ASC"]],
  ])("of %s is %j, and its cursors are bound to that", (field, terms) => {
    const [, ...bound] = page(field).signature.split("|");
    expect(bound).toEqual(terms);
  });

  it("by a question is bound to all days that are asked about", () => {
    const of = (on: string) => page(`tenures(on: "${on}")`).signature;
    expect(of("2024")).toBe("Tenure|certainty 2024-01-01 2024-12-31|distance 2024-01-01 2024-12-31|protocolKey ASC");
    expect(of("2024-01")).not.toBe(of("2024"));
    expect(page('tenures(where: {on: {date: "2024"}})').signature).toBe(of("2024"));
    expect(page('tenures(where: {and: [{official: {}}, {on: {date: "2024"}}]})').signature).toBe(of("2024"));
  });
});
