import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { projectRoot } from "../../src/server/project-root.js";

/** A client's project: a folder of its own that finds the packages installed here. It goes when the file's tests end. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "rolegraph-client-"));

  constructor() {
    // A junction is what Windows lets an ordinary user make; elsewhere the type is ignored.
    symlinkSync(join(projectRoot(), "node_modules"), join(this.folder, "node_modules"), "junction");
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Runs a package's script in this folder with this Node, and says how it ended and what it printed. */
  node(script: string, ...args: readonly string[]): Promise<Ended> {
    const path = join(projectRoot(), "node_modules", script);
    return new Promise((resolve) => {
      execFile(process.execPath, [path, ...args], { cwd: this.folder }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? "unknown"), output: stdout + stderr });
      });
    });
  }
}

export interface Ended {
  /** The exit code, or the signal or system error that took its place. */
  readonly code: number | string;
  readonly output: string;
}

export const schemaPath = (): string => join(projectRoot(), "schema.graphql");

/** What a client takes our scalars for; a client that is strict refuses any that is not listed. */
export const scalars = { PartialDate: "string", DateTime: "string", JSON: "unknown" } as const;
