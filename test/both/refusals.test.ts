import { describe, expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { type Answer, type Server, servingBundled } from "../support/serve.js";

interface Refusal {
  readonly status: 200 | 400;
  readonly code: string;
  readonly argument?: string;
  readonly message: string | RegExp;
}

const badInput = (argument: string, message: string | RegExp): Refusal => ({
  status: 200,
  code: "BAD_USER_INPUT",
  argument,
  message,
});
/** Refused by GraphQL itself, before anything runs. */
const invalid = (code: string, message: string | RegExp): Refusal => ({ status: 400, code, message });

/** What was written for operators and developers, not for a client. */
const internals = /stack|node_modules|[.](ts|js):\d|MATCH |Neo[.]|bolt:|"cause"|Something went wrong/;

const phong = "official/nguyen-thanh-phong";
const huynh = "official/mai-van-huynh";

const refused: readonly (readonly [query: string, refusal: Refusal])[] = [
  ["{ officials(first: 101) { totalCount } }", badInput("first", "`first` is a number from 0 to 100, not 101.")],
  ["{ officials(first: -1) { totalCount } }", badInput("first", "`first` is a number from 0 to 100, not -1.")],
  ["{ officials(last: 101) { totalCount } }", badInput("last", "`last` is a number from 0 to 100, not 101.")],
  [
    `{ official(id: "${huynh}") { participations(first: 51) { totalCount } } }`,
    badInput("first", "`first` is a number from 0 to 50 in a nested list, not 51."),
  ],
  [
    `{ official(id: "${huynh}") { mentions(last: 51) { totalCount } } }`,
    badInput("last", "`last` is a number from 0 to 50 in a nested list, not 51."),
  ],
  [
    `{ official(id: "${huynh}") { coParticipants(first: -1) { totalCount } } }`,
    badInput("first", "`first` is a number from 0 to 50 in a nested list, not -1."),
  ],
  ["{ officials(first: 1, last: 1) { totalCount } }", badInput("last", "Ask for `first` or for `last`, not for both.")],
  ['{ officials(after: "") { totalCount } }', badInput("after", /^This is no cursor of this list in this ordering[.]/)],
  ['{ officials(before: "bm9uZQ") { totalCount } }', badInput("before", /^This is no cursor of this list/)],
  [
    `{ paths(from: "official/nobody", to: "${huynh}") { length } }`,
    {
      status: 200,
      code: "NOT_FOUND",
      argument: "from",
      message: 'There is no entity "official/nobody". Find ids with `search`.',
    },
  ],
  [
    `{ paths(from: "${huynh}", to: "official/nobody") { length } }`,
    { status: 200, code: "NOT_FOUND", argument: "to", message: /"official\/nobody"/ },
  ],
  [
    `{ paths(from: "${huynh}", to: "${huynh}") { length } }`,
    badInput("to", "`from` and `to` are the same entity: a path leads between two."),
  ],
  [
    `{ paths(from: "${huynh}", to: "${phong}", maxHops: 50) { length } }`,
    badInput("maxHops", "`maxHops` is a number from 1 to 8, not 50."),
  ],
  [`{ paths(from: "${huynh}", to: "${phong}", maxHops: 0) { length } }`, badInput("maxHops", /from 1 to 8, not 0/)],
  [
    `{ paths(from: "${huynh}", to: "${phong}", between: {from: "2024", to: "2023"}) { length } }`,
    badInput("between.to", "`between` ends before it begins."),
  ],
  ['{ search(text: "") { matched } }', badInput("text", /^`text` has no letter or digit[.]/)],
  ['{ search(text: " \\u00a0 --- ") { matched } }', badInput("text", /^`text` has no letter or digit[.]/)],
  ...["a b ".repeat(101), "a".repeat(101), "a ".repeat(51)].map((text): [string, Refusal] => [
    `{ search(text: "${text}") { matched } }`,
    badInput(
      "text",
      "`text` has at most 400 characters and 50 words, none longer than 100: search for a part of a name.",
    ),
  ]),
  ['{ search(text: "a", first: 101) { matched } }', badInput("first", /from 0 to 100, not 101/)],
  ["{ participationCounts(by: []) { count } }", badInput("by", /^`by` names one to three different dimensions/)],
  ["{ participationCounts(by: [ROLE, ROLE]) { count } }", badInput("by", /different dimensions/)],
  ["{ participationCounts(by: [ROLE, YEAR, EVENT, PROVINCE]) { count } }", badInput("by", /one to three/)],
  ["{ officials(orderBy: [{}]) { totalCount } }", badInput("orderBy.0", /^Each order names exactly one key/)],
  [
    "{ events(orderBy: [{date: ASC}, {name: ASC, date: DESC}]) { totalCount } }",
    badInput("orderBy.1", /^Each order names exactly one key/),
  ],
  ["{ officials { oficialName } }", invalid("GRAPHQL_VALIDATION_FAILED", /^Cannot query field "oficialName"/)],
  [
    "{ oficials { totalCount } }",
    invalid("GRAPHQL_VALIDATION_FAILED", /^Cannot query field "oficials" on type "Query"[.] Did you mean "officials"/),
  ],
  ["{ officials { ", invalid("GRAPHQL_PARSE_FAILED", /^Syntax Error: Expected Name, found <EOF>/)],
];

describeBothEngines("what is refused", (open) => {
  const server = servingBundled(open);
  const ask: Server["ask"] = (query, variables) => server().ask(query, variables);

  function expectRefusal(answer: Answer, { status, code, argument, message }: Refusal): void {
    const expected = typeof message === "string" ? message : expect.stringMatching(message);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expected,
        extensions: argument === undefined ? { code } : { code, argument },
      }),
    ]);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(internals);
  }

  async function expectAlive(): Promise<void> {
    const { official } = await server().data(`{ official(id: "${huynh}") { name } }`);
    expect(official).toEqual({ name: "Mai Văn Huỳnh" });
  }

  describe("with a sentence, a code and the argument, and the server answers on", () => {
    it.each(refused)("%s", async (query, refusal) => {
      expectRefusal(await ask(query), refusal);
      await expectAlive();
    });

    it.each([
      ["2023-02-30", "written into the query", '{ tenures(on: "2023-02-30") { totalCount } }'],
      ["2023-9", "written into the query", '{ tenures(on: "2023-9") { totalCount } }'],
      ["2023-02-30", "in a filter", '{ events(where: {date: {on: "2023-02-30"}}) { totalCount } }'],
      ["2023-9", "in holders", `{ position(id: "position/tong-bi-thu") { holders(on: "2023-9") { certainty } } }`],
    ])("a date that is none: %s %s", async (date, _where, query) => {
      const sentence = "A PartialDate is YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists.";
      const message = `Expected value of type "PartialDate", found "${date}"; ${sentence}`;
      const answer = await ask(query);
      expectRefusal(answer, invalid("GRAPHQL_VALIDATION_FAILED", message));
      expect(answer.errors).toMatchObject([{ locations: [{ line: 1 }] }]);
      await expectAlive();
    });

    it.each(["2023-02-30", "2023-9", "", "2023-09-19T00:00:00Z", 2023])(
      "a date variable that is none: %s",
      async (on) => {
        const answer = await ask("query ($on: PartialDate!) { tenures(on: $on) { totalCount } }", { on });
        expectRefusal(answer, invalid("BAD_USER_INPUT", /^Variable "\$on" got invalid value .+YYYY/));
        await expectAlive();
      },
    );

    it("a variable of the wrong type", async () => {
      const answer = await ask("query ($first: Int!) { officials(first: $first) { totalCount } }", { first: "ten" });
      expectRefusal(answer, invalid("BAD_USER_INPUT", /^Variable "\$first" got invalid value "ten"/));
    });

    describe("null for a variable whose default alone lets it stand where null may not", () => {
      const id = `query ($id: ID = "${huynh}")`;
      it.each([
        ["assembled directly", `${id} { official(id: $id) { name } }`],
        ["executed by graphql-js", `${id} { official(id: $id) { name } __schema { queryType { name } } }`],
        ["of introspection", 'query ($id: String = "Role") { __type(name: $id) { name } }'],
        [
          "of a mutation",
          'mutation ($id: ReviewInput = {claims: ["x"], status: CONFIRMED}) { review(input: $id) { __typename } }',
        ],
      ])("in an argument %s", async (_how, query) => {
        const answer = await ask(query, { id: null });
        const message = /^Argument "(id|name|input)" of non-null type ".+!" must not be null[.]$/;
        expectRefusal(answer, { status: 200, code: "BAD_USER_INPUT", message });
        expect(answer.errors).toMatchObject([{ locations: [{ line: 1, column: query.lastIndexOf("$id") + 1 }] }]);
        expect((await ask(query)).errors?.[0]?.extensions.code).not.toBe("BAD_USER_INPUT");
      });

      it("inside a list or an object", async () => {
        const message = 'Argument "ids" has invalid value [$id].';
        const answer = await ask(`${id} { nodes(ids: [$id]) { id } }`, { id: null });
        expectRefusal(answer, { status: 200, code: "BAD_USER_INPUT", message });
      });

      it.each([
        ["at the root", "{ __typename @skip(if: $no) }"],
        ["below", "{ officials { totalCount @include(if: $no) } }"],
        ["at a fragment", `{ node(id: "${huynh}") { ... on Official @skip(if: $no) { name } } }`],
        ["of introspection", "{ __schema { queryType { name @skip(if: $no) } } }"],
      ])("in a condition %s", async (_where, selection) => {
        const answer = await ask(`query ($no: Boolean = false) ${selection}`, { no: null });
        expectRefusal(answer, invalid("BAD_USER_INPUT", 'Argument "if" of non-null type "Boolean!" must not be null.'));
        expect(answer.errors).toMatchObject([{ locations: [{ line: 1 }] }]);
        expect((await ask(`query ($no: Boolean = false) ${selection}`)).errors).toBeUndefined();
      });
    });

    it("a body that is no JSON", async () => {
      expectRefusal(await server().post("{ officials"), invalid("BAD_REQUEST", /^The body is not valid JSON/));
      expectRefusal(await server().post(""), invalid("BAD_REQUEST", /^The body is empty/));
      await expectAlive();
    });
  });

  it("one root field that is refused leaves the others their answers", async () => {
    const { status, data, errors } = await ask(`{
      good: official(id: "${huynh}") { name }
      none: official(id: "official/nobody") { name }
      bad: official(id: "${huynh}") { participations(first: 51) { totalCount } }
    }`);
    expect([status, data]).toEqual([200, { good: { name: "Mai Văn Huỳnh" }, none: null, bad: null }]);
    expect(errors).toMatchObject([{ path: ["bad"], extensions: { code: "BAD_USER_INPUT", argument: "first" } }]);
  });

  it("an unknown id is null, and a known id of another type too", async () => {
    const { data } = await ask(`{
      node(id: "official/nobody") { id }
      empty: node(id: "") { id }
      strange: node(id: "__proto__") { id }
      official(id: "position/tong-bi-thu") { id }
      tenure(id: "${huynh}") { id }
      nodes(ids: ["official/nobody", "${huynh}", "constructor", "${huynh}"]) { id }
    }`);
    expect(data).toEqual({
      node: null,
      empty: null,
      strange: null,
      official: null,
      tenure: null,
      nodes: [null, { id: huynh }, null, { id: huynh }],
    });
  });

  it("nodes takes a hundred ids and no more", async () => {
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    const ids = Array.from({ length: 101 }, (_, i) => `official/nobody-${i}`);
    const { data } = await ask(query, { ids: ids.slice(1) });
    expect(data.nodes).toEqual(ids.slice(1).map(() => null));
    expectRefusal(await ask(query, { ids }), badInput("ids", "`ids` takes at most 100 ids, not 101."));
    expect((await ask(query, { ids: [] })).data).toEqual({ nodes: [] });
  });

  describe("a cursor", () => {
    const page = `query ($after: String, $before: String, $order: [OfficialOrder!]) {
      officials(first: 2, after: $after, before: $before, orderBy: $order) {
        nodes { name } pageInfo { endCursor }
      }
    }`;
    const cursor = async (variables = {}) => (await server().data(page, variables)).officials.pageInfo.endCursor;

    it("of another ordering is refused", async () => {
      const refusal = badInput("after", /^This is no cursor of this list in this ordering[.]/);
      const [byName, byBirth] = [await cursor(), await cursor({ order: [{ birth: "ASC" }] })];
      expectRefusal(await ask(page, { after: byName, order: [{ birth: "ASC" }] }), refusal);
      expectRefusal(await ask(page, { after: byName, order: [{ name: "DESC" }] }), refusal);
      expectRefusal(await ask(page, { after: byBirth }), refusal);
      expect((await ask(page, { after: byBirth, order: [{ birth: "ASC" }] })).errors).toBeUndefined();
    });

    it("of another list is refused", async () => {
      const after = await cursor();
      const query = "query ($after: String) { organizations(after: $after) { totalCount } }";
      expectRefusal(await ask(query, { after }), badInput("after", /^This is no cursor of this list/));
    });

    it("with a byte changed, at whichever place, is refused", async () => {
      const after: string = await cursor();
      for (const [i, character] of [...after].entries()) {
        const other = character === "A" ? "B" : "A";
        const changed = after.slice(0, i) + other + after.slice(i + 1);
        expectRefusal(await ask(page, { after: changed }), badInput("after", /^This is no cursor/));
        expectRefusal(await ask(page, { before: changed }), badInput("before", /^This is no cursor/));
      }
      expectRefusal(await ask(page, { after: after.slice(0, -1) }), badInput("after", /^This is no cursor/));
      expectRefusal(await ask(page, { after: `${after}=` }), badInput("after", /^This is no cursor/));
      await expectAlive();
    });
  });
});

