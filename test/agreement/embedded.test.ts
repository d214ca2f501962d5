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
    engines: async (records) => {
      const engine = await EmbeddedEngine.open({ path: undefined });
      await engine.apply({ puts: records });
      return [engine];
    },
  });
  console.log(summary(seed, report));
  if (queries >= COVERING) expect(report.coverage.missingFields).toEqual([]);
}, 300_000);
