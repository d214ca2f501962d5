import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "@graphql-codegen/cli";
import { beforeAll, describe, expect, it } from "vitest";
import { examplesFolder, readExamples } from "../../src/server/examples.js";
import { projectRoot } from "../../src/server/project-root.js";
import { type Ended, scalars, schemaPath, Workspace } from "./workspace.js";

const workspace = new Workspace();

/** What a frontend writes by hand; `code` follows on line 5. */
const consumer = (code: string) => `import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";
import { EventsOfAnOfficialDocument, ResolutionsByEventDocument, WhoChairedDocument } from "./typed/graphql.js";
export type Documents = typeof EventsOfAnOfficialDocument | typeof ResolutionsByEventDocument | typeof WhoChairedDocument;
export type Both = [ResultOf<Documents>, VariablesOf<Documents>];
${code}
`;

/** The project's own compiler with the project's own strictness, over the generated files and one consumer. */
function compile(name: string, code: string): Promise<Ended> {
  workspace.write(`${name}.ts`, consumer(code));
  const compilerOptions = { noEmit: true, rootDir: ".", skipLibCheck: false };
  const project = { extends: join(projectRoot(), "tsconfig.json"), compilerOptions, include: ["typed", `${name}.ts`] };
  const path = workspace.write(`tsconfig.${name}.json`, JSON.stringify(project));
  return workspace.node("typescript/bin/tsc", "-p", path, "--pretty", "false");
}

beforeAll(async () => {
  await generate({
    schema: schemaPath(),
    documents: join(examplesFolder(), "*.graphql"),
    generates: {
      [workspace.path("typed/")]: {
        preset: "client",
        // strictScalars: a scalar of the schema that `scalars` does not name stops the generator.
        config: { scalars, strictScalars: true, enumsAsTypes: true, useTypeImports: true },
      },
    },
    emitLegacyCommonJSImports: false,
    silent: true,
  });
  workspace.write("package.json", JSON.stringify({ type: "module" }));
}, 60_000);

describe("documents that GraphQL Code Generator types from schema.graphql and the examples", () => {
  it("are there for every example", () => {
    const written = readExamples().flatMap(({ query }) =>
      [...query.matchAll(/^query (\w+)/gm)].map(([, name]) => name),
    );
    const typed = readFileSync(workspace.path("typed/graphql.ts"), "utf8").matchAll(/^export const (\w+)Document /gm);
    expect([...typed].map(([, name]) => name).sort()).toEqual(written.sort());
    expect(written.length).toBeGreaterThanOrEqual(readExamples().length);
  });

  it("compile strictly, with a frontend's code that uses them", async () => {
    const code = `
      export function lines(data: ResultOf<typeof WhoChairedDocument>): string[] {
        const day: string | null = data.event?.date ?? null;
        const chairs = data.event?.chairs;
        const total: number = chairs?.totalCount ?? 0;
        const names = (chairs?.nodes ?? []).flatMap(({ official }) => (official ? [official.name] : []));
        return [\`\${day} \${total}\`, ...names, ...(data.event?.places ?? [])];
      }
      export function numbers(data: ResultOf<typeof ResolutionsByEventDocument>): string[] {
        const topics = data.events.nodes.flatMap((event) => event.topics.nodes);
        return topics.flatMap(({ subject }) => (subject.__typename === "Resolution" ? [subject.number ?? ""] : []));
      }
      export const given: VariablesOf<typeof ResolutionsByEventDocument> = { kinds: ["REVIEWS", "MENTIONS"] };
      export const left: VariablesOf<typeof EventsOfAnOfficialDocument> = {};
    `;
    expect(await compile("right", code)).toEqual({ code: 0, output: "" });
  }, 60_000);

  it.each([
    [
      "a field that was not asked for",
      "field",
      "export const f = (data: ResultOf<typeof WhoChairedDocument>) => data.event?.organizers;",
      /\(5,\d+\): error TS\d+: Property 'organizers' does not exist/,
    ],
    [
      "a date taken for a number",
      "date",
      "export const f = (data: ResultOf<typeof WhoChairedDocument>): number | null => data.event?.date ?? null;",
      /\(5,\d+\): error TS\d+: Type 'string \| null' is not assignable to type 'number \| null'/,
    ],
    [
      "an event that may be null",
      "null",
      "export const f = (data: ResultOf<typeof WhoChairedDocument>): string => data.event.name;",
      /\(5,\d+\): error TS\d+: 'data\.event' is possibly 'null'/,
    ],
    [
      "a kind that the enum lacks",
      "kind",
      'export const v: VariablesOf<typeof ResolutionsByEventDocument> = { kinds: ["REVIEW"] };',
      /\(5,\d+\): error TS\d+: Type '"REVIEW"' is not assignable/,
    ],
    [
      "a variable of the wrong type",
      "variable",
      "export const v: VariablesOf<typeof EventsOfAnOfficialDocument> = { official: 5 };",
      /\(5,\d+\): error TS\d+: Type 'number' is not assignable to type 'InputMaybe<string>'/,
    ],
  ])(
    "refuse %s",
    async (_what, name, code, message) => {
      const { code: exit, output } = await compile(name, code);
      expect(output).toMatch(message);
      expect([exit, output.match(/error TS/g)?.length]).toEqual([1, 1]);
    },
    60_000,
  );
});
