import { expect, it } from "vitest";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import { COVERING, runAgreement, summary } from "./run.js";

const seed = Number(process.env["AGREEMENT_SEED"] ?? 1);
const queries = Number(process.env["AGREEMENT_QUERIES"] ?? 300);

it("answers random queries as the naive oracle does, directly and through graphql-js", async () => {
  const report = await runAgreement({
    seed,
    queries,
    graphs: 12,
    parallel: 1,
    // Random graphs are small: without the second, no list of a hub would be kept.
    engines: async (records) => {
      const engines = [{}, { hubFrom: 1 }].map((more) => EmbeddedEngine.open({ path: undefined, ...more }));
      return Promise.all(
        engines.map(async (opening) => {
          const engine = await opening;
          await engine.apply({ puts: records });
          return engine;
        }),
      );
    },
  });
  console.log(summary(seed, report));
  if (queries >= COVERING) expect(report.coverage.missingFields).toEqual([]);
}, 300_000);
