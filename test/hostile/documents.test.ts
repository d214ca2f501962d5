import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBundled } from "../../src/server/open-engine.js";
import { schema } from "../agreement/compare.js";
import { recordsOf } from "../support/drill/ledger.js";
import { serveCurators, type WritingServer } from "../support/writing.js";
import { Requests } from "./corpus.js";
import { bodyOf, codesOf, faultOf, inParallel, report } from "./faults.js";
import { control, post } from "./post.js";
import { documents, seeds } from "./seeds.js";

describe.each(seeds)("random and mutated documents of seed %i", (seed) => {
  let server: WritingServer;
  let requests: readonly object[];
  beforeAll(async () => {
    const engine = await openBundled();
    requests = [...new Requests(schema, await recordsOf(engine), seed).take(documents)];
    server = await serveCurators(engine);
  }, 120_000);
  afterAll(() => server.close());

  it("are answered with JSON, a code of the list and nothing of the inside", async () => {
    const counts = new Map<string, number>();
    const faults: string[] = [];
    await inParallel(8, requests.entries(), async ([i, request]) => {
      // Every third asks as nobody, the others may write.
      const answer = await post(server.url, request, i % 3 === 0 ? undefined : server.tokens.curator);
      const fault = faultOf(answer);
      if (fault !== undefined) faults.push(`${fault}\n${JSON.stringify(request).slice(0, 3000)}`);
      const found = codesOf(answer.text);
      const userErrors = /"userErrors":\[\{/.test(answer.text);
      for (const code of found.length > 0 ? new Set(found) : [userErrors ? "user error" : "answered"]) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      if (i % 20 === 0) expect(bodyOf((await control(server.url)).text)?.data, JSON.stringify(request)).toBeDefined();
    });
    console.log(`seed ${seed}: ${requests.length} documents: ${JSON.stringify(Object.fromEntries(counts))}`);
    report(faults);
    expect((await control(server.url)).status).toBe(200);
    // The draw must reach every stage, or it shows nothing.
    for (const code of ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "QUERY_TOO_COMPLEX"]) {
      expect(counts.get(code) ?? 0, code).toBeGreaterThan(0);
    }
    for (const outcome of ["answered", "user error", "UNAUTHENTICATED"]) {
      expect(counts.get(outcome) ?? 0, outcome).toBeGreaterThan(0);
    }
  }, 300_000);
});
