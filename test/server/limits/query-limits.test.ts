import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { projectRoot } from "../../../src/server/project-root.js";
import { open, type Serving } from "./open.js";

let engine: Engine;
let server: Serving;
beforeAll(async () => {
  engine = await openBundled();
  server = await open(engine);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

const refused = (message: RegExp, extensions: object = {}) => ({
  status: 400,
  body: {
    errors: [
      {
        message: expect.stringMatching(message),
        extensions: expect.objectContaining({ code: "QUERY_TOO_COMPLEX", ...extensions }),
      },
    ],
  },
});

const repeat = (times: number, text: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => text(i)).join(" ");
const nested = (levels: number, inner: string, wrap: (inner: string) => string): string =>
  levels === 0 ? inner : nested(levels - 1, wrap(inner), wrap);

describe("a query within the limits", () => {
  const examples = readdirSync(join(projectRoot(), "examples")).filter((file) => file.endsWith(".graphql"));
  it.each(examples)("is answered, and its cost said on request: examples/%s", async (file) => {
    const query = readFileSync(join(projectRoot(), "examples", file), "utf8");
    const { status, body } = await server.ask({ query }, { "x-rolegraph-cost": "1" });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.extensions?.["cost"]).toBeGreaterThan(0);
    expect(body.extensions?.["cost"]).toBeLessThan(10_000);
    expect((await server.ask({ query })).body.extensions).toBeUndefined();
  });

  it("may be GraphiQL's introspection", async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true });
    const { status, body } = await server.ask({ query }, { "x-rolegraph-cost": "1" });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.extensions?.["cost"]).toBeGreaterThan(1_000);
  });

  it("may be the page of the examples, ten times", async () => {
    const page =
      "nodes { name tenures(first: 5) { nodes { position { title organization { name province { name } } } } } }";
    const query = `{ ${repeat(10, (i) => `p${i}: officials { ${page} }`)} }`;
    expect((await server.ask({ query })).body.errors).toBeUndefined();
  });

  it("costs what its variables make of it", async () => {
    const query =
      "query ($first: Int = 10, $deep: Boolean!) { officials(first: $first) { nodes { name tenures @include(if: $deep) { totalCount } } } }";
    const cost = async (variables: object) =>
      (await server.ask({ query, variables }, { "x-rolegraph-cost": "1" })).body.extensions?.["cost"];
    expect(await cost({ deep: false })).toBe(11);
    expect(await cost({ deep: false, first: 100 })).toBe(101);
    expect(await cost({ deep: false, first: null })).toBe(21);
    expect(await cost({ deep: true })).toBe(11 + 10 * (21 + 5));
    expect(await cost({ deep: false })).toBe(11);
  });
});

