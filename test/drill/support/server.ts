import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startFlags } from "../../../scripts/start-flags.mjs";
import { projectRoot } from "../../../src/server/project-root.js";

const clients = join(projectRoot(), "test/drill/clients");

/** The real server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly child: ChildProcess;
  readonly errors: () => string;
  /** Bytes after a full garbage collection. */
  readonly memory: () => Promise<NodeJS.MemoryUsage>;
  /** SIGTERM; its exit code. */
  readonly stop: () => Promise<number | null>;
}

export async function startServer(
  program: string,
  env: Readonly<Record<string, string>>,
  { patienceMs = 60_000 } = {},
): Promise<ServerProcess> {
  const flags = [...startFlags, "--expose-gc", "--import", join(clients, "meter.mjs")];
  const child = spawn(process.execPath, [...flags, join(program, "src/main.js")], {
    cwd: projectRoot(),
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", ROLEGRAPH_LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let [output, errors] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const closed = once(child, "close");
  const until = performance.now() + patienceMs;
  while (!output.includes("Settings:")) {
    if (child.exitCode !== null) {
      await closed;
      throw new Error(`no start (${child.exitCode}): ${errors}`);
    }
    if (performance.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`no start within ${patienceMs} ms: ${errors}`);
    }
    await setTimeout(10);
  }
  const memory = async () => {
    const answer = once(child, "message");
    child.send("measure");
    return (await answer)[0] as NodeJS.MemoryUsage;
  };
  const stop = async () => {
    child.kill("SIGTERM");
    await closed;
    return child.exitCode;
  };
  const url = /http:\/\/[^/]+/.exec(output)?.[0] ?? "";
  return { url, port: Number(new URL(url).port), pid: child.pid ?? 0, child, errors: () => errors, memory, stop };
}

/** Resident bytes of a process that are its own, without files that are mapped into it; undefined where it cannot be told. */
export function residentOf(pid: number): number | undefined {
  try {
    const kilobytes = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
    return undefined;
  }
}

export interface LoadSettings {
  readonly port: number;
  readonly bodies: readonly object[];
  readonly seconds: number;
  readonly deadlineMs: number;
  /** Clients that ask again as soon as they are answered. */
  readonly connections?: number;
  /** Of connections that are opened before counting begins. */
  readonly rampSeconds?: number;
  /** Requests a second, whether they are answered or not. */
  readonly rate?: number;
}

export interface LoadReport {
  readonly sent: number;
  /** Answered with 200 and data within the deadline. */
  readonly good: number;
  /** Those that came while more was asked. */
  readonly goodInTime: number;
  /** 503. */
  readonly refused: number;
  readonly withoutRetryAfter: number;
  readonly late: number;
  /** 200 with errors. */
  readonly failed: number;
  /** The connection ended without an answer. */
  readonly lost: number;
  /** Would have needed more connections than the client can open. */
  readonly unsent: number;
  readonly others: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly ownLagMs: number;
}

export const startLoad = (settings: LoadSettings) => run("load.mjs", JSON.stringify(settings)).report<LoadReport>();

export interface ProbeReport {
  readonly answered: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly ownLagMs: number;
}

/** Asks /health in a process of its own, until it is told to stop. */
export function startProbe(port: number): { readonly stop: () => Promise<ProbeReport> } {
  const { child, report } = run("probe.mjs", String(port));
  const ended = report<ProbeReport>();
  return {
    stop: () => {
      child.stdin?.write("stop");
      return ended;
    },
  };
}

function run(file: string, argument: string) {
  const child = spawn(process.execPath, [join(clients, file), argument], { stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  const report = async <T>(): Promise<T> => {
    await once(child, "close");
    if (child.exitCode !== 0) throw new Error(`${file} ended with code ${child.exitCode}`);
    return JSON.parse(text);
  };
  return { child, report };
}
