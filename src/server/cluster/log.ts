import { hostname } from "node:os";
import type { LogLevel } from "../config.js";

/** As the workers' logger numbers them. */
const levels: Readonly<Record<LogLevel, number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: Number.POSITIVE_INFINITY,
};

type Write = (message: string, fields: Readonly<Record<string, unknown>>) => void;

/** Lines of the form of the workers' own; their logger would bring half a server into the primary. */
export function openLog(least: LogLevel): { readonly info: Write; readonly warn: Write } {
  const writing =
    (level: LogLevel): Write =>
    (msg, fields) => {
      if (levels[level] < levels[least]) return;
      const line = { level: levels[level], time: Date.now(), pid: process.pid, hostname: hostname(), ...fields, msg };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    };
  return { info: writing("info"), warn: writing("warn") };
}
