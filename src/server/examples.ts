import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "./project-root.js";

/** An example query: a tab of the playground. */
export interface Example {
  readonly name: string;
  /** The question it answers: the comment on its first line. */
  readonly title: string;
  readonly query: string;
  /** The JSON text of its variables, from NAME.variables.json beside it. */
  readonly variables?: string;
}

export const examplesFolder = (): string => join(projectRoot(), "examples");

/** Every *.graphql of a folder, in the order of the numbers that their first lines begin with (`# 1. Who …`). */
export function readExamples(folder: string = examplesFolder()): readonly Example[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  const examples = files.map((file) => readExample(folder, basename(file, ".graphql")));
  return examples.sort((a, b) => numberOf(a) - numberOf(b) || (a.name < b.name ? -1 : 1));
}

function readExample(folder: string, name: string): Example {
  const query = readFileSync(join(folder, `${name}.graphql`), "utf8");
  const variablesPath = join(folder, `${name}.variables.json`);
  const title = /^#\s*(.*)/.exec(query)?.[1] ?? name;
  return { name, title, query, ...(existsSync(variablesPath) && { variables: readFileSync(variablesPath, "utf8") }) };
}

/** Unnumbered examples come last. */
const numberOf = ({ title }: Example) => Number(/^(\d+)\./.exec(title)?.[1] ?? Number.MAX_SAFE_INTEGER);
