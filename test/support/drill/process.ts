import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import { projectRoot } from "../../../src/server/project-root.js";
import type { Ledger } from "./ledger.js";
import { type DrillRequest, requestsOf } from "./requests.js";

/** What a writer opens: the class `name` of `module`, as a path in src. */
export interface EngineOptions {
  readonly module: string;
  readonly name: string;
  readonly open: Readonly<Record<string, unknown>>;
}

export interface Victim {
  readonly child: ChildProcess;
  /** Resolves when its output has this text, or with false when it has ended without. */
  readonly says: (text: string) => Promise<boolean>;
  readonly output: () => string;
  readonly errors: () => string;
  /** Ends it without a warning; throws if it had ended by itself. */
  readonly kill: () => Promise<void>;
}

export function victim(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Victim {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: projectRoot(),
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const closed = once(child, "close");
  const says = async (text: string) => {
    while (!output.includes(text) && child.exitCode === null) await setTimeout(2);
    return output.includes(text);
  };
  const kill = async () => {
    child.kill("SIGKILL");
    await closed;
    if (child.signalCode !== "SIGKILL") throw new Error(`It ended by itself: ${errors}${output.slice(-2000)}`);
  };
  return { child, says, output: () => output, errors: () => errors, kill };
}

/** Those of earlier rounds that had no answer, and then new ones. */
export const tasksOf = (ledger: Ledger, round: number, writers: number): readonly (readonly DrillRequest[])[] =>
  Array.from({ length: writers }, (_, writer) => [...ledger.openOf(writer), ...requestsOf(round, writer, 600)]);

/** When a writer is killed: so many milliseconds after so many acknowledgements. Progress, as machines differ. */
export interface Moment {
  readonly acknowledgements: number;
  readonly wait: number;
}

interface Target {
  readonly engine: EngineOptions;
  /** For the file that tells the writer what to do. */
  readonly folder: string;
}

export interface WritingVictim extends Victim {
  /** What it sent and what was acknowledged, once it is dead. */
  readonly enter: (ledger: Ledger) => void;
}

export const doneOf = (writing: Victim): number => writing.output().match(/^done /gm)?.length ?? 0;

/** One process with a writer for each list of requests. */
export function startWriter(
  built: string,
  { engine, folder }: Target,
  tasks: readonly (readonly DrillRequest[])[],
): WritingVictim {
  const file = join(folder, "task.json");
  writeFileSync(file, JSON.stringify({ engine, writers: tasks }));
  const writing = victim(join(projectRoot(), "test/support/drill/writer.mjs"), [built, file]);
  const asked = new Map(tasks.flatMap((task, writer) => task.map((request) => [request.key, { writer, request }])));
  const enter = (ledger: Ledger) => {
    // A line that the kill cut off was never read by anyone.
    for (const line of writing.output().split("\n").slice(0, -1)) {
      if (line.startsWith("refused ")) throw new Error(line);
      const sent = asked.get(line.replace(/^send /, ""));
      if (sent !== undefined) ledger.send(sent.writer, sent.request);
      const [, seq, key = ""] = /^done (\d+) (.+)$/.exec(line) ?? [];
      if (seq !== undefined) ledger.acknowledge(key, Number(seq));
    }
  };
  return { ...writing, enter };
}

/** One process with so many writers at once, killed at that moment, and entered into the ledger. */
export async function killWriter(
  built: string,
  target: Target,
  ledger: Ledger,
  { round, writers, acknowledgements, wait }: Moment & { readonly round: number; readonly writers: number },
): Promise<void> {
  const writing = startWriter(built, target, tasksOf(ledger, round, writers));
  const failed = () => writing.child.exitCode !== null || /^(lost|refused) /m.test(writing.output());
  while (doneOf(writing) < acknowledgements && !failed()) await setTimeout(1);
  await setTimeout(wait);
  await writing.kill();
  expect(writing.output(), "as the graph was there").not.toMatch(/^lost /m);
  writing.enter(ledger);
}
