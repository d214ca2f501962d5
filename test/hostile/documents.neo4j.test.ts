import { expect, it } from "vitest";
import { loadBundled } from "../../src/load/bundled.js";
import { openBundled } from "../../src/server/open-engine.js";
import { schema } from "../agreement/compare.js";
import { recordsOf } from "../support/drill/ledger.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j } from "../support/neo4j.js";
import { serveCurators } from "../support/writing.js";
import { Requests } from "./corpus.js";
import { codesOf, faultOf, report } from "./faults.js";
import { control, post } from "./post.js";
import { onNeo4j, seeds } from "./seeds.js";

describeNeo4j("random and mutated documents", () => {
  it.each(seeds)(
    "of seed %i are answered on Neo4j with the codes of the embedded engine",
    async (seed) => {
      const neo4j = await openEmptyNeo4j();
      await loadBundled(neo4j);
      const embedded = await openBundled();
      const requests = [...new Requests(schema, await recordsOf(embedded), seed).take(onNeo4j)];
      const servers = [await serveCurators(embedded), await serveCurators(neo4j)] as const;
      const faults: string[] = [];
      try {
        // One after the other: what one writes, the next may read.
        for (const request of requests) {
          const [one, other] = await Promise.all(servers.map((each) => post(each.url, request, each.tokens.curator)));
          if (one === undefined || other === undefined) throw new Error("two servers answer");
          const fault =
            faultOf(other) ?? differenceOf([one.status, codesOf(one.text)], [other.status, codesOf(other.text)]);
          if (fault !== undefined) faults.push(`${fault}\n${JSON.stringify(request).slice(0, 900)}`);
        }
        report(faults);
        for (const { url } of servers) expect((await control(url)).status).toBe(200);
        const [one, other] = await Promise.all([embedded.info(), neo4j.info()]);
        expect(other.revision).toBe(one.revision);
        expect(other.counts).toEqual(one.counts);
      } finally {
        for (const each of servers) await each.close();
      }
    },
    600_000,
  );
});

function differenceOf(one: unknown, other: unknown): string | undefined {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a === b ? undefined : `embedded ${a}, Neo4j ${b}`;
}
