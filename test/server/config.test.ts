import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cachingDefaults } from "../../src/server/caching/config.js";
import { ConfigError, describeConfig, type Environment, readConfig } from "../../src/server/config.js";
import { defaultLimits } from "../../src/server/limits/config.js";
import { observabilityOf } from "../../src/server/observability/config.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-config-"));
  writeFileSync(join(folder, "a-file"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

const jwtSecret = "0123456789abcdef0123456789abcdef";
const neo4j = { NEO4J_URI: "neo4j://127.0.0.1:7687", NEO4J_PASSWORD: "s3cret-pw" };

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env, folder);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("settings", () => {
  it("are all optional: the embedded engine under the current folder, on loopback", () => {
    expect(readConfig({}, folder)).toEqual({
      host: "127.0.0.1",
      port: 4000,
      engine: { kind: "embedded", path: join(folder, ".rolegraph"), bundled: true },
      workers: 1,
      logLevel: "info",
      introspection: true,
      limits: defaultLimits("embedded"),
      caching: cachingDefaults,
      observability: observabilityOf(),
    });
  });

  it("choose Neo4j by its address", () => {
    expect(readConfig({ ...neo4j, NEO4J_DATABASE: "graph.one" }, folder).engine).toEqual({
      kind: "neo4j",
      uri: "neo4j://127.0.0.1:7687",
      user: "neo4j",
      password: "s3cret-pw",
      database: "graph.one",
    });
  });

  it("are read where they are set", () => {
    const env = {
      HOST: "::1",
      PORT: "0",
      ROLEGRAPH_DATA: "facts",
      ROLEGRAPH_BUNDLED: "false",
      ROLEGRAPH_SOURCES: ".",
      ROLEGRAPH_LOG_LEVEL: "silent",
      ROLEGRAPH_INTROSPECTION: "false",
    };
    expect(readConfig(env, folder)).toEqual({
      host: "::1",
      port: 0,
      engine: { kind: "embedded", path: join(folder, "facts"), bundled: false },
      workers: 1,
      sources: folder,
      logLevel: "silent",
      introspection: false,
      limits: defaultLimits("embedded"),
      caching: cachingDefaults,
      observability: observabilityOf(),
    });
  });

  it("count as unset where they are empty, as compose files pass them on", () => {
    expect(readConfig({ PORT: "", NEO4J_URI: "", NEO4J_USER: "", ROLEGRAPH_DATA: " " }, folder).port).toBe(4000);
  });

  it("choose how many processes answer: as many as there are processors on Neo4j, one on the embedded engine", () => {
    const workers = (env: Environment) => readConfig(env, folder).workers;
    expect(workers({ ...neo4j, ROLEGRAPH_WORKERS: "3" })).toBe(3);
    expect(workers({ ...neo4j, ROLEGRAPH_WORKERS: "auto" })).toBe(availableParallelism());
    expect([workers({ ROLEGRAPH_WORKERS: "auto" }), workers({ ROLEGRAPH_WORKERS: "1" })]).toEqual([1, 1]);
    expect(describeConfig(readConfig({ ...neo4j, ROLEGRAPH_WORKERS: "3" }, folder))).toContain(" ROLEGRAPH_WORKERS=3 ");
  });

  it("choose what tokens are checked with", () => {
    const required = {
      ROLEGRAPH_REQUIRE_AUTH: "true",
      ROLEGRAPH_JWT_ISSUER: "https://id",
      ROLEGRAPH_JWT_AUDIENCE: "us",
    };
    expect(readConfig({ ROLEGRAPH_JWT_SECRET: jwtSecret }, folder).auth).toEqual({
      key: { kind: "secret", secret: jwtSecret },
      required: false,
    });
    expect(readConfig({ ROLEGRAPH_JWKS_URL: "https://id/keys", ...required }, folder).auth).toEqual({
      key: { kind: "jwks", url: "https://id/keys" },
      issuer: "https://id",
      audience: "us",
      required: true,
    });
    expect(readConfig({ ROLEGRAPH_REQUIRE_AUTH: "false", ROLEGRAPH_JWT_SECRET: "" }, folder).auth).toBeUndefined();
  });

  it("take a secret as it stands, and count its bytes, not its letters", () => {
    for (const secret of [` ${jwtSecret} `, "ắ".repeat(11)]) {
      expect(readConfig({ ROLEGRAPH_JWT_SECRET: secret }, folder).auth?.key).toEqual({ kind: "secret", secret });
    }
  });

  it.each([
    "http://127.0.0.1:8080/keys",
    "http://localhost/keys",
    "http://[::1]:1/keys",
    "https://id.example.org/k?a=b",
  ])("take keys from %s", (url) =>
    expect(readConfig({ ROLEGRAPH_JWKS_URL: url }, folder).auth?.key).toEqual({ kind: "jwks", url }),
  );

  it("allow a server without authentication to be named by an empty password", () => {
    expect(readConfig({ NEO4J_URI: "bolt://localhost", NEO4J_PASSWORD: "" }, folder).engine).toMatchObject({
      password: "",
    });
  });
});

const wrong: readonly (readonly [name: string, env: Environment, sentence: RegExp])[] = [
  ["a port that is no number", { PORT: "http" }, /^PORT is "http", but it must be a whole number from 0/],
  ["a port past the last", { PORT: "65536" }, /^PORT is "65536"/],
  ["a negative port", { PORT: "-1" }, /^PORT is "-1"/],
  ["a port with a fraction", { PORT: "40.5" }, /^PORT is "40.5"/],
  [
    "a host that is an address of the web",
    { HOST: "http://localhost" },
    /^HOST is "http:\/\/localhost", but it must be/,
  ],
  ["a host that only looks like an IP address", { HOST: "300.1.1.1" }, /^HOST is "300.1.1.1"/],
  [
    "a log level",
    { ROLEGRAPH_LOG_LEVEL: "verbose" },
    /^ROLEGRAPH_LOG_LEVEL is "verbose", but it must be one of fatal,/,
  ],
  [
    "a yes for a true",
    { ROLEGRAPH_INTROSPECTION: "yes" },
    /^ROLEGRAPH_INTROSPECTION is "yes", but it must be true or false/,
  ],
  [
    "a data folder that is a file",
    { ROLEGRAPH_DATA: "a-file" },
    /^ROLEGRAPH_DATA is ".*a-file", but it must be a folder/,
  ],
  [
    "sources that are not there",
    { ROLEGRAPH_SOURCES: "gone" },
    /^ROLEGRAPH_SOURCES is "gone", but it must be an existing/,
  ],
  [
    "a typing error",
    { ROLEGRAPH_DTA: "x" },
    /^ROLEGRAPH_DTA is not a setting of Rolegraph, which knows ROLEGRAPH_DATA,/,
  ],
  [
    "no workers",
    { ...neo4j, ROLEGRAPH_WORKERS: "0" },
    /^ROLEGRAPH_WORKERS is "0", but it must be a whole number from 1/,
  ],
  [
    "a word for workers",
    { ...neo4j, ROLEGRAPH_WORKERS: "all" },
    /^ROLEGRAPH_WORKERS is "all", .* or auto: one for each/,
  ],
  [
    "several processes for the embedded engine",
    { ROLEGRAPH_WORKERS: "2" },
    /^ROLEGRAPH_WORKERS is "2", but the embedded engine keeps its data in one process: set NEO4J_URI/,
  ],
  ["an address of another protocol", { ...neo4j, NEO4J_URI: "http://a:7474" }, /^NEO4J_URI is "http:\/\/a:7474", but/],
  ["an address that is none", { ...neo4j, NEO4J_URI: "localhost" }, /^NEO4J_URI is "localhost"/],
  ["no password", { NEO4J_URI: "bolt://localhost" }, /^NEO4J_PASSWORD is not set/],
  ["a database name", { ...neo4j, NEO4J_DATABASE: "a b" }, /^NEO4J_DATABASE is "a b"/],
  ["Aura's name for the user", { ...neo4j, NEO4J_USERNAME: "me" }, /^NEO4J_USERNAME is set, but .* NEO4J_USER/],
  [
    "a short secret",
    { ROLEGRAPH_JWT_SECRET: "s3cret-pw" },
    /^ROLEGRAPH_JWT_SECRET has 9 bytes, but .* at least 32: make/,
  ],
  [
    "a secret and a key set together",
    { ROLEGRAPH_JWT_SECRET: jwtSecret, ROLEGRAPH_JWKS_URL: "https://id/keys" },
    /^ROLEGRAPH_JWT_SECRET and ROLEGRAPH_JWKS_URL are both set, but .*: unset the other/,
  ],
  ["a key set from afar without TLS", { ROLEGRAPH_JWKS_URL: "http://id/keys" }, /^ROLEGRAPH_JWKS_URL is .* https:/],
  ["a key set at a name like loopback's", { ROLEGRAPH_JWKS_URL: "http://127.0.0.1.evil.org/" }, /begins with https:/],
  ["a key set that is a file", { ROLEGRAPH_JWKS_URL: "file:///keys" }, /^ROLEGRAPH_JWKS_URL is "file:/],
  [
    "a key set at no address",
    { ROLEGRAPH_JWKS_URL: "keys.json" },
    /^ROLEGRAPH_JWKS_URL is "keys.json", but it must be/,
  ],
  ["a key set behind a password", { ROLEGRAPH_JWKS_URL: "https://me:s3cret@id/" }, /must not carry a user or password/],
  [
    "tokens for reading without a key",
    { ROLEGRAPH_REQUIRE_AUTH: "true" },
    /^ROLEGRAPH_REQUIRE_AUTH is true, but there is no key .*: set ROLEGRAPH_JWT_SECRET .* or ROLEGRAPH_JWKS_URL/,
  ],
  ["neither true nor false", { ROLEGRAPH_REQUIRE_AUTH: "1" }, /^ROLEGRAPH_REQUIRE_AUTH is "1", but it must be true or/],
  ["an issuer without a key", { ROLEGRAPH_JWT_ISSUER: "https://id" }, /^ROLEGRAPH_JWT_ISSUER is set, but there is no/],
  ["an audience without a key", { ROLEGRAPH_JWT_AUDIENCE: "us" }, /^ROLEGRAPH_JWT_AUDIENCE is set, but there is no/],
  ["a password for no server", { NEO4J_PASSWORD: "s3cret-pw" }, /^NEO4J_PASSWORD is set but NEO4J_URI is not/],
];

describe("a wrong setting", () => {
  it.each(wrong)("is refused with one sentence: %s", (_name, env, sentence) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toMatch(/\.$/);
  });

  it("is not the only one that is said", () => {
    expect(problemsOf({ PORT: "x", HOST: "a b", ROLEGRAPH_X: "1" })).toHaveLength(3);
  });

  it("shows no secret and no endless value", () => {
    const text = problemsOf({ NEO4J_URI: "bolt://me:s3cret@pw@host", NEO4J_PASSWORD: "s3cret-pw" }).join();
    expect(text).toContain("bolt://***@host");
    expect(text).not.toContain("s3cret");
    const keys = { ROLEGRAPH_JWT_SECRET: "s3cret-pw", ROLEGRAPH_JWKS_URL: "ftp://me:s3cret@host/keys?s3cret" };
    expect(problemsOf(keys).join()).toContain("ftp://***@host/keys?***");
    expect(problemsOf(keys).join()).not.toContain("s3cret");
    expect(problemsOf({ PORT: "9".repeat(5000) }).join().length).toBeLessThan(300);
  });
});

describe("describeConfig", () => {
  it("names every setting in force and masks the password", () => {
    expect(describeConfig(readConfig(neo4j, folder))).toBe(
      "HOST=127.0.0.1 PORT=4000 NEO4J_URI=neo4j://127.0.0.1:7687 NEO4J_USER=neo4j NEO4J_PASSWORD=*** " +
        "NEO4J_DATABASE=neo4j ROLEGRAPH_LOG_LEVEL=info ROLEGRAPH_INTROSPECTION=true",
    );
    expect(describeConfig(readConfig({ ROLEGRAPH_SOURCES: "." }, folder))).toBe(
      `HOST=127.0.0.1 PORT=4000 ROLEGRAPH_DATA=${join(folder, ".rolegraph")} ROLEGRAPH_SOURCES=${folder} ` +
        "ROLEGRAPH_LOG_LEVEL=info ROLEGRAPH_INTROSPECTION=true",
    );
  });

  it("masks the secret of tokens, and what an address may hide", () => {
    const auth = { ROLEGRAPH_JWT_ISSUER: "https://id", ROLEGRAPH_REQUIRE_AUTH: "true" };
    expect(describeConfig(readConfig({ ROLEGRAPH_JWT_SECRET: jwtSecret, ...auth }, folder))).toMatch(
      / ROLEGRAPH_JWT_SECRET=\*\*\* ROLEGRAPH_JWT_ISSUER=https:\/\/id ROLEGRAPH_REQUIRE_AUTH=true$/,
    );
    expect(describeConfig(readConfig({ ROLEGRAPH_JWKS_URL: "https://id/keys?token=s3cret" }, folder))).toMatch(
      / ROLEGRAPH_JWKS_URL=https:\/\/id\/keys\?\*\*\* ROLEGRAPH_REQUIRE_AUTH=false$/,
    );
  });
});
