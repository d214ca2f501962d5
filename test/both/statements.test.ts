import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadBundled } from "../../src/load/bundled.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j, openDriver } from "../support/neo4j.js";
import { type Server, serve } from "../support/serve.js";

interface Statement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const page = readFileSync(new URL("questions/10-page.graphql", import.meta.url), "utf8");

describeNeo4j("the statements sent to Neo4j", (connection) => {
  const statements: Statement[] = [];
  let server: Server;

  beforeAll(async () => {
    const engine = await openEmptyNeo4j({
      onStatement: (text, parameters) => {
        statements.push({ text, parameters });
      },
    });
    await loadBundled(engine);
    server = await serve(engine);
  });
  afterAll(() => server.close());

  /** What one request runs. */
  async function sent(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<readonly Statement[]> {
    statements.length = 0;
    await server.data(query, variables);
    return [...statements];
  }

  async function text(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const [statement, ...more] = await sent(query, variables);
    expect(more).toEqual([]);
    return statement?.text ?? "";
  }

  describe("are one for each root field", () => {
    it("of the page of question 10", async () => {
      const all = await sent(page);
      expect(all).toHaveLength(1);
      expect(all[0]?.text).toContain("COLLECT {");
    });

    it("of a query with several", async () => {
      const all = await sent(`{
        first: officials(first: 2) { nodes { tenures { nodes { position { organization { name } } } } } }
        second: officials(last: 2) { totalCount nodes { participations { nodes { event { name } evidence { start } } } } }
        event(id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07") { participations { nodes { heldThen { certainty } } } }
        node(id: "official/nobody") { id }
        nodes(ids: ["official/mai-van-huynh", "province/kien-giang"]) { ... on Province { lineage { name } } }
        search(text: "thuy") { entity { name mentions { totalCount } } }
        participationCounts(by: [ROLE, PROVINCE]) { count province { name } }
        paths(from: "official/nguyen-kim-thai", to: "official/nguyen-thanh-phong") { steps { to { name } } }
        __typename
      }`);
      expect(all).toHaveLength(8);
    });

    it("and none for what is refused", async () => {
      statements.length = 0;
      await server.ask("{ officials(first: 101) { totalCount } }");
      await server.ask('{ tenures(on: "2023-02-30") { totalCount } }');
      await server.ask('{ search(text: " ") { matched } }');
      await server.ask('{ officials(after: "bm9uZQ") { totalCount } }');
      expect(statements).toEqual([]);
    });
  });

  describe("have one text for one shape", () => {
    it("whatever the aliases are", async () => {
      const renamed = page
        .replaceAll(/^(\s+)(name|title|role|evidence|tenures|position|nodes)\b/gm, "$1my_$2: $2")
        .replace("  officials(", "  people: officials(");
      expect(renamed).not.toBe(page);
      expect(await text(renamed)).toBe(await text(page));
    });

    it("in whichever order leaves are selected", async () => {
      const ordered = await text(
        "{ officials { nodes { id name kind birth participations { nodes { role note } } } } }",
      );
      const turned = await text(
        "{ officials { nodes { birth kind participations { nodes { note role } } name id } } }",
      );
      expect(turned).toBe(ordered);
    });

    it("whatever the page size and the cursor's place", async () => {
      const twenty = await text(page, { first: 20 });
      expect(await text(page, { first: 3 })).toBe(twenty);
      const { officials } = await server.data(page, { first: 3 });
      const further = await text(page, { first: 3, after: officials.pageInfo.endCursor });
      const { officials: next } = await server.data(page, { first: 3, after: officials.pageInfo.endCursor });
      expect(await text(page, { first: 5, after: next.pageInfo.endCursor })).toBe(further);
    });

    it("whatever the values of a filter, written out or in variables", async () => {
      const chairs = (day: string, name: string) => `{
        participations(where: {role: {eq: CHAIR}, event: {date: {on: "${day}"}}, official: {name: {matches: "${name}"}}}) {
          nodes { id }
        }
      }`;
      const one = await text(chairs("2024-07-08", "mai"));
      expect(await text(chairs("2023", "thuy"))).toBe(one);
      const filtered = "query ($where: ParticipationFilter!) { participations(where: $where) { nodes { id } } }";
      const where = {
        role: { eq: "SPEAKER" },
        event: { date: { on: "2021-06" } },
        official: { name: { matches: "a" } },
      };
      expect(await text(filtered, { where })).toBe(one);
      const ids = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
      expect(await text(ids, { ids: ["a", "b", "c"] })).toBe(await text(ids, { ids: ["official/mai-van-huynh"] }));
    });

    it("in whichever order arguments and a filter's fields are written", async () => {
      const one = await text(
        '{ participations(first: 2, where: {role: {eq: CHAIR}, event: {date: {on: "2024"}, mode: {eq: ONLINE}}}) { nodes { id } } }',
      );
      const turned = await text(
        '{ participations(where: {event: {mode: {eq: IN_PERSON}, date: {on: "2023-05"}}, role: {eq: SPEAKER}}, first: 7) { nodes { id } } }',
      );
      expect(turned).toBe(one);
    });

    it("which Neo4j plans once", async () => {
      const driver = openDriver(connection());
      try {
        // It answers how many plans it has forgotten.
        const forget = async () => (await driver.executeQuery("CALL db.clearQueryCaches()")).records[0]?.get("value");
        const query = (alias: string, leaves: string) =>
          `query ($first: Int!, $day: PartialDate!) { ${alias}: events(first: $first, where: {date: {on: $day}}) { nodes { ${leaves} } } }`;
        await forget();
        await text(query("a", "id name mode"), { first: 3, day: "2024-07-08" });
        const one = await forget();
        await text(query("a", "id name mode"), { first: 3, day: "2024-07-08" });
        await text(query("other", "mode id title: name"), { first: 7, day: "2021" });
        expect(await forget()).toBe(one);
        await text(query("a", "id name"), { first: 3, day: "2024-07-08" });
        await text(query("a", "id mode"), { first: 3, day: "2024-07-08" });
        expect(await forget()).not.toBe(one);
      } finally {
        await driver.close();
      }
    });

    it("and another for another shape", async () => {
      const texts = [
        "{ officials { nodes { name } } }",
        "{ officials { nodes { name kind } } }",
        "{ officials { totalCount nodes { name } } }",
        "{ officials(orderBy: [{name: DESC}]) { nodes { name } } }",
        '{ officials(where: {name: {eq: "a"}}) { nodes { name } } }',
        '{ officials(where: {name: {matches: "a"}}) { nodes { name } } }',
        '{ officials(where: {not: {name: {eq: "a"}}}) { nodes { name } } }',
        "{ organizations { nodes { name } } }",
      ];
      const printed = [];
      for (const query of texts) printed.push(await text(query));
      expect(new Set(printed).size).toBe(texts.length);
    });
  });

  describe("take values as parameters only", () => {
    /** A mark that no statement holds, within what would break out of a string, a name, a comment or a search. */
    const mark = "zq7x";
    const attacks = [
      `${mark}' OR 1=1 //`,
      `${mark}" }) DETACH DELETE n //`,
      `${mark}\` RETURN 1`,
      `${mark}\\`,
      `${mark}\\u0027 OR true`,
      `\${${mark}}`,
      `$p0 ${mark}`,
      `${mark} */ MATCH (n) DETACH DELETE n /*`,
      `${mark}\u0000\u2028`,
      `*:* OR ${mark}~2 AND name:[a TO z]`,
      `+${mark} -(x) {y} ^2 "z" /re/ && || ! ?`,
    ];
    const places: Readonly<Record<string, string>> = {
      node: "query ($v: ID!) { node(id: $v) { id } }",
      nodes: "query ($v: ID!) { nodes(ids: [$v]) { id } }",
      official: "query ($v: ID!) { official(id: $v) { id } }",
      "id eq": "query ($v: ID!) { officials(where: {id: {eq: $v}}) { totalCount } }",
      "id in": "query ($v: ID!) { officials(where: {id: {in: [$v]}}) { totalCount } }",
      "name eq": "query ($v: String!) { officials(where: {name: {eq: $v}}) { totalCount nodes { id } } }",
      "name in": "query ($v: String!) { officials(where: {name: {in: [$v]}}) { totalCount } }",
      "name matches": "query ($v: String!) { officials(where: {name: {matches: $v}}) { totalCount } }",
      "aliases eq": "query ($v: String!) { officials(where: {aliases: {eq: $v}}) { totalCount } }",
      "places matches": "query ($v: String!) { events(where: {places: {matches: $v}}) { totalCount } }",
      "under or and not":
        "query ($v: String!) { officials(where: {or: [{not: {note: {eq: $v}}}, {name: {matches: $v}}]}) { totalCount } }",
      "of a neighbour":
        "query ($v: String!) { participations(where: {official: {name: {matches: $v}}, event: {province: {name: {eq: $v}}}}) { totalCount } }",
      "of some":
        "query ($v: String!) { officials(where: {tenures: {some: {position: {title: {matches: $v}}}}}) { totalCount } }",
      "of none": "query ($v: String!) { officials(where: {participations: {none: {award: {eq: $v}}}}) { totalCount } }",
      recordedBy: "query ($v: String!) { tenures(where: {recordedBy: {eq: $v}}) { totalCount } }",
      inLineageOf: "query ($v: ID!) { events(where: {province: {inLineageOf: $v}}) { totalCount } }",
      "nested where":
        'query ($v: String!) { official(id: "official/mai-van-huynh") { participations(where: {roleAsWritten: {matches: $v}}) { totalCount } } }',
      "coParticipants where":
        'query ($v: String!) { official(id: "official/mai-van-huynh") { coParticipants(where: {event: {name: {eq: $v}}}) { totalCount } } }',
      heldThen:
        "query ($v: String!) { participations(where: {heldThen: {tenure: {position: {name: {eq: $v}}}}}) { totalCount } }",
      "counts where":
        "query ($v: String!) { participationCounts(by: [ROLE], where: {description: {eq: $v}}) { count } }",
      search: "query ($v: String!) { search(text: $v) { entity { id } } }",
      "search of one type": "query ($v: String!) { search(text: $v, types: [OFFICIAL]) { matched } }",
    };

    it.each(Object.entries(places))("%s", async (_place, query) => {
      for (const attack of attacks) {
        const [statement, ...more] = await sent(query, { v: attack });
        expect(more).toEqual([]);
        expect(statement?.text.toLowerCase()).not.toContain(mark);
        expect(JSON.stringify(statement?.parameters).toLowerCase()).toContain(mark);
      }
    });

    it("also the ids of a path, which need not exist", async () => {
      for (const attack of attacks) {
        statements.length = 0;
        const query = 'query ($v: ID!) { paths(from: $v, to: "official/mai-van-huynh") { length } }';
        const { errors } = await server.ask(query, { v: attack });
        expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND", argument: "from" } }]);
        expect(statements.map((statement) => statement.text.toLowerCase().includes(mark))).toEqual([false]);
      }
    });

    it("also the keys in a cursor", async () => {
      const { officials } = await server.data("{ officials(first: 1) { pageInfo { endCursor } } }");
      const query = "query ($after: String) { officials(first: 1, after: $after) { nodes { id } } }";
      const [statement] = await sent(query, { after: officials.pageInfo.endCursor });
      expect(JSON.stringify(statement?.parameters)).toContain("official/dao-duy-tung");
      expect(statement?.text).not.toContain("dao-duy-tung");
    });

    it("and what was attacked is all there", async () => {
      expect(await server.data("{ officials { totalCount } }")).toEqual({ officials: { totalCount: 13 } });
    });
  });

  it("name no alias, and no variable of the query", async () => {
    const query = `query ($${"zq7xvariable"}: Int) { zq7xroot: officials(first: $zq7xvariable) { zq7xtotal: totalCount zq7xnodes: nodes { zq7xname: name } } }`;
    expect(await text(query, { zq7xvariable: 1 })).not.toContain("zq7x");
  });
});
