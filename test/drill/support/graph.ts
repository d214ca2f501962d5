import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProgram } from "../../support/drill/build.js";

export interface Prepared {
  /** The built program. */
  readonly program: string;
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  readonly remove: () => void;
}

export function prepare(name: string): Prepared {
  const built = buildProgram(`drill-${name}`);
  const folder = mkdtempSync(join(tmpdir(), `rolegraph-drill-${name}-`));
  const remove = () => {
    built.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  return { program: built.folder, folder, remove };
}

/** Loads a generated graph of so many officials, as a user would; `env` names the store. */
export function loadGenerated(
  { program, folder }: Prepared,
  officials: number,
  env: Readonly<Record<string, string>>,
): void {
  const file = join(folder, "graph.ndjson");
  const options = { env: { PATH: process.env["PATH"] ?? "", ...env }, stdio: "pipe" } as const;
  const size = ["--officials", String(officials), "--seed", "1", "--out", file];
  execFileSync(process.execPath, [join(program, "scripts/generate/main.js"), ...size], options);
  execFileSync(process.execPath, [join(program, "src/load/main.js"), file], options);
}

const passage = "source { id title } start end asWritten";

/** A page of officials with their posts, organizations, provinces, events and evidence. */
export const pageOf = (first: number): object => ({
  query: `query Page($first: Int!, $after: String) { officials(first: $first, after: $after) { nodes { id name
    tenures(first: 5) { nodes { id from to position { id name organization { id name kind province { id name } } }
      evidence { ${passage} } } }
    participations(first: 5) { nodes { id role event { id name date } evidence { ${passage} } } } } } }`,
  variables: { first },
});

/** Who held which role at so many events: of 100 it costs 44,201, and more than 50,000 is refused. */
export const rolesAt = (first: number): object => ({
  query: `query Roles($first: Int!) { events(first: $first) { nodes { id name date
    participations(first: 20) { nodes { id role official { id name } inCapacityOf { position { name } }
      evidence { ${passage} } } } } } }`,
  variables: { first },
});
