import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { projectRoot } from "../../../src/server/project-root.js";
import { variables } from "../../../src/server/settings.js";
import { open, type Serving } from "../limits/open.js";
import { namesServed } from "./scrape.js";

const page = readFileSync(join(projectRoot(), "docs", "observability.md"), "utf8");

let engine: Engine;
let server: Serving;
beforeAll(async () => {
  engine = await openBundled();
  // What is served on Neo4j is what is served at most.
  server = await open(engine, {}, { observability: { engine: "neo4j" } });
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

const ofProcess = (name: string) => /^(?:process|nodejs)_/.test(name);

it("the table of metrics has those that are served, with their types", async () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name = "", type = ""]) => [name, type] as const);
  const served = [...(await namesServed(server.url))].filter(([name]) => !ofProcess(name));
  expect(served.length).toBeGreaterThan(15);
  expect(new Map(rows)).toEqual(new Map(served));
});

it("the alerts are about metrics that are served", async () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const named = [...yaml.matchAll(/\b(?:rolegraph|nodejs)_[a-z0-9_]+/g)].map(([name]) => name.replace(/_bucket$/, ""));
  expect(named).toHaveLength(5);
  const served = await namesServed(server.url);
  for (const name of named) expect([...served.keys()], name).toContain(name);
});

it("the settings exist", () => {
  const named = new Set(page.match(/\bROLEGRAPH_[A-Z_]+\b/g));
  expect(named.size).toBeGreaterThan(5);
  for (const name of named) expect(variables, name).toContain(name);
});