describeBothEngines("what is legal, however odd", (open) => {
  const server = servingBundled(open);
  const data: Server["data"] = (query, variables) => server().data(query, variables);

  it("two aliases of one field with different arguments", async () => {
    const { official } = await data(`{
      official(id: "${huynh}") {
        chair: participations(where: {role: {eq: CHAIR}}) { totalCount }
        speaker: participations(where: {role: {eq: SPEAKER}}) { totalCount }
        all: participations(first: 1) { totalCount nodes { role } }
      }
    }`);
    expect(official).toEqual({
      chair: { totalCount: 1 },
      speaker: { totalCount: 1 },
      all: { totalCount: 3, nodes: [{ role: "CHAIR" }] },
    });
  });

  it("fragments on interfaces, merged with what stands beside them", async () => {
    const { nodes } = await data(
      `query ($ids: [ID!]!) {
        nodes(ids: $ids) { __typename ...named ... on Event { date province { ...named } } ... on Claim { status rank } ... on Official { kind } }
      }
      fragment named on Entity { id name }`,
      { ids: [huynh, "event/cuoc-thi-viet-kien-giang-2022", "source/kontumtv-vn-2021-nguyen-quang-thuy"] },
    );
    expect(nodes).toEqual([
      { __typename: "Official", id: huynh, name: "Mai Văn Huỳnh", kind: "OFFICIAL" },
      {
        __typename: "Contest",
        id: "event/cuoc-thi-viet-kien-giang-2022",
        name: expect.stringMatching(/năm 2022$/),
        date: "2022",
        province: { id: "province/kien-giang", name: "Kiên Giang" },
      },
      { __typename: "Source" },
    ]);
  });

  it("aliases that are names of JavaScript objects", async () => {
    const answer = await server().ask(
      `{ __proto__: official(id: "${huynh}") { __proto__: name constructor: kind toString: id } }`,
    );
    expect(answer.text).toBe(
      `{"data":{"__proto__":{"__proto__":"Mai Văn Huỳnh","constructor":"OFFICIAL","toString":"${huynh}"}}}\n`,
    );
  });

  it("the same alias for different fields of different types", async () => {
    const { nodes } = await data(`{
      nodes(ids: ["${huynh}", "province/kien-giang"]) {
        ... on Official { of: name }
        ... on Province { of: code }
      }
    }`);
    expect(nodes).toEqual([{ of: "Mai Văn Huỳnh" }, { of: "91" }]);
  });

  it("null for every argument means that it was left out", async () => {
    const nothing = "first: null, last: null, after: null, before: null, where: null";
    const { officials, all } = await data(`{
      officials(${nothing}, orderBy: null) { totalCount nodes { name participations(${nothing}) { totalCount } } }
      all: officials { totalCount nodes { name participations { totalCount } } }
    }`);
    expect(officials).toEqual(all);
    const { none } = await data(`{ none: officials(where: {
      name: null, and: null, or: null, not: null, participations: null, tenures: {some: null}, birth: {on: null}
    }) { totalCount } }`);
    expect(none).toEqual({ totalCount: officials.totalCount });
    const { tenures, undated } = await data(`{
      tenures(on: null, atLeast: null) { totalCount }
      undated: tenures(on: "2023-09-19", atLeast: null) { totalCount }
    }`);
    expect(tenures.totalCount).toBeGreaterThan(undated.totalCount);
    const { search, paths } = await data(`{
      search(text: "mai", types: null, first: null) { matched }
      paths(from: "${huynh}", to: "${phong}", maxHops: null, first: null, between: null) { length }
    }`);
    expect([search, paths[0]]).toEqual([[{ matched: "Mai Văn Huỳnh" }], { length: 2 }]);
  });

  it("empty lists mean what logic says", async () => {
    const { and, or, among, notAnd, notOr, both, types } = await data(`{
      and: officials(where: {and: []}) { totalCount }
      or: officials(where: {or: []}) { totalCount }
      among: officials(where: {id: {in: []}}) { totalCount }
      notAnd: officials(where: {not: {and: []}}) { totalCount }
      notOr: officials(where: {not: {or: []}}) { totalCount nodes { name } }
      both: participations(where: {official: {or: []}}) { totalCount nodes { id } }
      types: events(where: {type: {in: []}}) { totalCount nodes { id } }
    }`);
    const { all } = await data("{ all: officials { totalCount nodes { name } } }");
    expect(all.totalCount).toBe(13);
    expect([and.totalCount, or.totalCount, among.totalCount]).toEqual([13, 0, 0]);
    expect([notAnd.totalCount, notOr]).toEqual([0, all]);
    expect([both, types]).toEqual([
      { totalCount: 0, nodes: [] },
      { totalCount: 0, nodes: [] },
    ]);
  });

  it("a search for as much as may be, in one word or in many", async () => {
    for (const text of [
      "\u1ea1".repeat(100),
      "a ".repeat(50),
      "𝕏".repeat(50),
      "İ".repeat(50),
      `mai ${"huynh ".repeat(49)}`,
    ]) {
      const { search } = await data("query ($text: String!) { search(text: $text) { matched } }", { text });
      expect(search).toEqual(text.startsWith("mai") ? [{ matched: "Mai Văn Huỳnh" }] : expect.any(Array));
    }
  });

  it("a page of none, a search in no type, and a search of words that no one is called", async () => {
    const { officials, typeless, nobody } = await data(`{
      officials(first: 0) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      typeless: search(text: "mai", types: []) { matched }
      nobody: search(text: "qqqq") { matched }
    }`);
    expect(officials).toEqual({
      totalCount: 13,
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect([typeless, nobody]).toEqual([[], []]);
  });
});
