import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../src/server/project-root.js";
import { variables } from "../../src/server/settings.js";

const read = (path: string) => readFileSync(join(projectRoot(), path), "utf8");
const page = read("SECURITY.md");
const rows = page.split("\n").filter((line) => line.startsWith("| **"));
const testsOf = (row: string) => [...(row.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);

describe("SECURITY.md", () => {
  it("has a threat, a defence and a test in each row", () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      expect(
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim() !== ""),
      ).toEqual([true, true, true]);
      expect(testsOf(row).length, row).toBeGreaterThan(0);
    }
  });

  it.each([...new Set(rows.flatMap(testsOf))])("names a test that is there: %s", (path) => {
    expect(path).toMatch(/\.test\.ts$/);
    expect(read(path)).toMatch(/\b(?:it|test)(?:\.each)?[(<]/);
  });

  it("names every test of hostile input", () => {
    const all = readdirSync(join(projectRoot(), "test/hostile")).filter((name) => name.endsWith(".test.ts"));
    for (const name of all) expect(page, name).toContain(`test/hostile/${name}`);
  });

  it("names settings and files that exist", () => {
    const known = new Set<string>(variables);
    for (const [name] of page.matchAll(/\bROLEGRAPH_[A-Z_]*[A-Z](?![A-Z_*])/g))
      expect(known.has(name), name).toBe(true);
    for (const [, path = ""] of page.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(join(projectRoot(), path)), path).toBe(true);
  });
});

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const registry = "https://registry.npmjs.org/";

describe("packages", () => {
  const { dependencies, devDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
    read("package.json"),
  );
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read("package-lock.json"));
  const locked = Object.entries(lock.packages).filter(([path]) => path !== "");

  it("have exact versions, which are those of the lock file", () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it("have a checksum each, those aside that only other systems install", () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [path, { resolved = registry, integrity, optional = false, os, cpu }] of locked) {
      expect(resolved.startsWith(registry), path).toBe(true);
      const isForSomeSystems = optional && (os !== undefined || cpu !== undefined);
      if (integrity !== undefined || !isForSomeSystems) expect(integrity, path).toMatch(/^sha512-/);
    }
  });

  // That of @apollo/protobufjs warns of version ranges; the binaries of the other two are packages of their own.
  it("have install scripts in three cases, none of which is needed", () => {
    const scripted = locked.flatMap(([path, { hasInstallScript }]) => (hasInstallScript === true ? [path] : []));
    expect(scripted.sort()).toEqual(
      ["@apollo/protobufjs", "lmdb", "msgpackr-extract"].map((name) => `node_modules/${name}`),
    );
  });
});
