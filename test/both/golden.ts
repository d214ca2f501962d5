import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type GraphQLSchema, getVariableValues, Kind, parse, validate } from "graphql";
import { expect } from "vitest";
import { Integer } from "../../src/graph/cypher/printer.js";
import { compile } from "../../src/graph/cypher/statement.js";
import { bindSlots } from "../../src/graph/plan/bind.js";
import { buildPlan } from "../../src/graph/plan/build-plan.js";
import { collectFields } from "../../src/graph/plan/collect-fields.js";
import { fieldOf } from "../../src/graph/plan/graph-schema.js";
import { printPlan } from "../../src/graph/plan/print-plan.js";

const folder = new URL("../cases/", import.meta.url);

/** Rewrites the files instead of comparing: read what changed before you commit it. */
export const updating = process.env["UPDATE_CASES"] === "1";

export const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export const queryOf = (name: string) => read(`${name}/query.graphql`);

export const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
export const write = (file: string, text: string) => writeFileSync(new URL(file, folder), text);

/** The text is the file's. */
export function expectFile(file: string, text: string): void {
  if (updating) write(file, text);
  expect(text).toBe(read(file));
}

export const jsonFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export interface Compiled {
  readonly plan: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a query with one root field becomes on its way. */
export function compiled(schema: GraphQLSchema, query: string): Compiled {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const type = schema.getQueryType();
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (type == null || operation === undefined) throw new Error("There is no query.");
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], {});
  const request = { schema, fragments, variableValues: coerced };
  const [fields, ...more] = collectFields(request, type, [operation.selectionSet]).values();
  const [first] = fields ?? [];
  if (fields === undefined || first === undefined || more.length > 0) throw new Error("A case has one root field.");
  const plan = buildPlan(request, fieldOf(type, first.name.value), fields);
  const { text, parameters } = compile(plan, bindSlots(schema, plan, coerced));
  return { plan: printPlan(plan), text, parameters };
}

/** The blanks before a clause (none in `all(x IN list WHERE …)` or `OPTIONAL MATCH`) and within braces. */
const breaks =
  /(?<!OPTIONAL|\(\w+ IN \S+) (?=(?:CALL|MATCH|OPTIONAL MATCH|RETURN|UNION|UNWIND|WHERE|WITH|ORDER BY|LIMIT)\b)|(?<=\{) | (?=\})/g;

/** The statement as a person reads it: its parameters, then a clause a line, indented by depth. Blanks alone differ. */
export function readable({ text, parameters }: Compiled): string {
  const values = Object.entries(parameters).map(([name, value]) => `// $${name} = ${JSON.stringify(plain(value))}`);
  let depth = 0;
  const lines = text.split(breaks).map((line) => {
    const closing = line.startsWith("}") ? 1 : 0;
    const indent = "  ".repeat(Math.max(0, depth - closing));
    depth += line.split("{").length - line.split("}").length;
    return indent + line;
  });
  return `${[...values, ...lines].join("\n")}\n`;
}

const plain = (value: unknown) => (value instanceof Integer ? value.value : value);
