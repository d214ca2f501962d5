import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../src/server/project-root.js";

// The built program, as `npm start` and `npm run query` run it.
const built = join(projectRoot(), "dist", `test-${process.pid}`);
let folder = "";

beforeAll(() => {
  const tsc = join(projectRoot(), "node_modules", "typescript", "bin", "tsc");
  const project = join(projectRoot(), "tsconfig.build.json");
  // Types are checked elsewhere: what matters here is the JavaScript.
  spawnSync(process.execPath, [tsc, "-p", project, "--outDir", built, "--incremental", "false"]);
  folder = mkdtempSync(join(tmpdir(), "rolegraph-process-"));
}, 120_000);
afterAll(() => {
  for (const each of [built, folder]) rmSync(each, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  errors(): string;
}

function run(script: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(built, "src", script), ...args], {
    cwd: projectRoot(),
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", ROLEGRAPH_DATA: join(folder, "data"), ...env },
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, ended, output: () => output, errors: () => errors };
}

async function untilListening(server: Running): Promise<string> {
  const deadline = Date.now() + 20_000;
  while (!server.output().includes("Settings:")) {
    if (server.child.exitCode !== null || Date.now() > deadline) throw new Error(`no start: ${server.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return /http:\/\/[^/]+/.exec(server.output())?.[0] ?? "";
}

describe("npm start", () => {
  it("first says where it listens, with which engine and how much, and answers; SIGTERM ends it; it starts again", async () => {
    const lines: string[] = [];
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const server = run("main.js", []);
      const url = await untilListening(server);
      const [first = "", second, third] = server.output().split("\n");
      expect(first).toMatch(
        /^Rolegraph listens on http:\/\/127\.0\.0\.1:\d+\/graphql — embedded engine, \d{3,} entities, \d{2,} claims$/,
      );
      expect([second, third]).toEqual([
        `Playground: ${url}/`,
        expect.stringMatching(/^Settings: HOST=127\.0\.0\.1 PORT=0 /),
      ]);
      lines.push(first.replace(/:\d+\//, "/"));
      expect((await fetch(`${url}/ready`)).status).toBe(200);
      server.child.kill(signal);
      expect(await server.ended).toBe(0);
    }
    expect(lines[1]).toBe(lines[0]);
  });

  it("answers the requests that were taken when SIGTERM comes, and ends", async () => {
    const server = run("main.js", [], { ROLEGRAPH_LOG_LEVEL: "silent" });
    const url = new URL(await untilListening(server));
    const socket = connect(Number(url.port), url.hostname);
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    const body = JSON.stringify({ query: "{ officials { totalCount } }" });
    const head = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    socket.write(`${head}\r\n\r\n${body.slice(0, 10)}`);
    const idle = connect(Number(url.port), url.hostname);
    await once(idle, "connect");
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.child.exitCode).toBeNull();
    socket.write(body.slice(10));
    expect(await server.ended).toBe(0);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*"totalCount":\d+/);
    idle.destroy();
  });

  it("starts without its Neo4j, and says that it waits for it", async () => {
    const neo4j = { NEO4J_URI: "bolt://127.0.0.1:1", NEO4J_PASSWORD: "s3cret-pw", ROLEGRAPH_DATA: "" };
    const server = run("main.js", [], { ROLEGRAPH_LOG_LEVEL: "silent", ...neo4j });
    const url = await untilListening(server);
    expect(server.output()).toMatch(
      / — waiting for a Neo4j at bolt:\/\/127\.0\.0\.1:1 .*; ready as soon as it answers\n/,
    );
    const [health, ready] = await Promise.all([fetch(`${url}/health`), fetch(`${url}/ready`)]);
    expect([health.status, ready.status]).toEqual([200, 503]);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });

  it("logs JSON on stderr, without the variables of a request", async () => {
    const server = run("main.js", []);
    const url = await untilListening(server);
    const query = encodeURIComponent("query ($t: String!) { search(text: $t) { matched } }");
    const variables = encodeURIComponent('{"t":"confidential"}');
    await fetch(`${url}/graphql?query=${query}&variables=${variables}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    server.child.kill("SIGTERM");
    await server.ended;
    const logs = server
      .errors()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(logs).toContainEqual(
      expect.objectContaining({ msg: "request", route: "/graphql", status: 200, reqId: expect.any(String) }),
    );
    expect(server.errors()).not.toContain("confidential");
  });

  it.each([
    [
      "a wrong setting",
      { PORT: "http" },
      /^PORT is "http", but it must be a whole number from 0 \(any free port\) to 65535\.\n$/,
    ],
    [
      "an unwritable data folder",
      { ROLEGRAPH_DATA: "/dev/null/data" },
      /^The data folder \/dev\/null\/data cannot be written.*\.\n$/,
    ],
    [
      "tokens that nothing could check",
      { ROLEGRAPH_REQUIRE_AUTH: "true" },
      /^ROLEGRAPH_REQUIRE_AUTH is true, but there is no key .*\.\n$/,
    ],
    [
      "a host of another machine",
      { HOST: "192.0.2.1" },
      /^HOST is "192\.0\.2\.1", but this machine has no such address.*\.\n$/m,
    ],
  ])("says %s in one sentence and ends with code 1", async (_name, env, sentence) => {
    const server = run("main.js", [], { ROLEGRAPH_LOG_LEVEL: "silent", ...env });
    expect(await server.ended).toBe(1);
    expect(server.errors()).toMatch(sentence);
    expect(server.output()).toBe("");
  });

  it("says that the port is in use in one sentence and ends with code 1", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const server = run("main.js", [], { PORT: port, ROLEGRAPH_LOG_LEVEL: "silent" });
    expect(await server.ended).toBe(1);
    expect(server.errors()).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use: .*\\.\n$`));
    holder.close();
  });
});

describe("npm run query", () => {
  const query = (args: readonly string[]) => run("server/query-main.js", args);

  it("prints the answer as JSON, with variables from the command line", async () => {
    const asked = query(["examples/events-of-an-official.graphql", "--var", "official=official/nguyen-kim-thai"]);
    expect(await asked.ended).toBe(0);
    expect(JSON.parse(asked.output())).toMatchObject({ official: { name: "Nguyễn Kim Thái" } });
    expect(asked.errors()).toBe("");
  });

  it("prints a table", async () => {
    const asked = query(["examples/counts.graphql", "--table"]);
    expect(await asked.ended).toBe(0);
    expect(asked.output()).toMatch(/^count {2}role {2,}province\.name\n-+ {2}-+ {2}-+\n\d+ /);
  });

  it("answers while a server holds the data folder", async () => {
    const server = run("main.js", [], { ROLEGRAPH_LOG_LEVEL: "silent" });
    await untilListening(server);
    const asked = query(["examples/search.graphql"]);
    expect(await asked.ended).toBe(0);
    expect(JSON.parse(asked.output())).toHaveProperty("search");
    server.child.kill("SIGTERM");
    await server.ended;
  });

  it.each([
    ["no such file", ["examples/none.graphql"], /^There is no file examples\/none\.graphql\.\n$/],
    ["a folder", ["examples"], /^examples is a folder: name a file\.\n$/],
    ["a variable without a value", ["examples/search.graphql", "--var", "text"], /^--var text is not of the form/],
    ["a variable of the wrong type", ["examples/page.graphql", "--var", 'first="x"'], /got invalid value "x"/],
    ["an argument that is refused", ["examples/page.graphql", "--var", "first=101"], /^officials: /],
    ["nothing to answer", [], /npm run -s query/],
  ])("says what is wrong and ends with code 1: %s", async (_name, args, sentence) => {
    const asked = query(args);
    expect(await asked.ended).toBe(1);
    expect(asked.errors()).toMatch(sentence);
    expect(asked.errors()).not.toMatch(/\n\s+at /);
  });

  it("says that a document does not parse", async () => {
    const path = join(folder, "bad.graphql");
    writeFileSync(path, "{ officials");
    const asked = query([path]);
    expect(await asked.ended).toBe(1);
    expect(asked.errors()).toBe("line 1, column 12: Syntax Error: Expected Name, found <EOF>.\n");
  });

  it("takes a document of any name, and its variables from the file beside it", async () => {
    const path = join(folder, "asked.gql");
    const variables = join(folder, "asked.variables.json");
    writeFileSync(path, "query ($first: Int!) { officials(first: $first) { nodes { id } } }");
    const bare = query([path, "--var", "first=1"]);
    expect([await bare.ended, bare.errors()]).toEqual([0, ""]);
    writeFileSync(variables, '{ "first": 2 }');
    const asked = query([path]);
    expect([await asked.ended, asked.errors()]).toEqual([0, ""]);
    expect(JSON.parse(asked.output()).officials.nodes).toHaveLength(2);
    writeFileSync(variables, '{ "first": ');
    const broken = query([path]);
    expect(await broken.ended).toBe(1);
    expect(broken.errors()).toBe(`${variables} must hold the variables as a JSON object, as in {"first": 5}.\n`);
  });
});

describe("npm run load", () => {
  it.each([
    ["a batch of nothing", ["--batch", "0"], "--batch 0 must be a whole number of at least 1, as in --batch 20000.\n"],
    [
      "a batch in words",
      ["--batch", "all"],
      "--batch all must be a whole number of at least 1, as in --batch 20000.\n",
    ],
    [
      "a dry run in batches",
      ["--batch", "5", "--dry-run"],
      "--dry-run and --batch exclude each other: leave one out.\n",
    ],
  ])("says what is wrong with its arguments: %s", async (_name, args, sentence) => {
    const load = run("load/main.js", [...args, "data/provinces.csv"]);
    expect([await load.ended, load.errors()]).toEqual([1, sentence]);
  });
});

describe("npm run token", () => {
  const secret = "a secret of tests, with more than 32 bytes";
  const env = { ROLEGRAPH_JWT_SECRET: secret, ROLEGRAPH_JWT_ISSUER: "https://id", ROLEGRAPH_JWT_AUDIENCE: "us" };
  const token = (args: readonly string[], settings: Record<string, string> = env) =>
    run("server/token-main.js", args, settings);
  const an = ["--role", "curator", "--name", "Nguyễn Văn An"];

  it("prints a token that the server takes, and that no log shows, be it good or bad", async () => {
    const made = token([...an, "--hours", "0.5"]);
    expect([await made.ended, made.errors()]).toEqual([0, ""]);
    const text = made.output().trimEnd();
    const claims = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ name: "Nguyễn Văn An", role: "curator", iss: "https://id", aud: "us" });
    expect(claims.exp - claims.iat).toBe(1800);

    const server = run("main.js", [], { ...env, ROLEGRAPH_REQUIRE_AUTH: "true", ROLEGRAPH_LOG_LEVEL: "trace" });
    const url = await untilListening(server);
    const status = async (authorization: string) =>
      (await fetch(`${url}/examples.json`, { headers: { authorization } })).status;
    expect(await status(`Bearer ${text}`)).toBe(200);
    expect(await status(`Bearer ${text.slice(0, -4)}AAAA`)).toBe(401);
    expect(await status(text)).toBe(401);
    server.child.kill("SIGTERM");
    await server.ended;
    expect(server.errors()).toContain("token refused");
    for (const piece of [...text.split("."), "Nguyễn Văn An", secret]) {
      expect(server.errors() + server.output()).not.toContain(piece);
    }
  });

  it("lasts eight hours unless told otherwise", async () => {
    const made = token(an);
    await made.ended;
    const claims = JSON.parse(Buffer.from(made.output().split(".")[1] ?? "", "base64url").toString());
    expect(claims.exp - claims.iat).toBe(8 * 3600);
  });

  it.each([
    ["no role", ["--name", "An"], env, /npm run -s token/],
    ["no name", ["--role", "curator"], env, /npm run -s token/],
    ["another role", ["--role", "owner", "--name", "An"], env, /^--role must be one of reader, curator, admin\.\n$/],
    ["an unfit name", ["--role", "curator", "--name", "An\n"], env, /^--name is unfit: .*\.\n$/],
    ["no time", [...an, "--hours", "0"], env, /^--hours must be a number above 0 and at most 8784\.\n$/],
    ["an endless time", [...an, "--hours", "Infinity"], env, /^--hours must be/],
    ["an unknown option", [...an, "--days", "3"], env, /--days/],
    ["no secret", an, {}, /^ROLEGRAPH_JWT_SECRET is not set: .*\.\n$/],
    ["a short secret", an, { ROLEGRAPH_JWT_SECRET: "short" }, /^ROLEGRAPH_JWT_SECRET has 5 bytes/],
    ["a provider's keys", an, { ROLEGRAPH_JWKS_URL: "https://id/keys" }, /^ROLEGRAPH_JWKS_URL is set, so tokens come/],
  ])("says what is wrong and ends with code 1: %s", async (_name, args, settings, sentence) => {
    const made = token(args, settings);
    expect(await made.ended).toBe(1);
    expect(made.errors()).toMatch(sentence);
    expect(made.output()).toBe("");
  });
});
