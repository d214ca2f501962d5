import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Neo4jUnavailable } from "./releases.mjs";

/** @typedef {{ home: string, version: number, compiler: boolean }} Java */

const exe = process.platform === "win32" ? ".exe" : "";

/**
 * The home of a Java that can run the release: one of a supported version if there is one, else a newer one.
 * @param {import("./releases.mjs").Release} release
 * @returns {Java}
 */
export function findJava(release) {
  const { min, tested, compiler } = release.java;
  /** @type {Java | undefined} */
  let newer;
  for (const command of candidates()) {
    const java = describeJava(command);
    if (java === undefined || java.version < min || (compiler && !java.compiler)) continue;
    if (java.version <= tested) return java;
    newer ??= java;
  }
  if (newer !== undefined) return newer;
  const kind = compiler ? "JDK" : "Java runtime (JRE or JDK)";
  const example = compiler ? `openjdk-${min}-jdk-headless` : `openjdk-${min}-jre-headless`;
  throw new Neo4jUnavailable(
    `Neo4j ${release.version} needs a ${kind} of version ${min} or later, and none was found in JAVA_HOME, PATH or ` +
      `the usual folders. Install one, for example: apt-get install ${example}`,
  );
}

/** Commands to try, in order; lazily, because each costs a process. */
function* candidates() {
  const javaHome = process.env["JAVA_HOME"];
  if (javaHome) yield join(javaHome, "bin", `java${exe}`);
  yield "java";
  const roots = [
    ["/usr/lib/jvm", "bin"],
    ["/Library/Java/JavaVirtualMachines", "Contents/Home/bin"],
    ["/opt/homebrew/opt", "bin"],
    [join(homedir(), ".sdkman/candidates/java"), "bin"],
  ];
  for (const [root = "", bin = ""] of roots) {
    if (!existsSync(root)) continue;
    for (const name of readdirSync(root).sort()) {
      const command = join(root, name, bin, "java");
      if (existsSync(command)) yield command;
    }
  }
}

/**
 * @param {string} command
 * @returns {Java | undefined}
 */
function describeJava(command) {
  const run = spawnSync(command, ["-XshowSettings:properties", "-version"], { encoding: "utf8", timeout: 20_000 });
  if (run.status !== 0) return undefined;
  const text = run.stdout + run.stderr;
  const home = /^\s*java\.home = (.+)$/m.exec(text)?.[1]?.trim();
  const version = Number(/^\s*java\.specification\.version = (\d+)\s*$/m.exec(text)?.[1]);
  if (home === undefined || Number.isNaN(version)) return undefined;
  return { home, version, compiler: existsSync(join(home, "bin", `javac${exe}`)) };
}

/** @param {Java} java */
export const javaCommand = (java) => join(java.home, "bin", `java${exe}`);
