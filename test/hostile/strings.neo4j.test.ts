import type { Driver } from "neo4j-driver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadBundled } from "../../src/load/bundled.js";
import { openBundled } from "../../src/server/open-engine.js";
import { schema } from "../agreement/compare.js";
import { recordsOf } from "../support/drill/ledger.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { describeNeo4j, openDriver } from "../support/neo4j.js";
import { serveCurators, type WritingServer } from "../support/writing.js";
import { faultOf, inParallel, report } from "./faults.js";
import { mutationPlaces } from "./mutation-places.js";
import { type Ids, type Place, queryPlaces } from "./places.js";
import { post } from "./post.js";
import { turn } from "./seeds.js";
import { hostile } from "./strings.js";
import { idsByHistory, mutate, queryWith } from "./strings-run.js";

const strings = Object.entries(hostile);

describeNeo4j("hostile strings on Neo4j", (connection) => {
  let driver: Driver;
  let servers: readonly [embedded: WritingServer, neo4j: WritingServer];
  let asked: readonly Place[];
  let begun: ReadonlySet<string>;

  beforeAll(async () => {
    const neo4j = await openEmptyNeo4j();
    await loadBundled(neo4j);
    driver = openDriver(connection());
    const embedded = await openBundled();
    servers = [await serveCurators(embedded), await serveCurators(neo4j)];
    const records = await recordsOf(embedded);
    begun = new Set(records.map(({ id }) => id));
    const ids: Ids = Object.fromEntries(records.toReversed().map(({ type, id }) => [type, id]));
    asked = queryPlaces(schema, ids);
  });
  afterAll(async () => {
    for (const each of servers) await each.close();
    await driver.close();
  });

  /** What an injection would add to: the kinds of things in the database, and all its nodes. */
  async function inventory(): Promise<Readonly<Record<string, unknown>>> {
    const one = async (statement: string) => (await driver.executeQuery(statement)).records[0]?.get("found");
    return {
      labels: await one("CALL db.labels() YIELD label WITH label ORDER BY label RETURN collect(label) AS found"),
      // The bundled facts have no rivals yet; some of the sound parts of the inputs are.
      types: await one(
        "CALL db.relationshipTypes() YIELD relationshipType AS t WITH t ORDER BY t WHERE t <> 'RIVAL_OF' RETURN collect(t) AS found",
      ),
      nodes: await one("MATCH (n) RETURN count(n) AS found"),
      relationships: await one("MATCH ()-->() RETURN count(*) AS found"),
    };
  }

  it("in queries find the same rows as in memory, and change nothing", async () => {
    const [before, faults]: [unknown, string[]] = [await inventory(), []];
    await inParallel(4, asked.entries(), async ([i, place]) => {
      // The one place that asks a full-text index gets them all.
      const chosen = place.coordinate === "Query.search(text:)" ? strings : turn(strings, i, 10);
      for (let from = 0; from < chosen.length; from += 10) {
        const request = queryWith(place, chosen.slice(from, from + 10), i % 2 === 0);
        const [one, other] = await Promise.all(servers.map(({ url }) => post(url, request)));
        const fault =
          other &&
          (faultOf(other) ?? (one?.text === other.text ? undefined : `embedded ${one?.text}\nNeo4j ${other.text}`));
        if (fault !== undefined)
          faults.push(`${place.coordinate}: ${fault}\n${JSON.stringify(request).slice(0, 1500)}`);
      }
    });
    report(faults);
    expect(await inventory()).toEqual(before);
  }, 600_000);

  it("in mutations are refused or stored as in memory, and nothing else is written", async () => {
    const { revision } = await servers[1].engine.info();
    const before = await inventory();
    const faults: string[] = [];
    let n = 1_000;
    for (const [at, place] of mutationPlaces(schema).entries()) {
      for (const [name, text] of turn(strings, at, 2, 8)) {
        n++;
        const [one, other] = await Promise.all(servers.map((each) => mutate(each, schema, place, n, text)));
        const fault =
          other?.fault ?? (one?.text === other?.text ? undefined : `embedded ${one?.text}\nNeo4j ${other?.text}`);
        if (fault !== undefined) faults.push(`${place.mutation} ${place.path.join(".")} ${name}: ${fault}`);
      }
    }
    report(faults);
    for (const { engine } of servers) {
      const { told, there } = await idsByHistory(engine, begun, revision);
      expect(there).toEqual(told);
    }
    const after = await inventory();
    expect({ ...after, nodes: 0, relationships: 0 }).toEqual({ ...before, nodes: 0, relationships: 0 });
  }, 600_000);
});
