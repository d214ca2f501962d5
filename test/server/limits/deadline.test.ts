import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { deadlineOf } from "../../../src/server/limits/deadline.js";

test("as many root fields as a query may have listen to its deadline, and nobody is warned of a leak", async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on("warning", warned);
  onTestFinished(() => void process.off("warning", warned));
  const raw = new EventEmitter();
  const signal = deadlineOf({ raw } as unknown as FastifyReply, 10_000);
  for (let field = 0; field < 20; field++) signal.addEventListener("abort", () => undefined);
  await setImmediate();
  raw.emit("close");
  expect(signal.aborted).toBe(true);
  expect(warnings).toEqual([]);
});
