import { existsSync, readFileSync } from "node:fs";
import { type DocumentNode, Kind, parse, print, visit } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { readExamples } from "../../src/server/examples.js";
import { type Ended, scalars, schemaPath, Workspace } from "./workspace.js";

/** Relay's name of a module: its file's name in camel case. */
const moduleName = (file: string) => file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Module {
  readonly text: string;
  /** What its operations and fragments are called, and so the compiler's artifacts. */
  readonly artifacts: readonly string[];
}

/**
 * A document as Relay wants it: each operation in a tag of its own, with a name that begins with the module's and ends
 * with its kind; each fragment likewise begins with the module's name.
 */
function inModule(file: string, document: DocumentNode): Module {
  const module = moduleName(file);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const name = (value: string) => ({ name: { kind: Kind.NAME, value } as const });
  const renamed: DocumentNode = visit(document, {
    enter(node) {
      switch (node.kind) {
        case Kind.OPERATION_DEFINITION:
          return { ...node, ...name(`${module}${operations.length === 1 ? "" : node.name?.value}Query`) };
        case Kind.FRAGMENT_DEFINITION:
        case Kind.FRAGMENT_SPREAD:
          return { ...node, ...name(`${module}_${node.name.value}`) };
        default:
          return undefined;
      }
    },
  });
  const tags = renamed.definitions.map((definition) => `graphql\`\n${print(definition)}\n\`;`);
  const artifacts = renamed.definitions.flatMap((node) => ("name" in node && node.name ? [node.name.value] : []));
  return { text: ['import { graphql } from "relay-runtime";', ...tags].join("\n\n"), artifacts };
}

/** Two lists as a Relay frontend pages through them: usePaginationFragment asks for these directives. */
const pagination = parse(`
  query Pages($official: ID!) {
    ...officials
    official(id: $official) { ...participations }
  }
  fragment officials on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "paginationOfficialsQuery") {
    officials(first: $first, after: $after, orderBy: [{ givenName: ASC }])
      @connection(key: "pagination_officials", filters: ["orderBy"]) {
      edges { node { id name } }
    }
  }
  fragment participations on Official
  @argumentDefinitions(
    first: { type: "Int" }, after: { type: "String" }, last: { type: "Int", defaultValue: 10 }, before: { type: "String" }
  )
  @refetchable(queryName: "paginationParticipationsQuery") {
    name
    participations(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "pagination_participations") {
      edges { node { role event { __typename name date } recordedAt } }
    }
  }
`);

interface Compiled extends Ended {
  /** The text of an operation's or fragment's artifact; undefined if the compiler wrote none. */
  artifact(name: string): string | undefined;
}

async function compile(workspace: Workspace, modules: Readonly<Record<string, string>>): Promise<Compiled> {
  for (const [file, text] of Object.entries(modules)) workspace.write(`src/${file}.ts`, text);
  const config = { src: "./src", artifactDirectory: "./artifacts", language: "typescript", eagerEsModules: true };
  workspace.write("schema.graphql", readFileSync(schemaPath(), "utf8"));
  // The compiler writes only into a folder that is there.
  workspace.write("artifacts/README", "Written by relay-compiler.");
  const settings = { ...config, schema: "./schema.graphql", customScalarTypes: scalars };
  // Watchman would watch this machine's folders; without it the compiler walks the one it is given.
  const flags = ["--noWatchman", "--output", "quiet-with-errors"];
  const path = workspace.write("relay.config.json", JSON.stringify(settings));
  const ended = await workspace.node("relay-compiler/cli.js", ...flags, path);
  const artifact = (name: string) => {
    const file = workspace.path(`artifacts/${name}.graphql.ts`);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return { ...ended, artifact };
}

describe("relay-compiler", () => {
  const examples = readExamples().map(({ name, query }) => ({ name, ...inModule(name, parse(query)) }));
  const paging = inModule("pagination", pagination);
  const [workspace, other] = [new Workspace(), new Workspace()];
  let compiled: Compiled;
  beforeAll(async () => {
    const modules = examples.map(({ name, text }) => [name, text] as const);
    compiled = await compile(workspace, Object.fromEntries([...modules, ["pagination", paging.text]]));
  }, 60_000);

  it("accepts schema.graphql and every example", () => {
    expect(compiled).toMatchObject({ code: 0, output: "" });
    expect(examples.length).toBeGreaterThanOrEqual(10);
    for (const name of examples.flatMap(({ artifacts }) => artifacts)) {
      expect(compiled.artifact(name), name).toContain(`export type ${name}$data = {`);
    }
  });

  it("takes our lists for connections and our objects for nodes that can be fetched again", () => {
    const names = [...paging.artifacts, "paginationOfficialsQuery", "paginationParticipationsQuery"];
    expect(names.filter((name) => compiled.artifact(name) === undefined)).toEqual([]);
    // The compiler adds what paging needs: the cursors, the page's ends, and the way back to the list's owner.
    const officials = compiled.artifact("paginationOfficialsQuery");
    for (const field of ["cursor", "endCursor", "hasNextPage"]) expect(officials).toContain(`"name": "${field}"`);
    const participations = compiled.artifact("paginationParticipationsQuery");
    expect(participations).toMatch(/node\(id: \$id\)/);
    for (const field of ["startCursor", "hasPreviousPage"]) expect(participations).toContain(`"name": "${field}"`);
    const data = compiled.artifact("pagination_participations");
    expect(data).toMatch(/readonly date: string \| null/);
    expect(data).toMatch(/readonly recordedAt: string;/);
  });

  it("refuses a field that the schema lacks", async () => {
    const wrong = inModule("wrong", parse("query Wrong { officials { nodes { nickname } } }"));
    const { code, output } = await compile(other, { wrong: wrong.text });
    expect(code).toBe(1);
    expect(output).toMatch(/The type `Official` has no field `nickname`/);
  }, 60_000);
});
