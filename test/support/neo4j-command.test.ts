import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";

const script = (path: string) => fileURLToPath(new URL(`../../scripts/${path}`, import.meta.url));

const command = (...args: readonly string[]) => {
  const { status, stderr } = spawnSync(process.execPath, [script("neo4j.mjs"), ...args], { encoding: "utf8" });
  return { status, stderr };
};

describe("npm run neo4j", () => {
  it("names the versions that it knows", () => {
    const { status, stderr } = command("--version", "4.4");
    expect(stderr).toMatch(/^Neo4j 4\.4 is unknown here\. Known: 5\.26\.\d+, 2026\.09\.\d+\.\n$/);
    expect(status).toBe(1);
  });

  it("refuses a port that is no port, and an option that it does not know", () => {
    expect(command("--port", "seven")).toEqual({ status: 1, stderr: "--port must be a number from 1 to 65535.\n" });
    const unknown = command("--bogus");
    expect(unknown.stderr).toContain("Unknown option '--bogus'");
    expect(unknown.status).toBe(1);
  });

  it("says so where a port is taken, before it downloads or starts anything", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => taken.once("listening", done));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { status, stderr } = command("--port", String(port));
    taken.close();
    expect(stderr).toBe(`Port ${port} of 127.0.0.1 is in use or not allowed; choose another.\n`);
    expect(status).toBe(1);
  });
});

describe("a server whose starter was killed", () => {
  it("ends, and its temporary folder goes with it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rolegraph-guard-"));
    const server = ["-e", "setInterval(() => {}, 1000)"];
    const starter = `
      const { fork } = require("node:child_process");
      const args = ${JSON.stringify([folder, process.execPath, ...server])};
      const guard = fork(${JSON.stringify(script("neo4j/guard.mjs"))}, args, { detached: true, execArgv: [], silent: true });
      guard.once("message", ({ pid }) => console.log(pid));`;
    const parent = spawn(process.execPath, ["-e", starter], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((done) => parent.stdout.once("data", (text: Buffer) => done(Number(text))));
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect([isRunning(pid), existsSync(folder)]).toEqual([false, false]), { timeout: 10_000 });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
