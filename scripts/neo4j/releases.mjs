import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** This machine lacks something that a real Neo4j needs (Java, Maven, the jars). The message says what to do. */
export class Neo4jUnavailable extends Error {
  name = "Neo4jUnavailable";
}

/**
 * @typedef {object} Release
 * @property {string} line release line, e.g. "5.26": one POM and one data folder each
 * @property {string} version e.g. "5.26.30"
 * @property {string} pom path of the POM that lists the jars
 * @property {{ min: number, tested: number, compiler: boolean }} java the Java it needs; `tested`: the newest it supports
 * @property {readonly string[]} main what to run: a class, or a Java source file (which needs a compiler)
 * @property {Readonly<Record<string, string>>} settings settings that only this line knows (an unknown one stops the start)
 */

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * How each line starts. Without the quiet period of 0, Bolt waits 10 s before it lets the process end.
 * @type {readonly Omit<Release, "version" | "pom">[]}
 */
const lines = [
  {
    line: "5.26",
    java: { min: 17, tested: 21, compiler: false },
    main: ["org.neo4j.server.CommunityEntryPoint"],
    settings: { "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0" },
  },
  {
    line: "2026.09",
    java: { min: 21, tested: 25, compiler: true },
    main: [`${here}Start.java`],
    settings: {
      "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
      // Both are on by default: one broadcasts to the local network, the other offers monitoring by a cloud service.
      "server.fleet_discovery.enabled": "false",
      "dbms.fleet_manager.enabled": "false",
    },
  },
];

/**
 * @param {string} asked a line ("5.26") or one version of it ("5.26.30")
 * @returns {Release}
 */
export function releaseOf(asked) {
  const line = asked.split(".").slice(0, 2).join(".");
  const known = lines.find((candidate) => candidate.line === line);
  if (known === undefined || !/^\d+\.\d+(\.\d+)?$/.test(asked)) {
    throw new Neo4jUnavailable(`Neo4j ${asked} is unknown here. Known: ${knownVersions().join(", ")}.`);
  }
  const pom = pomOf(line);
  return { ...known, version: asked === line ? pinnedVersion(pom) : asked, pom };
}

const pomOf = (/** @type {string} */ line) => `${here}pom-${line}.xml`;

const knownVersions = () => lines.map(({ line }) => pinnedVersion(pomOf(line)));

/** The POM alone says which version a line means. @param {string} pom */
function pinnedVersion(pom) {
  const version = /<neo4j\.version>([^<]+)</.exec(readFileSync(pom, "utf8"))?.[1];
  if (version === undefined) throw new Error(`${pom} has no neo4j.version.`);
  return version;
}
