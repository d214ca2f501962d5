import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, getOperationAST } from "graphql";
import type { Engine, QuoteReader } from "../../src/graph/engine.js";
import type { NodeRecord } from "../../src/graph/record.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { type Context, DirectExecutor, runSelection } from "../../src/server/execute.js";
import { type OracleContext, oracleSchema } from "./oracle.js";

export type Variables = Readonly<Record<string, unknown>>;

export interface Mismatch {
  /** Which way of answering disagrees with the oracle. */
  readonly who: string;
  readonly expected: string;
  readonly actual: string;
}

/** Some texts are there, some are not. */
const quote: QuoteReader = (sha256, start, end) =>
  sha256 === undefined || start % 2 === 1 ? null : `${sha256.slice(0, 4)} ${start} ${end}`;

/** One schema for all graphs: what it answers depends on the engine alone. */
export const schema: GraphQLSchema = buildSchema<Context>(runSelection);
const direct = new DirectExecutor(schema);

/** One graph, the oracle over it and the engines that hold it. */
export class Comparison {
  readonly #oracle: GraphQLSchema;
  readonly #engines: readonly Engine[];

  constructor(records: readonly NodeRecord[], engines: readonly Engine[]) {
    this.#oracle = oracleSchema(records);
    this.#engines = engines;
  }

  /** What the oracle says, in its own execution. */
  async oracle(document: DocumentNode, variableValues: Variables, engine = this.#engines[0]): Promise<ExecutionResult> {
    if (engine === undefined) throw new Error("no engine to compare with");
    const contextValue: OracleContext = { info: await engine.info(), quote };
    return execute({ schema: this.#oracle, document, variableValues, contextValue });
  }

  /** The first disagreement, byte for byte. */
  async mismatch(document: DocumentNode, variables: Variables): Promise<Mismatch | undefined> {
    for (const engine of this.#engines) {
      const expected = textOf(await this.oracle(document, variables, engine));
      for (const [who, answer] of this.#ways(engine, document, variables)) {
        const actual = textOf(await answer());
        if (actual !== expected) return { who, expected, actual };
      }
    }
    return undefined;
  }

  /** Direct assembly on each engine; graphql-js over the rows of the first. */
  #ways(engine: Engine, document: DocumentNode, variableValues: Variables) {
    const contextValue: Context = { engine, quote };
    const name = engine.constructor.name;
    const operation = getOperationAST(document) ?? undefined;
    const directly = () => direct.execute(document, operation, variableValues, contextValue);
    const ways: [string, () => Promise<ExecutionResult | undefined>][] = [[`${name}, assembled directly`, directly]];
    if (engine === this.#engines[0]) {
      ways.push([
        `${name}, through graphql-js`,
        async () => execute({ schema, document, variableValues, contextValue }),
      ]);
    }
    return ways;
  }
}

/** Data to the order of keys; of errors what a client can act on. */
function textOf(result: ExecutionResult | undefined): string {
  if (result === undefined) return "declined";
  const errors = result.errors?.map(({ message, extensions }) => ({ message, code: extensions["code"] }));
  return JSON.stringify({ data: result.data, ...(errors !== undefined && { errors }) });
}

/** Where two answers part, and what stands there. */
export function firstDifference(expected: unknown, actual: unknown, path = "answer"): string {
  const [a, b] = [expected, actual];
  if (
    typeof a === "object" &&
    typeof b === "object" &&
    a !== null &&
    b !== null &&
    Array.isArray(a) === Array.isArray(b)
  ) {
    const [one, other] = [Object.entries(a), Object.entries(b)];
    for (const [i, [key, value]] of one.entries()) {
      const [otherKey, otherValue] = other[i] ?? [];
      if (otherKey !== key) return `${path}: key ${key} against ${otherKey}`;
      if (JSON.stringify(value) !== JSON.stringify(otherValue))
        return firstDifference(value, otherValue, `${path}.${key}`);
    }
    if (other.length > one.length) return `${path}: ${one.length} entries against ${other.length}`;
  }
  return `${path}: ${JSON.stringify(a)?.slice(0, 300)} against ${JSON.stringify(b)?.slice(0, 300)}`;
}
