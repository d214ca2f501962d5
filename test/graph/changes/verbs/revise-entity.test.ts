import { beforeEach, describe, expect, test } from "vitest";
import { recordEntity, reviseEntity } from "../../../../src/graph/changes/verbs/index.js";
import { claimIdOf } from "../../../../src/load/records.js";
import { small, tenureOf } from "../../../load/small.js";
import { Graph, passage } from "./graph.js";

let graph: Graph;
beforeEach(async () => {
  graph = await Graph.of([small]);
});

const event = "event/hoi-nghi";
const revision = { id: event, version: 1, set: { date: "2024-07-08" }, mentions: [passage(60)] };

describe("a revision", () => {
  test("sets and unsets fields, with the mention that supports them, and derives what follows", async () => {
    expect(await graph.do(reviseEntity, { ...revision, unset: ["province"] })).toEqual({
      id: event,
      created: false,
      changed: true,
    });
    const { properties, links } = await graph.read(event);
    expect(properties).toMatchObject({ date: "2024-07-08", dateMin: "2024-07-08" });
    expect(properties).not.toHaveProperty("provinceId");
    expect(links.at(-1)).toMatchObject({ type: "MENTIONED_IN", passage: { start: 60, supports: ["date"] } });
    expect(graph.changes).toMatchObject([{ subjects: [event], before: [{ id: event }], after: [{ id: event }] }]);
    const claim = small.claims.find(({ type }) => type === "Participation");
    if (claim?.type !== "Participation") throw new Error("There is no participation.");
    expect((await graph.read(claimIdOf(claim))).properties["dateMin"]).toBe("2024-07-08");
  });

  test("of what has changed since it was read is refused, unless it says what is there", async () => {
    await graph.do(reviseEntity, revision);
    expect(await graph.do(reviseEntity, revision)).toMatchObject({ changed: false });
    expect(await graph.refusal(reviseEntity, { ...revision, set: { date: "2024-07-09" } })).toBe(
      "CONFLICT version: event/hoi-nghi has changed since: you have read version 1, and it is version 2 now. Read it again.",
    );
  });

  test("may not make an official of another's name, unless it is distinct", async () => {
    const renamed = { id: "official/binh", version: 1, set: { name: "Nguyễn Văn Ân" }, mentions: [passage(1)] };
    expect(await graph.refusal(reviseEntity, renamed)).toContain("CONFLICT set.name:");
    expect(await graph.do(reviseEntity, { ...renamed, distinct: true })).toMatchObject({ changed: true });
  });

  test("may not make a position of what another is, nor an organization a part of itself", async () => {
    const position = { type: "Position", title: "Phó Bí thư", organization: "organization/tinh-uy" } as const;
    const { id } = await graph.do(recordEntity, position);
    const titled = { id, version: 1, set: { title: "bí thư" } };
    expect(await graph.refusal(reviseEntity, titled, { reason: "Typo." })).toContain(
      "CONFLICT set: Another one is this",
    );
    const ban = { type: "Organization", name: "Ban", kind: "PARTY", partOf: "organization/tinh-uy" } as const;
    await graph.do(recordEntity, ban);
    const cycle = { id: "organization/tinh-uy", version: 1, set: { partOf: "organization/ban" } };
    expect(await graph.refusal(reviseEntity, cycle, { reason: "Test." })).toContain("CONFLICT set.partOf:");
  });

  test("may not turn dates round: the one that it sets, or leaves without the other, is named", async () => {
    const dated = { ...revision, set: { date: "2024-07-08", endDate: "2024-07-09" } };
    await graph.do(reviseEntity, dated);
    const refused = (more: object) => graph.refusal(reviseEntity, { ...revision, version: 2, ...more });
    expect(await refused({ set: { date: "2024-07-10" } })).toBe(
      "BAD_USER_INPUT set.date: endDate 2024-07-09 is before date 2024-07-10.",
    );
    expect(await refused({ set: { endDate: "2023" } })).toContain("BAD_USER_INPUT set.endDate:");
    expect(await refused({ set: {}, unset: ["note", "date"] })).toContain("BAD_USER_INPUT unset.1: An endDate needs");
  });

  test("that makes a tenure impossible is refused", async () => {
    await graph.do(reviseEntity, { id: "official/an", version: 1, set: { birth: "1960" }, mentions: [passage(1)] });
    const tenure = claimIdOf(tenureOf(small));
    expect((await graph.read(tenure)).properties["possibleFrom"]).toBe("1960-01-01");
    const province = { id: "province/a", version: 1, set: { validTo: "1950" } };
    expect(await graph.refusal(reviseEntity, province, { reason: "Test." })).toContain(`CONFLICT -: ${tenure}: No day`);
  });

  test.each([
    ["of nothing known", { id: "event/x" }, "NOT_FOUND id:"],
    ["of a claim", { id: claimIdOf(tenureOf(small)) }, "BAD_USER_INPUT id:"],
    ["without mention or reason", { mentions: [] }, "BAD_USER_INPUT mentions:"],
    ["of an unknown field", { set: { colour: "red" } }, "BAD_USER_INPUT set.colour: An event has no colour"],
    ["that unsets what is needed", { unset: ["name"] }, "BAD_USER_INPUT unset.0: An event needs name."],
    [
      "to an end without a beginning",
      { set: { endDate: "2024" } },
      "BAD_USER_INPUT set.endDate: An endDate needs a date.",
    ],
    ["that sets and unsets", { unset: ["date"] }, "BAD_USER_INPUT unset.0:"],
    ["to an unknown province", { set: { province: "province/x" } }, "NOT_FOUND set.province:"],
    ["to a date that is none", { set: { date: "8-7-2024" } }, "BAD_USER_INPUT set.date:"],
    ["to itself", { set: { partOf: event } }, "CONFLICT set.partOf:"],
  ])("%s is refused", async (_, more, refusal) => {
    expect(await graph.refusal(reviseEntity, { ...revision, ...more })).toContain(refusal);
  });
});
