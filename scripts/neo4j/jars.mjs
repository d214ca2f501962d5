import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Neo4jUnavailable } from "./releases.mjs";

/** Where jars and data live: git-ignored, and safe to delete. */
export const workFolder = fileURLToPath(new URL("../../.neo4j/", import.meta.url));

const downloadLimitMs = 10 * 60_000;
// Maven is a .cmd on Windows, which only a shell can start.
const shell = process.platform === "win32";

/** Throws where Maven is missing. */
export function requireMaven() {
  if (spawnSync("mvn", ["--version"], { stdio: "ignore", shell }).status === 0) return;
  throw new Neo4jUnavailable(
    "The jars of Neo4j are downloaded with Maven, and no mvn was found in PATH. Install it, for example: apt-get install maven",
  );
}

/**
 * The folder with the release's jars; downloads them from Maven Central (about 150 MB) if it is not there yet.
 * @param {import("./releases.mjs").Release} release
 * @param {import("./java.mjs").Java} java
 * @param {(line: string) => void} log
 */
export async function ensureJars(release, java, log) {
  const folder = join(workFolder, `lib-${release.version}`);
  if (existsSync(folder)) return folder;
  requireMaven();
  log(`Downloading Neo4j ${release.version} from Maven Central into ${folder} …`);
  mkdirSync(workFolder, { recursive: true });
  // The folder gets its name only when it is complete, so an interrupted download is never taken for a whole one.
  const part = `${folder}.part-${process.pid}`;
  try {
    await copyDependencies(release, java, part);
    moveInto(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

/**
 * @param {import("./releases.mjs").Release} release
 * @param {import("./java.mjs").Java} java
 * @param {string} folder
 * @returns {Promise<void>}
 */
function copyDependencies(release, java, folder) {
  const quiet = ["-q", "--batch-mode", "--strict-checksums", "--update-snapshots", "-Dstyle.color=never"];
  const what = ["-f", release.pom, `-Dneo4j.version=${release.version}`, `-DoutputDirectory=${folder}`];
  const env = { ...process.env, JAVA_HOME: java.home };
  return new Promise((done, fail) => {
    const mvn = spawn("mvn", [...quiet, ...what, "dependency:copy-dependencies"], {
      env,
      shell,
      timeout: downloadLimitMs,
    });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(0, 4000);
    };
    mvn.stdout.on("data", keep);
    mvn.stderr.on("data", keep);
    mvn.on("error", fail);
    mvn.on("close", (code) => {
      if (code === 0) return done();
      const reason = /\[ERROR\] (.+)$/m.exec(output)?.[1] ?? output.trim().split("\n").at(-1) ?? "";
      fail(new Neo4jUnavailable(`Maven could not download Neo4j ${release.version}: ${reason}`));
    });
  });
}

/** @param {string} part @param {string} folder */
function moveInto(part, folder) {
  try {
    renameSync(part, folder);
  } catch (error) {
    // Another process was quicker; its copy is as good as ours.
    if (!existsSync(folder)) throw error;
  }
}
