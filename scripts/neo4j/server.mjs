import { execFile, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import neo4j from "neo4j-driver";
import { ensureJars, requireMaven, workFolder } from "./jars.mjs";
import { findJava, javaCommand } from "./java.mjs";
import { Neo4jUnavailable, releaseOf } from "./releases.mjs";

/**
 * @typedef {import("./server.d.mts").StartOptions} StartOptions
 * @typedef {import("./server.d.mts").Neo4jServer} Neo4jServer
 * @typedef {import("./releases.mjs").Release} Release
 * @typedef {{ uri: string, user: string, password: string }} Login
 */

export { Neo4jUnavailable };

const startLimitMs = 120_000;
const guard = fileURLToPath(new URL("guard.mjs", import.meta.url));
const opened = ["java.nio", "java.io", "sun.nio.ch"].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);

/** @param {string} [version] */
export function checkNeo4j(version = "5.26") {
  const release = releaseOf(version);
  const java = findJava(release);
  if (!existsSync(join(workFolder, `lib-${release.version}`))) requireMaven();
  return { version: release.version, java: java.home };
}

/**
 * @param {StartOptions} [options]
 * @returns {Promise<Neo4jServer>}
 */
export async function startNeo4j({ version = "5.26", boltPort = 0, log = () => {}, ...options } = {}) {
  const release = releaseOf(version);
  // The port first: it is the quickest to refuse.
  const port = await freePort(boltPort);
  const java = findJava(release);
  const lib = await ensureJars(release, java, log);
  const temporary = options.home === undefined;
  const home = options.home ?? mkdtempSync(join(tmpdir(), "rolegraph-neo4j-"));
  const password = options.password ?? randomPassword();
  const login = { uri: `bolt://127.0.0.1:${port}`, user: /** @type {const} */ ("neo4j"), password };
  try {
    writeConfiguration(home, port, { ...release.settings, ...options.settings });
    await setInitialPassword(home, password, lib, javaCommand(java));
    const command = [javaCommand(java), ...javaArguments(release, lib, java.version), ...serverArguments(home)];
    const running = run(command, temporary ? home : "");
    const pid = await answering(running, login, home, release);
    return { ...login, version: release.version, pid, ended: running.ended, stop: running.stop };
  } catch (error) {
    if (temporary) rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** Safe in a shell, in a Java argument file and in a URL. */
export const randomPassword = () => randomBytes(18).toString("hex");

/**
 * The port asked for, if it is free; for 0, a free one.
 * @param {number} port
 * @returns {Promise<number>}
 */
function freePort(port) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", () => fail(new Error(`Port ${port} of 127.0.0.1 is in use or not allowed; choose another.`)));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

/** @param {string} home @param {number} port @param {Readonly<Record<string, string>>} more */
function writeConfiguration(home, port, more) {
  const settings = {
    "server.default_listen_address": "127.0.0.1",
    "server.bolt.listen_address": `127.0.0.1:${port}`,
    "server.bolt.advertised_address": `127.0.0.1:${port}`,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "dbms.usage_report.enabled": "false",
    "server.memory.heap.initial_size": "512m",
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "256m",
    // Small transaction logs: by default each database sets 256 MB aside.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "16m",
    "db.tx_log.rotation.retention_policy": "keep_none",
    ...more,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
  mkdirSync(join(home, "conf"), { recursive: true });
  writeFileSync(join(home, "conf/neo4j.conf"), lines.join(""));
}

/**
 * Neo4j's own admin command, before the first start. The password goes by a file, so that no list of processes shows it.
 * @param {string} home @param {string} password @param {string} lib @param {string} java
 */
async function setInitialPassword(home, password, lib, java) {
  if (existsSync(join(home, "data/dbms"))) return;
  if (!/^[A-Za-z0-9][\w-]{7,}$/.test(password)) {
    throw new Error(
      "The Neo4j password must have at least 8 letters, digits, - or _, and begin with a letter or digit.",
    );
  }
  const file = join(home, "conf/initial-password");
  writeFileSync(file, password, { mode: 0o600 });
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, "conf") };
  const command = ["dbms", "set-initial-password", `@${file}`];
  try {
    await promisify(execFile)(java, ["-cp", join(lib, "*"), "org.neo4j.cli.AdminTool", ...command], { env });
  } finally {
    rmSync(file);
  }
}

/** @param {Release} release @param {string} lib @param {number} javaVersion */
function javaArguments(release, lib, javaVersion) {
  // Later versions warn on every start of what Neo4j's libraries do natively.
  const native = javaVersion >= 22 ? ["--enable-native-access=ALL-UNNAMED"] : [];
  return ["-Xms512m", "-Xmx1g", ...opened, ...native, "-cp", join(lib, "*"), ...release.main];
}

/** @param {string} home */
const serverArguments = (home) => [`--home-dir=${home}`, `--config-dir=${join(home, "conf")}`];

/**
 * @typedef {object} Running
 * @property {Promise<number>} pid
 * @property {Promise<number>} ended
 * @property {() => string} output
 * @property {() => Promise<void>} stop
 */

/**
 * @param {readonly string[]} command
 * @param {string} removedAfter
 * @returns {Running}
 */
function run(command, removedAfter) {
  // Detached: Ctrl-C in a terminal reaches this process alone, which then stops the server in order.
  const child = fork(guard, [removedAfter, ...command], { detached: true, execArgv: [], silent: true });
  let output = "";
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk).slice(-4000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  /** @type {Promise<number>} */
  const ended = new Promise((done) => child.on("close", (code) => done(code ?? 1)));
  /** @type {Promise<number>} */
  const pid = new Promise((done) =>
    child.once("message", (/** @type {{ pid: number }} */ message) => done(message.pid)),
  );
  const stop = async () => {
    if (child.connected) child.send("stop");
    await ended;
  };
  return { pid, ended, output: () => output, stop };
}

/**
 * Waits until the server answers, and gives its process id.
 * @param {Running} running @param {Login} login @param {string} home @param {Release} release
 */
async function answering(running, login, home, release) {
  const limit = Date.now() + startLimitMs;
  const state = { ended: false };
  running.ended.then(() => {
    state.ended = true;
  });
  const driver = neo4j.driver(login.uri, neo4j.auth.basic(login.user, login.password));
  try {
    for (;;) {
      const problem = await driver.verifyConnectivity({ database: "neo4j" }).then(() => undefined, codeOf);
      if (problem === undefined) return await running.pid;
      const wrongPassword = problem === "Neo.ClientError.Security.Unauthorized";
      if (!wrongPassword && !state.ended && Date.now() < limit) {
        await new Promise((wake) => setTimeout(wake, 100));
        continue;
      }
      const reason = wrongPassword
        ? `the password does not fit the data in ${home}; remove that folder to begin anew`
        : lastWords(home, running);
      await running.stop();
      throw new Error(`Neo4j ${release.version} did not start: ${reason}`);
    }
  } finally {
    await driver.close();
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? String(error.code) : "unknown");

/** What the log says of this start's failure. @param {string} home @param {Running} running */
function lastWords(home, running) {
  const file = join(home, "logs/neo4j.log");
  const log = existsSync(file) ? (readFileSync(file, "utf8").split(" Starting...").at(-1) ?? "") : "";
  // The innermost cause, which stands last, says what is wrong.
  const cause = [...log.matchAll(/^Caused by: \S+: (.+)$/gm)].at(-1) ?? [...log.matchAll(/ ERROR (.+)$/gm)].at(-1);
  return cause?.[1] ?? (running.output().trim() || `no answer in ${startLimitMs / 1000} s`);
}