describe("a query above the limits is refused with a sentence", () => {
  it.each<[string, string, RegExp, object?]>([
    [
      "depth",
      `{ officials { nodes { ${nested(8, "name", (inner) => `coParticipants { nodes { ${inner} } }`)} } } }`,
      /^The query has 19 levels of braces.* may have 16\.$/,
      { limit: 16 },
    ],
    [
      "depth by inline fragments",
      `{ ${nested(20, "__typename", (inner) => `... { ${inner} }`)} }`,
      /21 levels of braces/,
    ],
    [
      "depth through fragments",
      `{ officials { nodes { ...F0 } } } ${repeat(12, (i) => `fragment F${i} on Official { coParticipants { nodes { ...F${i + 1} } } }`)} fragment F12 on Official { name }`,
      /27 levels of braces/,
    ],
    [
      "depth of introspection",
      `{ __schema { types { ${nested(20, "name", (inner) => `ofType { ${inner} }`)} } } }`,
      /levels of braces/,
    ],
    ["aliases", `{ officials { nodes { ${repeat(101, (i) => `a${i}: name`)} } } }`, /101 aliases/],
    [
      "aliases through fragments",
      `{ officials { nodes { ...F } edges { node { ...F } } } } fragment F on Official { ${repeat(60, (i) => `a${i}: name`)} }`,
      /120 aliases/,
    ],
    ["directives", `{ officials { nodes { name ${repeat(51, () => "@include(if: true)")} } } }`, /51 directives/],
    ["directives of an operation", `query ${repeat(51, () => "@live")} { __typename }`, /51 directives/],
    ["directives of variables", `query ($a: Int ${repeat(51, () => "@live")}) { __typename }`, /51 directives/],
    [
      "directives through fragments",
      `{ officials { nodes { ...F @skip(if: false) } edges { node { ...F } } } } fragment F on Official { ${repeat(30, (i) => `a${i}: name @skip(if: false)`)} }`,
      /61 directives/,
    ],
    ["root fields", `{ ${repeat(21, (i) => `a${i}: __typename`)} }`, /21 root fields/],
    [
      "root fields through fragments",
      `{ ...F } fragment F on Query { ...G } fragment G on Query { ${repeat(21, (i) => `a${i}: __typename`)} }`,
      /21 root fields/,
    ],
    ["tokens", `{ officials { nodes { ${repeat(2_000, () => "name")} } } }`, /more than 2000 tokens/],
    [
      "fields of interfaces in one another",
      `{ events { nodes { ${nested(6, "name", (inner) => `partOf { ${inner} }`)} } } }`,
      /more than 2000 fields/,
    ],
    [
      "cost",
      "{ officials(first: 100) { nodes { participations(first: 50) { nodes { event { participations(first: 50) { nodes { role } } } } } } } }",
      /^The query may cost 2\d{5} and no more than 50000 is allowed; officials\.nodes\.participations\.nodes\.event\.participations costs most/,
      { limit: 50_000, field: "officials.nodes.participations.nodes.event.participations" },
    ],
    [
      "cost by aliases",
      `{ ${repeat(20, (i) => `p${i}: paths(from: "official/nguyen-kim-thai", to: "official/mai-van-huynh", maxHops: 8, first: 100) { length steps { from { name } } }`)} }`,
      /may cost/,
    ],
    [
      "cost of a filter",
      `{ officials(where: { or: [${repeat(90, () => '{ participations: { some: { event: { participations: { some: { official: { tenures: { none: { position: { name: { matches: "bi thu" } } } } } } } } } } }')}] }) { totalCount } }`,
      /more than 2000 tokens|may cost/,
    ],
    [
      "filters in one another",
      `{ officials(where: ${nested(40, '{ note: { eq: "" } }', (inner) => `{ not: ${inner} }`)}) { totalCount } }`,
      /^An argument of officials nests more than 32 levels/,
    ],
  ])("%s", async (_name, query, message, extensions) => {
    const answer = await server.ask({ query });
    expect(answer).toMatchObject(refused(message, extensions));
    expect(answer.text).not.toMatch(/stack|node_modules/);
    expect((await server.ask({ query: "{ __typename }" })).status).toBe(200);
  });

  it("by its variables: their size, their depth, and what filters in them cost", async () => {
    const query = "query ($where: OfficialFilter) { officials(where: $where) { totalCount } }";
    const ask = (where: unknown) => server.ask({ query, variables: { where } });
    const ids = Array.from({ length: 20_000 }, (_, i) => `official/somebody-${i}`);
    expect(await ask({ id: { in: ids } })).toMatchObject(
      refused(/^The variables have \d{6} bytes and may have 262144/),
    );
    expect(await ask(nested(5_000, "{}", (inner) => `{"not":${inner}}`))).toMatchObject({ status: 400 });
    const deep = nested(5_000, "{}", (inner) => `{"not":${inner}}`);
    const body = `{"query":${JSON.stringify(query)},"variables":{"where":${deep}}}`;
    expect(await server.send(body)).toMatchObject(refused(/^The variables nest more than 32 levels/));
    const or = Array.from({ length: 2_000 }, () => ({ tenures: { some: { position: { title: { eq: "x" } } } } }));
    expect(await ask({ or })).toMatchObject(refused(/may cost \d{6}/, { field: "officials" }));
  });

  it("by GET as by POST", async () => {
    const query = `{ ${repeat(21, (i) => `a${i}: __typename`)} }`;
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect([response.status, await response.json()]).toEqual([400, refused(/21 root fields/).body]);
  });

  it("in an operation that is not the first", async () => {
    const query = `query A { __typename } query B { ${repeat(21, (i) => `a${i}: __typename`)} }`;
    expect(await server.ask({ query, operationName: "B" })).toMatchObject(refused(/21 root fields/));
  });
});

describe("a bomb of fragments is refused in milliseconds", () => {
  it.each([
    [
      "with aliases",
      (i: number) => `fragment F${i} on Event { a: partOf { ...F${i + 1} } b: partOf { ...F${i + 1} } }`,
      60,
    ],
    [
      "without, through different fields",
      (i: number) =>
        `fragment F${i} on Official { coParticipants(first: 1) { nodes { ...F${i + 1} } edges { node { ...F${i + 1} } } } participations(first: 1) { nodes { official { ...F${i + 1} } } } tenures(first: 1) { nodes { official { ...F${i + 1} } } } }`,
      4,
    ],
    [
      "with spreads only",
      (i: number) => `fragment F${i} on Event { ...F${i + 1} ... { ...F${i + 1} } ... on Node { ...F${i + 1} } }`,
      60,
    ],
  ])("%s", async (_name, fragment, levels) => {
    const [on] = /(?<=on )\w+/.exec(fragment(0)) ?? [];
    const root = on === "Event" ? "events" : "officials";
    const query = `{ ${root} { nodes { ...F0 } } } ${repeat(levels, fragment)} fragment F${levels} on ${on} { name }`;
    await server.ask({ query: "{ __typename }" });
    const answer = await server.ask({ query });
    expect(answer).toMatchObject(refused(/./));
  });

  it("that go in circles", async () => {
    const query =
      "{ officials { nodes { ...A } } } fragment A on Official { coParticipants { nodes { ...B } } } fragment B on Official { coParticipants { nodes { ...A } } }";
    const { status, body } = await server.ask({ query });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
  });
});
