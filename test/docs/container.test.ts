import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startFlags } from "../../scripts/start-flags.mjs";
import { readConfig } from "../../src/server/config.js";
import { projectRoot } from "../../src/server/project-root.js";
import { variables } from "../../src/server/settings.js";
import { drainMs } from "../../src/server/signals.js";

const read = (name: string) => readFileSync(join(projectRoot(), name), "utf8");
const known: ReadonlySet<string> = new Set(variables);

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of each stage, from its FROM on. */
function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  const stages: Instruction[][] = [[]];
  for (const line of lines) {
    const [, name = "", text = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === "FROM") stages.push([]);
    if (name !== "") stages.at(-1)?.push({ name, text });
  }
  return stages;
}

const stages = stagesOf(read("Dockerfile"));
const final = stages.at(-1) ?? [];
const last = (name: string) => final.findLast((each) => each.name === name)?.text ?? "";
const environment = Object.fromEntries(
  last("ENV")
    .split(" ")
    .map((pair) => pair.split("=")),
);

describe("Dockerfile", () => {
  it("builds every stage on one image, pinned by its tag, that the package allows", () => {
    const image = /^NODE_IMAGE=node:(\d+)\.(\d+)\.\d+-slim$/.exec(stages[0]?.[0]?.text ?? "");
    const [, major, minor] = image?.map(Number) ?? [];
    const [, least, leastMinor] =
      /^>=(\d+)\.(\d+)$/.exec(JSON.parse(read("package.json")).engines.node)?.map(Number) ?? [];
    expect((major ?? 0) * 1000 + (minor ?? 0)).toBeGreaterThanOrEqual((least ?? Number.NaN) * 1000 + (leastMinor ?? 0));
    expect(stages).toHaveLength(4);
    for (const [from] of stages.slice(1)) expect(from?.text).toMatch(/^\$\{NODE_IMAGE\}( AS \w+)?$/);
  });

  it("ships production packages only, none of whose scripts were run", () => {
    const [name] = /(?<=--from=)\w+(?= \/app\/node_modules )/.exec(final.map(({ text }) => text).join("\n")) ?? [];
    const stage = stages.find(([from]) => from?.text.endsWith(` AS ${name}`)) ?? [];
    expect(stage.filter((each) => each.name === "RUN").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^npm ci --omit=dev --ignore-scripts /),
    ]);
    expect(environment).toMatchObject({ NODE_ENV: "production" });
  });

  it("copies what is there and .dockerignore lets in, and that lets in nothing else", () => {
    const admitted = read(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(admitted.shift()).toBe("*");
    const copied = stages.flat().filter(({ name, text }) => name === "COPY" && !text.startsWith("--from"));
    const sources = new Set(copied.flatMap(({ text }) => text.split(" ").slice(0, -1)));
    expect(admitted.sort()).toEqual([...sources].map((source) => `!${source}`).sort());
    for (const source of sources) expect(existsSync(join(projectRoot(), source)), source).toBe(true);
  });

  it("runs the server itself, not as root, with settings that it takes", () => {
    const at = (name: string) => final.findIndex((each) => each.name === name);
    expect(last("USER")).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    // Whatever needs root comes before.
    expect(final.slice(at("USER")).map(({ name }) => name)).not.toContain("RUN");
    expect(JSON.parse(last("CMD"))).toEqual(["node", ...startFlags, "dist/src/main.js"]);
    for (const name of Object.keys(environment)) expect(known.has(name) || name === "NODE_ENV", name).toBe(true);
    const config = readConfig(environment);
    expect(config).toMatchObject({ host: "0.0.0.0", engine: { kind: "embedded", path: last("VOLUME") } });
    expect(last("EXPOSE")).toBe(String(config.port));
  });

  it("has a health check that fails where the server does not answer, or not well", async () => {
    const [, command = "[]"] = / CMD (\[.*\])$/.exec(last("HEALTHCHECK")) ?? [];
    const [program, ...args]: string[] = JSON.parse(command);
    expect(program).toBe("node");
    const check = async (port: number) => {
      const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: "ignore" });
      return (await once(child, "exit"))[0];
    };
    const asked: (string | undefined)[] = [];
    let status = 200;
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(status, { connection: "close" }).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await check(port)).toBe(0);
    status = 503;
    expect(await check(port)).toBe(1);
    await new Promise((done) => server.close(done));
    expect(await check(port)).toBe(1);
    expect(asked).toEqual(["/health", "/health"]);
  });
});

describe("docker-compose.yml", () => {
  const text = read("docker-compose.yml");
  const { services, volumes } = parse(text);

  it("takes passwords from outside and has none of its own", () => {
    const given = [...text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}/g)];
    expect(given.length).toBeGreaterThanOrEqual(3);
    // Demanded, or passed on as it is.
    for (const [whole, , rest = ""] of given) expect(rest, whole).toMatch(/^:\?.+|^:-$/);
    const secrets = Object.entries({ ...services.neo4j.environment, ...services.rolegraph.environment }).filter(
      ([name]) => /AUTH$|PASSWORD|SECRET/.test(name),
    );
    expect(secrets.map(([name]) => name).sort()).toEqual(["NEO4J_AUTH", "NEO4J_PASSWORD", "ROLEGRAPH_JWT_SECRET"]);
    for (const [name, value] of secrets) expect(value, name).toMatch(/^(neo4j\/)?\$\{\w+:[?-][^}]*\}$/);
  });

  it("gives the server settings that it takes, also where the environment is empty", () => {
    const given = Object.entries<string>(services.rolegraph.environment).map(([name, value]) => {
      const filled = value.replaceAll(/\$\{\w+:\?[^}]*\}/g, "s3cret-pw").replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1");
      expect(filled).not.toContain("$");
      return [name, filled];
    });
    for (const [name = ""] of given) expect(known.has(name), name).toBe(true);
    const config = readConfig(Object.fromEntries([...Object.entries(environment), ...given]));
    expect(config).toMatchObject({
      engine: { kind: "neo4j", uri: "bolt://neo4j:7687", password: "s3cret-pw" },
      workers: 1,
    });
    expect(services).toHaveProperty(new URL(config.engine.kind === "neo4j" ? config.engine.uri : "").hostname);
  });

  it("starts the server when the database is healthy, and lets it write to its volume only", () => {
    expect(services.neo4j.healthcheck.test).toBeDefined();
    expect(services.rolegraph).toMatchObject({
      depends_on: { neo4j: { condition: "service_healthy" } },
      read_only: true,
      tmpfs: ["/tmp"],
      volumes: [`rolegraph-data:${last("VOLUME")}`],
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    const [, seconds] = /^(\d+)s$/.exec(services.rolegraph.stop_grace_period) ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(drainMs);
  });

  it("opens ports on this machine only, and declares its volumes", () => {
    const { neo4j, rolegraph } = services;
    for (const port of [...neo4j.ports, ...rolegraph.ports]) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(rolegraph.ports).toEqual([expect.stringMatching(new RegExp(`:${last("EXPOSE")}$`))]);
    const mounted: string[] = [...neo4j.volumes, ...rolegraph.volumes];
    expect(mounted.map((each) => each.split(":")[0])).toEqual(Object.keys(volumes));
  });
});
