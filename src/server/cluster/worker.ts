import cluster from "node:cluster";
import type { Registry } from "prom-client";
import type { GatherMetrics } from "../metrics.js";
import type { FromPrimary, FromWorker } from "./messages.js";

/** The primary only passes messages on: it answers soon or is gone. */
const patienceMs = 5_000;

export function tellPrimary(message: FromWorker): void {
  cluster.worker?.send(message);
}

/** Asks the primary for the metrics of all workers, and gives it those of this one whenever it wants them. */
export const gatherFromAll: GatherMetrics = (own) => {
  const questions = new Map<number, (text: string) => void>();
  process.on("message", (message: FromPrimary) => {
    if (message.kind === "collect") void collect(own, message.round);
    else questions.get(message.question)?.(message.text);
  });
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      const question = ++asked;
      const late = setTimeout(() => {
        questions.delete(question);
        reject(new Error("The primary process does not answer."));
      }, patienceMs);
      questions.set(question, (text) => {
        clearTimeout(late);
        questions.delete(question);
        resolve(text);
      });
      tellPrimary({ kind: "gather", question });
    });
};

async function collect(own: Registry, round: number): Promise<void> {
  try {
    tellPrimary({ kind: "collected", round, metrics: await own.getMetricsAsJSON() });
  } catch (error) {
    tellPrimary({ kind: "uncollected", round, reason: String(error) });
  }
}
