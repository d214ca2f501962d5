import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { workFolder } from "./neo4j/jars.mjs";
import { releaseOf } from "./neo4j/releases.mjs";
import { checkNeo4j, randomPassword, startNeo4j } from "./neo4j/server.mjs";

const usage = `npm run neo4j -- [options]    starts a Neo4j Community server on 127.0.0.1

  --port N       Bolt port (default 7687)
  --version V    5.26 (default), 2026.09, or one version of them such as 5.26.30
  --check        only says whether this machine can run it
  --help`;

const options = /** @type {const} */ ({
  port: { type: "string", default: "7687" },
  version: { type: "string", default: "5.26" },
  check: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
});

async function main() {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  if (values.check) {
    const { version, java } = checkNeo4j(values.version);
    return console.log(`This machine can run Neo4j ${version} (Java: ${java}).`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error("--port must be a number from 1 to 65535.");
  await serve(values.version, port);
}

/** @param {string} version @param {number} port */
async function serve(version, port) {
  const home = join(workFolder, `home-${releaseOf(version).line}`);
  const server = await startNeo4j({ version, home, boltPort: port, password: passwordOf(home), log: console.log });
  console.log(`Neo4j ${server.version} runs (process ${server.pid}); its data is in ${home}. Connect with:

export NEO4J_URI=${server.uri}
export NEO4J_USER=${server.user}
export NEO4J_PASSWORD=${server.password}

Ctrl-C stops it.`);
  let asked = false;
  const stop = () => {
    asked = true;
    void server.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  await server.ended;
  if (!asked) throw new Error(`Neo4j ended by itself; ${join(home, "logs/neo4j.log")} may say why.`);
  console.log("Neo4j has stopped.");
}

/** The password is made once and kept beside the data that it opens. @param {string} home */
function passwordOf(home) {
  const file = join(home, "password");
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, randomPassword(), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
