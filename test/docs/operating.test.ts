import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFlags } from "../../scripts/start-flags.mjs";
import { ClusterMetrics } from "../../src/server/cluster/metrics.js";
import { readConfig } from "../../src/server/config.js";
import { projectRoot } from "../../src/server/project-root.js";
import { variables } from "../../src/server/settings.js";
import { drainMs } from "../../src/server/signals.js";
import { buildProgram } from "../support/drill/build.js";
import { type Victim, victim } from "../support/drill/process.js";

const path = join(projectRoot(), "docs/operating.md");
const page = readFileSync(path, "utf8");
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind = "", text = ""]) => ({ kind, text }));
const known: ReadonlySet<string> = new Set(variables);
const neo4j = { NEO4J_URI: "bolt://127.0.0.1", NEO4J_PASSWORD: "s3cret-pw" };

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");

describe("docs/operating.md", () => {
  it("names settings that exist", () => {
    const named = new Set(page.match(/\b(?:ROLEGRAPH|NEO4J)_[A-Z][A-Z0-9_]*\b/g));
    // What Aura calls it, which the page says.
    named.delete("NEO4J_USERNAME");
    expect(named.size).toBeGreaterThan(15);
    for (const name of named) expect(known.has(name), name).toBe(true);
  });

  it("gives them values that are taken", () => {
    const given = [...page.matchAll(/`([A-Z][A-Z0-9_]+)=([^`\s]+)`/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]);
    const uris = [...page.matchAll(/`((?:bolt|neo4j)[+a-z]*:\/\/[^`]{3,})`/g)].map(([, uri = ""]) => [
      "NEO4J_URI",
      uri,
    ]);
    expect([given.length, uris.length]).toEqual([3, 6]);
    for (const [name = "", value = ""] of [...given, ...uris]) {
      // Documents that are the only ones must be somewhere.
      const more = name === "ROLEGRAPH_DOCUMENTS" ? { ROLEGRAPH_DOCUMENTS_MANIFEST: path } : {};
      expect(() => readConfig({ ...neo4j, ...more, [name]: value }), `${name}=${value}`).not.toThrow();
    }
  });

  it("links to what is there", () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    expect(links.length).toBeGreaterThan(3);
    for (const [link, file = "", anchor] of links) {
      const target = file === "" ? path : join(dirname(path), file);
      expect(existsSync(target), link).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
      expect(headings.map(anchorOf), link).toContain(anchor);
    }
  });

  it("has a systemd unit that starts the server with settings that it takes, and lets it drain", () => {
    const unit = blocks.find(({ kind }) => kind === "ini")?.text ?? "";
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
    const environment = value("Environment")
      .split(" ")
      .map((pair) => pair.split("="));
    const config = readConfig(Object.fromEntries(environment));
    // systemd makes the folder, and gives it to the user that it makes up.
    expect(config.engine).toEqual({ kind: "embedded", path: `/var/lib/${value("StateDirectory")}`, bundled: true });
    expect(value("ExecStart").split(" ")).toEqual(["/usr/bin/node", ...startFlags, "dist/src/main.js"]);
    expect(Number(value("TimeoutStopSec")) * 1000).toBeGreaterThan(drainMs);
  });
});

describe("the commands of docs/operating.md", () => {
  let program: ReturnType<typeof buildProgram>;
  let server: Victim;
  let [folder, url] = ["", ""];
  beforeAll(async () => {
    program = buildProgram("operating");
    folder = mkdtempSync(join(tmpdir(), "rolegraph-operating-"));
    const settings = { PORT: "0", ROLEGRAPH_DATA: join(folder, "data"), ROLEGRAPH_LOG_LEVEL: "silent" };
    server = victim(join(program.folder, "src/main.js"), [], settings);
    if (!(await server.says("Settings:"))) throw new Error(`no start: ${server.errors()}`);
    url = /http:\/\/[^/]+/.exec(server.output())?.[0] ?? "";
  }, 120_000);
  afterAll(async () => {
    await server.kill();
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Those of a block in a shell, as they stand on the page but for the server's port. */
  async function shell(text: string): Promise<string> {
    const script = text.replaceAll("http://127.0.0.1:4000", url);
    return (await promisify(execFile)("sh", ["-euc", script], { cwd: folder })).stdout;
  }

  it("answer as the page says", async () => {
    const asking = blocks.filter(({ kind, text }) => kind === "sh" && text.startsWith("curl "));
    const answers: string[] = [];
    for (const { text } of asking) answers.push(await shell(text));
    const [health = "", cost = "{}", metrics = "", ...more] = answers;
    expect(more).toEqual([]);
    expect(health).toMatch(/"status":"ok".*"status":"ready"/s);
    expect(JSON.parse(cost)).toMatchObject({
      data: { officials: {} },
      extensions: { cost: expect.any(Number) },
    });
    const together = metrics + (await new ClusterMetrics(() => []).gather());
    const served = new Set([...together.matchAll(/^(\w+)[ {]/gm)].map(([, name]) => name));
    const named = page.match(/(?<=`)(?:http|nodejs|rolegraph|process)_[a-z0-9_]+(?=`)/g) ?? [];
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(served.has(name), name).toBe(true);
  });

  it("are run by a test, but for those that need Docker", () => {
    const others = blocks.filter(({ kind, text }) => kind === "sh" && !text.startsWith("curl "));
    for (const { text } of others) expect(text).toMatch(/^(docker .+\n)+$/);
  });
});
