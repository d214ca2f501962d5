import { readFileSync } from "node:fs";
import { join, parse as parsePath } from "node:path";
import { parseArgs } from "node:util";
import { type ExecutionResult, type GraphQLError, graphql } from "graphql";
import type { Engine } from "../graph/engine.js";
import { errorCode } from "../graph/error-code.js";
import { buildSchema } from "../resolvers/schema.js";
import { runCommand } from "./command.js";
import { type Config, readConfig } from "./config.js";
import { runSelection } from "./execute.js";
import { openBundled, openEngine, StartError } from "./open-engine.js";
import { openQuotes } from "./quotes.js";
import { printable, tableOf } from "./table.js";

const usage = `Answers one GraphQL document without a server.

  npm run -s query -- examples/NAME.graphql [--var name=value …] [--table]

  --var name=value  a variable; the value is JSON, or else text: --var first=5 --var name=Huỳnh
  --table           the first list of rows as a table instead of JSON
`;

interface Arguments {
  readonly file: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly table: boolean;
}

function readArguments(argv: readonly string[]): Arguments | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { var: { type: "string", multiple: true }, table: { type: "boolean" } },
  });
  const [file, ...rest] = positionals;
  if (file === undefined) return undefined;
  if (rest.length > 0) throw new Error(`One document at a time: ${rest.join(" ")} is too much.`);
  return { file, variables: Object.fromEntries((values.var ?? []).map(readVariable)), table: values.table ?? false };
}

function readVariable(text: string): readonly [string, unknown] {
  const [, name, value] = /^\$?(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--var ${text} is not of the form name=value.`);
  return [name, jsonOrText(value)];
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The document, and the variables that an example has beside it, overlaid by those of the command line. */
function readDocument({ file, variables }: Arguments): { source: string; variableValues: Record<string, unknown> } {
  const source = readText(file);
  if (source === undefined) throw new Error(`There is no file ${file}.`);
  const { dir, name } = parsePath(file);
  return { source, variableValues: { ...readVariables(join(dir, `${name}.variables.json`)), ...variables } };
}

function readVariables(file: string): object {
  const text = readText(file);
  if (text === undefined) return {};
  const value = jsonOrText(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${file} must hold the variables as a JSON object, as in {"first": 5}.`);
}

/** Undefined where there is no such file. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return undefined;
    throw code === "EISDIR" ? new Error(`${file} is a folder: name a file.`) : error;
  }
}

/** A store that a server holds cannot be opened a second time; the bundled facts can. */
async function open(config: Config): Promise<Engine> {
  try {
    return await openEngine(config);
  } catch (error) {
    if (config.engine.kind === "neo4j" || !config.engine.bundled || !(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\nThe answer below is from the bundled facts alone, in memory.\n`);
    return openBundled();
  }
}

/** Where in the answer an error belongs, or else where in the document. */
function placeOf({ path, locations }: GraphQLError): string {
  if (path !== undefined) return `${path.join(".")}: `;
  const [place] = locations ?? [];
  return place === undefined ? "" : `line ${place.line}, column ${place.column}: `;
}

function print({ data, errors = [] }: ExecutionResult, table: boolean): void {
  // On the command line nothing is hidden: who runs this owns the graph.
  for (const error of errors) process.stderr.write(`${printable(`${placeOf(error)}${error.message}`)}\n`);
  if (data === undefined || data === null) return;
  const text = table ? tableOf(data) : undefined;
  if (table && text === undefined) process.stderr.write("The answer holds no list of rows; here it is as JSON.\n");
  process.stdout.write(`${text ?? printable(JSON.stringify(data, null, 2))}\n`);
}

async function main(): Promise<number | undefined> {
  const given = readArguments(process.argv.slice(2));
  if (given === undefined) return undefined;
  const document = readDocument(given);
  const config = readConfig(process.env);
  const engine = await open(config);
  try {
    const contextValue = { engine, quote: openQuotes(config.sources) };
    const result = await graphql({ schema: buildSchema(runSelection), ...document, contextValue });
    print(result, given.table);
    return result.errors === undefined ? 0 : 1;
  } finally {
    await engine.close();
  }
}

await runCommand(usage, main);
