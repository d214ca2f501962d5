import { type DocumentNode, parse, print } from "graphql";
import type { Engine } from "../../src/graph/engine.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { Comparison, firstDifference, schema, type Variables } from "./compare.js";
import { Coverage, isArgument } from "./coverage.js";
import { Random } from "./random.js";
import { randomGraph } from "./random-graph.js";
import { QueryMaker, type RandomQuery } from "./random-query.js";
import { Pools, RandomValues } from "./random-values.js";
import { shrunk } from "./shrink.js";

export interface RunOptions {
  readonly seed: number;
  readonly graphs: number;
  /** Executions, over all graphs. */
  readonly queries: number;
  readonly parallel: number;
  /** The engines, holding this graph and nothing else. */
  readonly engines: (records: readonly NodeRecord[]) => Promise<readonly Engine[]>;
}

export interface RunReport {
  readonly queries: number;
  /** Queries that go on from a cursor of an earlier answer. */
  readonly continued: number;
  readonly bytes: number;
  readonly coverage: Coverage;
}

const MAX_FAULTS = 4;

/** Runs random queries on random graphs. Throws the first disagreements, shrunk and with their seeds. */
export async function runAgreement(options: RunOptions): Promise<RunReport> {
  const { seed, graphs, queries } = options;
  const coverage = new Coverage(schema);
  const total = { queries: 0, continued: 0, bytes: 0 };
  const faults: string[] = [];
  for (let i = 0; i < graphs && faults.length < MAX_FAULTS; i++) {
    const graphSeed = seed * 1000 + i;
    const records = await randomGraph(graphSeed);
    const comparison = new Comparison(records, await options.engines(records));
    const questions = new Questions(comparison, records, coverage, graphSeed);
    // What no query has used by then is asked for at the end, within half as many again.
    const due = Math.ceil((queries * (i + 1)) / graphs);
    const most = i === graphs - 1 && queries >= COVERING ? due * 1.5 : due;
    const asked = [questions.betweenProvinces()];
    total.queries++;
    while (total.queries < due || (total.queries < most && coverage.missingFields.length > 0)) {
      const question = await questions.next(total.queries < due ? 5 : 40);
      asked.push(question);
      total.queries += question.variables.length;
      total.continued += question.variables.length - 1;
      total.bytes += question.bytes;
    }
    await inParallel(options.parallel, asked, async ({ document, variables }) => {
      for (const each of variables) {
        if (faults.length >= MAX_FAULTS) return;
        const fault = await faultOf(comparison, document, each);
        if (fault !== undefined) faults.push(`On the graph of seed ${graphSeed} ${fault}`);
      }
    });
  }
  if (faults.length > 0) throw new Error(faults.join("\n\n"));
  return { ...total, coverage };
}

/** So many queries use every field of the read schema and of its filters and orders. */
export const COVERING = 600;

export function summary(seed: number, { queries, continued, bytes, coverage }: RunReport): string {
  const { total, missingArguments, missingFields } = coverage;
  const used = total - missingArguments.length - missingFields.length;
  return `Agreement, seed ${seed}: ${queries} queries answered alike (${continued} from a cursor, ${bytes} bytes), ${used} of ${total} schema coordinates used.`;
}

/** A document, to be asked from the start and, if it takes cursors, from those of its own answer. */
interface Question {
  readonly document: DocumentNode;
  readonly variables: readonly Variables[];
  readonly bytes: number;
}

/** The seed alone decides them, whatever answers first later. */
class Questions {
  readonly #comparison: Comparison;
  readonly #coverage: Coverage;
  readonly #random: Random;
  readonly #maker: QueryMaker;
  readonly #provinces: readonly string[];

  constructor(comparison: Comparison, records: readonly NodeRecord[], coverage: Coverage, seed: number) {
    this.#comparison = comparison;
    this.#coverage = coverage;
    this.#random = new Random(seed);
    this.#provinces = records.filter(({ type }) => type === "Province").map(({ id }) => id);
    const values = new RandomValues(this.#random, new Pools(records), coverage);
    this.#maker = new QueryMaker(schema, this.#random, values, coverage);
  }

  /** Provinces that share the resolution of their mergers: chains of one list of claims, which chance rarely asks for. */
  betweenProvinces(): Question {
    const ids = this.#provinces.map((id) => JSON.stringify(id));
    const pairs = ids.flatMap((from, i) => ids.slice(i + 1).map((to) => `from: ${from}, to: ${to}`));
    const fields = pairs.map(
      (ends, i) => `p${i}: paths(${ends}) { steps { from { id } via { ... on Claim { id } } to { id } } }`,
    );
    return { document: parse(`{ __typename ${fields.slice(0, 10).join(" ")} }`), variables: [{}], bytes: 0 };
  }

  /** Of several drafts the first that finds something, or asks for something new: most questions find nothing. */
  async next(drafts: number): Promise<Question> {
    for (let draft = 1; ; draft++) {
      const query = this.#maker.next();
      const document = parse(query.source);
      const { data } = await this.#comparison.oracle(document, query.variables);
      const bytes = sizeOf(data);
      const isNew = query.used.some((each) => !isArgument(each) && this.#coverage.isMissing(each));
      const isRich = bytes >= 150 && drafts <= 5;
      if (!isRich && !(isNew && this.#random.chance(0.8)) && draft < drafts) continue;
      for (const each of query.used) this.#coverage.use(each);
      const continued = this.#continuation(query, data);
      return { document, variables: [query.variables, ...(continued === undefined ? [] : [continued])], bytes };
    }
  }

  /** The variables with cursors out of the first answer; undefined if it has none. */
  #continuation(query: RandomQuery, data: unknown): Variables | undefined {
    const entries = query.cursors.flatMap(({ variable, key }) => {
      const cursors = valuesAt(data, key);
      return cursors.length === 0 ? [] : [[variable, this.#random.pick(cursors)] as const];
    });
    return entries.length === 0 ? undefined : { ...query.variables, ...Object.fromEntries(entries) };
  }
}

/** Where the ways to answer part, in the smallest such document. */
async function faultOf(
  comparison: Comparison,
  document: DocumentNode,
  variables: Variables,
): Promise<string | undefined> {
  const found = await comparison.mismatch(document, variables);
  if (found === undefined) return undefined;
  const isFaulty = async (smaller: DocumentNode) => (await comparison.mismatch(smaller, variables))?.who === found.who;
  const small = await shrunk(schema, document, isFaulty, 15);
  const { who, expected, actual } = (await comparison.mismatch(small, variables)) ?? found;
  const used = Object.entries(variables).filter(([name]) => print(small).includes(`$${name}`));
  return [
    `${who} disagrees with the oracle:`,
    print(small),
    `variables: ${JSON.stringify(Object.fromEntries(used))}`,
    `differs at ${firstDifference(JSON.parse(expected), actual === "declined" ? actual : JSON.parse(actual))}`,
    `oracle: ${expected.slice(0, 1000)}`,
    `engine: ${actual.slice(0, 1000)}`,
  ].join("\n");
}

const sizeOf = (data: unknown): number => JSON.stringify(data ?? null).length;

function valuesAt(data: unknown, key: string): string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    name === key && typeof value === "string" ? [value] : valuesAt(value, key),
  );
}

async function inParallel<T>(workers: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
