// Runs one server process and ends it when whoever asked for it is gone, however that came about: a `kill -9` of the
// test run closes the channel to this process too. Arguments: a folder to remove afterwards or "", then the command.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const stopLimitMs = 20_000;
const [folder = "", command = "", ...args] = process.argv.slice(2);

const server = spawn(command, args, { stdio: "inherit" });
let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  server.kill("SIGTERM");
  setTimeout(() => server.kill("SIGKILL"), stopLimitMs).unref();
}

/** @param {number} code */
function leave(code) {
  if (folder !== "") rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
process.on("disconnect", stop);
process.on("message", stop);
server.on("error", () => leave(1));
server.on("exit", (code) => leave(stopping ? 0 : (code ?? 1)));
process.send?.({ pid: server.pid });
