import { beforeEach, describe, expect, test } from "vitest";
import { claimId } from "../../../src/domain/identity.js";
import { planChanges } from "../../../src/graph/changes/change-set.js";
import { stated } from "../../../src/graph/changes/stated.js";
import type { Edits } from "../../../src/graph/changes/work.js";
import type { Engine } from "../../../src/graph/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { claimIdOf } from "../../../src/load/records.js";
import { openGraph } from "../../load/open.js";
import { about, recordsOf, small, tenureOf } from "../../load/small.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openGraph();
  await engine.apply((await planChanges(engine, recordsOf(small))).changes);
});

const read = async (id: string): Promise<NodeRecord> => {
  const [record] = await engine.read([id]);
  if (record === undefined) throw new Error(`${id} is not stored.`);
  return record;
};
const plan = (edits: Edits) => planChanges(engine, [], edits);
const tenure = claimIdOf(tenureOf(small));

describe("a replaced record", () => {
  test("stands as it is given, and what depends on it is derived anew", async () => {
    const official = stated(await read("official/an"));
    const { birth: _, ...properties } = official.properties;
    const { changes, counts } = await plan({
      replaces: [{ ...official, properties: { ...properties, name: "Ân", death: "2020" }, links: [] }],
    });
    expect(counts).toEqual({ created: 0, updated: 1, unchanged: 0, rederived: 1 });
    expect(changes.puts).toMatchObject([
      { id: "official/an", properties: { name: "Ân", nameLow: "ân", death: "2020" }, links: [] },
      { id: tenure, properties: { possibleTo: "2020-12-31" } },
    ]);
    expect(await plan({ replaces: [official] })).toMatchObject({ changes: { puts: [] } });
  });

  test("is checked as a statement is", async () => {
    const position = await read("position/bi-thu");
    const { refusals } = await plan({ replaces: [{ ...position, links: [{ type: "IN", to: "organization/x" }] }] });
    expect(refusals).toMatchObject([{ index: 0, link: 0, reason: expect.stringContaining("does not exist") }]);
  });
});

describe("a removed node", () => {
  test("goes with the links to it, in one change set", async () => {
    const chair = claimIdOf({
      type: "Participation",
      official: "official/an",
      event: "event/hoi-nghi",
      role: "CHAIR",
      evidence: [],
    });
    expect((await plan({ removes: [tenure] })).refusals).toEqual([
      { index: 0, reason: `${tenure} cannot be removed: ${chair} refers to it` },
    ]);
    const held = await read(chair);
    const replaces = [{ ...held, links: held.links.filter(({ type }) => type !== "IN_CAPACITY_OF") }];
    const { changes, refusals } = await plan({ replaces, removes: [tenure, "tenure/0000000000000000"] });
    expect(refusals).toEqual([]);
    expect(changes.removes).toEqual([tenure]);
    expect(changes.puts.map(({ id }) => id)).toEqual([chair]);
  });

  test("may not be what a statement refers to, nor be stated itself", async () => {
    const removes = ["official/binh"];
    const claim = { ...(await read(tenure)), links: [{ type: "OF_OFFICIAL", to: "official/binh" } as const] };
    const { refusals } = await plan({ replaces: [claim], removes });
    expect(refusals[0]?.reason).toContain("official/binh does not exist");
    const official = await read("official/binh");
    await expect(plan({ replaces: [official], removes })).rejects.toThrow("says twice");
  });

  test("ends the lineage that a succession made", async () => {
    const more = {
      ...about("b", { type: "Province", id: "province/b", name: "B", code: "02", kind: "PROVINCE" }),
      claims: [
        {
          type: "Succession" as const,
          predecessor: "province/a",
          successor: "province/b",
          evidence: [{ start: 0, end: 1 }],
        },
      ],
    };
    await engine.apply((await planChanges(engine, recordsOf(more))).changes);
    expect((await read("province/b")).properties["lineageId"]).toBe("province/a");
    const { changes } = await plan({ removes: [claimId("succession", ["province/a", "province/b"])] });
    expect(changes.puts).toMatchObject([{ id: "province/b", properties: { lineageId: "province/b" } }]);
  });
});
