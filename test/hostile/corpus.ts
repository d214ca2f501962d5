import { type GraphQLSchema, getIntrospectionQuery } from "graphql";
import type { NodeRecord } from "../../src/graph/record.js";
import { readExamples } from "../../src/server/examples.js";
import { Coverage } from "../agreement/coverage.js";
import { Random } from "../agreement/random.js";
import { QueryMaker } from "../agreement/random-query.js";
import { Pools, RandomValues } from "../agreement/random-values.js";
import { mutated, oddPiece } from "./mutate-text.js";
import { mutationDocuments } from "./mutations.js";
import { wildVariables } from "./wild-values.js";

export interface Request {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

const huynh = "official/mai-van-huynh";

/** Documents that were thought of rather than drawn. */
const thoughtOf: readonly string[] = [
  "",
  " ",
  "# only a comment",
  "\ufeff{ __typename }",
  "{ __typename } # \u0000",
  "fragment F on Query { __typename }",
  "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
  "{ ...A } fragment A on Query { ...A }",
  "{ __typename } fragment Unused on Official { id }",
  "{ officials { ...A } } fragment A on Official { id }",
  "query A { __typename } query B { __typename }",
  "query A { __typename } query A { __typename }",
  "{ __typename } { __typename }",
  "subscription { changes { seq } }",
  `{${"officials{nodes{participations{nodes{official{participations{nodes{official{".repeat(9)}id${"}".repeat(72)}}`,
  `{ officials(where: ${"{and: [".repeat(60)}{}${"]}".repeat(60)}) { totalCount } }`,
  `{ officials(where: ${"{not: ".repeat(500)}{}${"}".repeat(500)}) { totalCount } }`,
  `{ nodes(ids: [${Array(1500).fill(`"${huynh}"`).join(" ")}]) { id } }`,
  `{ officials(where: {id: {in: [${Array(1200).fill('"x"').join(" ")}]}}) { totalCount } }`,
  `{ ${Array.from({ length: 300 }, (_, i) => `a${i}: __typename`).join(" ")} }`,
  `{ __typename ${"@skip(if: false) ".repeat(200)} }`,
  `{ __typename @skip(if: false) @skip(if: true) }`,
  `{ officials(first: 1e999) { totalCount } }`,
  `{ officials(first: -0) { totalCount } }`,
  `{ officials(first: 99999999999999999999999999) { totalCount } }`,
  `{ search(text: """\n  block "quoted" \\"""\n""") { matched } }`,
  `{ search(text: "\\uD800") { matched } }`,
  `{ search(text: "\\u0000") { matched } }`,
  `query ($a: Int = 1e10) { officials(first: $a) { totalCount } }`,
  `query ($a: [[[[Int]]]]) { officials(first: $a) { totalCount } }`,
  `query ($a: Official) { officials(where: $a) { totalCount } }`,
  `query ($a: OfficialFilter = {and: [{and: [{name: {eq: null}}]}]}) { officials(where: $a) { totalCount } }`,
  `{ officials(where: {name: {eq: $nobody}}) { totalCount } }`,
  `{ a: officials { totalCount } a: provinces { totalCount } }`,
  `{ official(id: "${huynh}") }`,
  `{ official(id: "${huynh}") { name { first } } }`,
  `{ official(id: ["${huynh}"]) { name } }`,
  `{ official(id: {id: "${huynh}"}) { name } }`,
  `{ official { name } }`,
  `{ official(id: 12345678901234567890) { id } }`,
  `{ node(id: "${huynh}") { ... on Province { code } ... on Topic { years } } }`,
  `{ events { nodes { ... on Official { name } } } }`,
  `{ topics { nodes { subject { id } } } }`,
  `{ __type(name: "Mutation") { fields { args { type { ofType { ofType { name } } } } } } }`,
  `{ changes(first: -1) { seq } }`,
  `{ changes(after: -1, first: 2147483647) { seq } }`,
  `{ history { seq } }`,
  getIntrospectionQuery(),
];

/** Seeded requests: documents of the examples, of generators and of thought, as they are and mutated. */
export class Requests {
  readonly #random: Random;
  readonly #documents: readonly Request[];
  readonly #maker: QueryMaker;

  constructor(schema: GraphQLSchema, records: readonly NodeRecord[], seed: number) {
    this.#random = new Random(seed);
    const coverage = new Coverage(schema);
    const values = new RandomValues(this.#random, new Pools(records), coverage);
    this.#maker = new QueryMaker(schema, this.#random, values, coverage);
    this.#documents = [
      ...readExamples().map(({ query, variables = "{}" }) => ({ query, variables: JSON.parse(variables) })),
      ...mutationDocuments(schema),
      ...mutationDocuments(schema),
    ];
  }

  *take(count: number): Generator<Request> {
    for (let i = 0; i < count; i++) {
      const query = thoughtOf[i];
      yield query === undefined ? this.#next() : { query };
    }
  }

  #next(): Request {
    const random = this.#random;
    const base = random.chance(0.45) ? this.#made() : random.pick(this.#documents);
    let { query } = base;
    const changes = random.pick([0, 0, 1, 1, 1, 1, 2, 3]);
    for (let i = 0; i < changes; i++) query = mutated(query, random);
    if (random.chance(0.03)) query = random.list(random.between(1, 60), () => oddPiece(random)).join(" ");
    const asIs = random.chance(changes === 0 ? 0.2 : 0.6);
    return {
      query,
      variables: asIs ? base.variables : wildVariables(base.variables, random),
      ...(random.chance(0.05) && { operationName: random.pick<unknown>(["Q", "", null, "__proto__", 1, {}, "B"]) }),
    };
  }

  #made(): Request {
    const { source, variables } = this.#maker.next();
    return { query: source, variables };
  }
}
