import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBundled } from "../../src/server/open-engine.js";
import { schema } from "../agreement/compare.js";
import { recordsOf } from "../support/drill/ledger.js";
import { serveCurators, type WritingServer } from "../support/writing.js";
import { faultOf, inParallel, report } from "./faults.js";
import { mutationPlaces } from "./mutation-places.js";
import { type Ids, type Place, queryPlaces, textCoordinates } from "./places.js";
import { post } from "./post.js";
import { turn } from "./seeds.js";
import { hostile } from "./strings.js";
import { idsByHistory, mutate, queryWith } from "./strings-run.js";

const strings = Object.entries(hostile);
const places = mutationPlaces(schema);

let server: WritingServer;
let asked: readonly Place[];
let begun: ReadonlySet<string>;
beforeAll(async () => {
  server = await serveCurators(await openBundled());
  const records = await recordsOf(server.engine);
  begun = new Set(records.map(({ id }) => id));
  const ids: Ids = Object.fromEntries(records.toReversed().map(({ type, id }) => [type, id]));
  asked = queryPlaces(schema, ids);
}, 120_000);
afterAll(() => server.close());

it("every place of the schema that takes text is tried", () => {
  const tried = new Set([...asked, ...places].map(({ coordinate }) => coordinate));
  expect(textCoordinates(schema).filter((each) => !tried.has(each))).toEqual([]);
});

describe("hostile strings", () => {
  it("in queries find what bears them, and change nothing", async () => {
    const { revision } = await server.engine.info();
    const faults: string[] = [];
    let requests = 0;
    await inParallel(4, asked.entries(), async ([i, place]) => {
      for (let from = 0; from < strings.length; from += 10) {
        const request = queryWith(place, strings.slice(from, from + 10), (i + from / 10) % 2 === 0);
        const answer = await post(server.url, request);
        requests++;
        const fault = faultOf(answer);
        if (fault !== undefined)
          faults.push(`${place.coordinate}: ${fault}\n${JSON.stringify(request).slice(0, 1500)}`);
      }
    });
    console.log(`${asked.length} places of queries, ${strings.length} strings, ${requests} requests`);
    report(faults);
    expect((await server.engine.info()).revision).toBe(revision);
  }, 300_000);

  it("in mutations are refused whole or stored as they are", async () => {
    const { revision } = await server.engine.info();
    const faults: string[] = [];
    const outcomes = new Map<string, number>();
    const changed = new Set<string>();
    let n = 1_000;
    for (const [at, place] of places.entries()) {
      for (const [name, text] of turn(strings, at, 14)) {
        const { fault, outcome } = await mutate(server, schema, place, n++, text);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (fault !== undefined) faults.push(`${place.mutation} ${place.path.join(".")} ${name}: ${fault}`);
        // A key of idempotency is remembered and never shown.
        if (outcome === "written" && place.type !== "ID" && place.path[0] !== "idempotencyKey")
          changed.add(`${place.mutation} ${place.path.join(".")} ${name}`);
      }
    }
    console.log(`${places.length} places of mutations: ${JSON.stringify(Object.fromEntries(outcomes))}`);
    report(faults);
    expect([...changed]).toEqual([]);
    const { told, there } = await idsByHistory(server.engine, begun, revision);
    expect(there).toEqual(told);
    expect(outcomes.get("stored")).toBeGreaterThan(100);
    expect(outcomes.get("refused")).toBeGreaterThan(100);
  }, 300_000);
});
