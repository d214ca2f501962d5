import { beforeEach, describe, expect, test } from "vitest";
import {
  endTenure,
  recordEntity,
  recordParticipation,
  recordSuccession,
  recordTenure,
  recordTopic,
  review,
} from "../../../../src/graph/changes/verbs/index.js";
import { claimIdOf } from "../../../../src/load/records.js";
import { small, tenureOf } from "../../../load/small.js";
import { Graph, passage } from "./graph.js";

let graph: Graph;
beforeEach(async () => {
  graph = await Graph.of([small]);
});

const loaded = claimIdOf(tenureOf(small));
const tenure = { official: "official/binh", position: "position/bi-thu", evidence: [passage(100)] };

describe("a tenure", () => {
  test("is proposed, and a repeated recording changes nothing", async () => {
    const { id } = await graph.do(recordTenure, tenure);
    expect(await graph.do(recordTenure, tenure)).toEqual({ id, created: false, changed: false });
    expect((await graph.read(id)).properties).toMatchObject({
      status: "PROPOSED",
      visible: false,
      recordedBy: "Lan",
      recordedAt: "2026-03-01T08:00:00.000Z",
      ordinal: 1,
    });
    expect(graph.changes).toHaveLength(1);
    expect(graph.changes[0]?.after[0]).not.toHaveProperty("properties.visible");
  });

  test("that is there gains the evidence and keeps who recorded it", async () => {
    const more = { ...tenure, official: "official/an", from: "2020", evidence: [passage(300)] };
    expect(await graph.do(recordTenure, more)).toEqual({ id: loaded, created: false, changed: true });
    const { properties, links } = await graph.read(loaded);
    expect(properties).toMatchObject({ from: "2020", recordedBy: "test", status: "CONFIRMED" });
    expect(links.filter(({ type }) => type === "EVIDENCED_BY")).toHaveLength(2);
    expect(await graph.refusal(recordTenure, { ...more, from: "2021" })).toContain("CONFLICT from:");
    expect(await graph.refusal(recordTenure, { ...more, status: "PROPOSED" })).toContain("CONFLICT status:");
  });

  test("without evidence needs a curator and a reason, which are kept on the claim", async () => {
    const { evidence: _, ...bare } = tenure;
    expect(await graph.refusal(recordTenure, bare)).toContain("BAD_USER_INPUT evidence:");
    expect(await graph.refusal(recordTenure, { ...bare, assertedBy: "CURATOR" })).toContain("BAD_USER_INPUT reason:");
    const { id } = await graph.do(recordTenure, { ...bare, assertedBy: "CURATOR" }, { reason: "Seen in the hall." });
    expect((await graph.read(id)).properties).toMatchObject({ assertedBy: "CURATOR", reason: "Seen in the hall." });
    expect(graph.changes[0]?.reason).toBe("Seen in the hall.");
    const again = await graph.do(recordTenure, { ...bare, assertedBy: "CURATOR" }, { reason: "Heard of." });
    expect(again, "who held it first, and why, stands").toEqual({ id, created: false, changed: false });
  });

  test("ends when a source says so, more exactly if it can, and no other time", async () => {
    const end = (to: string) => ({ tenure: loaded, to, evidence: [passage(200)] });
    expect(await graph.do(endTenure, end("2024"))).toMatchObject({ changed: true });
    expect(await graph.do(endTenure, end("2024-07"))).toMatchObject({ changed: true });
    expect(await graph.do(endTenure, end("2024"))).toMatchObject({ changed: false });
    expect((await graph.read(loaded)).properties["to"]).toBe("2024-07");
    expect(await graph.refusal(endTenure, end("2023"))).toContain("CONFLICT to:");
    expect(await graph.refusal(endTenure, { tenure: loaded, to: "2024-07-01" })).toContain("BAD_USER_INPUT evidence:");
    expect(await graph.refusal(endTenure, { ...end("2024"), tenure: "official/an" })).toContain(
      "BAD_USER_INPUT tenure:",
    );
  });

  test.each([
    ["an unknown official", { official: "official/x" }, "NOT_FOUND official: official/x does not exist"],
    ["an organization as official", { official: "organization/tinh-uy" }, "BAD_USER_INPUT official:"],
    ["a text that is no id", { official: "An" }, "BAD_USER_INPUT official:"],
    ["a blank position", { position: "" }, "BAD_USER_INPUT position:"],
    ["an end before the beginning", { from: "2020", to: "2019" }, "BAD_USER_INPUT to: to 2019 is before from 2020."],
    [
      "an attestation outside",
      { from: "2020", attestedOn: ["2019"] },
      "BAD_USER_INPUT -: The tenure is attested on 2019",
    ],
    ["ordinal 0", { ordinal: 0 }, "BAD_USER_INPUT ordinal:"],
    ["a rejection", { status: "REJECTED" }, "BAD_USER_INPUT status:"],
    ["an unknown rival", { rivalOf: ["tenure/0000000000000000"] }, "NOT_FOUND rivalOf.0:"],
    ["an unknown field", { since: "2020" }, "BAD_USER_INPUT since: A tenure has no since"],
  ])("with %s is refused", async (_, more, refusal) => {
    expect(await graph.refusal(recordTenure, { ...tenure, ...more })).toContain(refusal);
  });

  test("is checked against the text of the source where it is known", async () => {
    const texts = { text: () => "Đồng chí Bình, Bí thư 𝒜." };
    const at = (start: number, end: number, asWritten: string) => ({
      ...tenure,
      evidence: [{ source: "source/one", start, end, asWritten }],
    });
    const refused = (input: typeof tenure) => graph.refusal(recordTenure, input, { texts });
    expect(await refused(at(0, 25, "Bình"))).toContain("BAD_USER_INPUT evidence.0.end: end 25 is past the end");
    expect(await refused(at(0, 9, "Bình"))).toContain("BAD_USER_INPUT evidence.0.asWritten:");
    expect(await graph.do(recordTenure, at(0, 24, "thư 𝒜"), { texts })).toMatchObject({ created: true });
  });

  test("names its rivals, stored once", async () => {
    const { id } = await graph.do(recordTenure, { ...tenure, rivalOf: [loaded] });
    const [least, other] = [id, loaded].sort();
    const rivals = async (of = "") => (await graph.read(of)).links.filter(({ type }) => type === "RIVAL_OF");
    expect(await rivals(least)).toEqual([{ type: "RIVAL_OF", to: other }]);
    expect(await rivals(other)).toEqual([]);
    expect(await graph.do(recordTenure, { ...tenure, rivalOf: [loaded] })).toMatchObject({ changed: false });
  });
});

describe("a participation", () => {
  const participation = {
    official: "official/an",
    event: "event/hoi-nghi",
    role: "SPEAKER",
    inCapacityOf: ["position/bi-thu"],
    evidence: [passage(100)],
  };
  const attestedOn = async () => (await graph.read(loaded)).properties["attestedOn"];

  test("that is confirmed attests the tenure that it names, on the publication if the event has no date", async () => {
    const confirmed = { ...participation, status: "CONFIRMED" };
    const { id } = await graph.do(recordParticipation, confirmed);
    expect((await graph.read(id)).links).toContainEqual({ type: "IN_CAPACITY_OF", to: loaded });
    expect(await attestedOn()).toEqual(["2024-07-09"]);
    expect(graph.changes).toHaveLength(1);
    expect(graph.changes[0]?.subjects.slice().sort()).toEqual([id, loaded].sort());
    expect(await graph.do(recordParticipation, confirmed)).toEqual({ id, created: false, changed: false });
  });

  test("that is proposed attests it once it is confirmed, on the event's date if it has one", async () => {
    await graph.do(recordEntity, {
      type: "Conference",
      id: "event/hoi-nghi",
      name: "Hội nghị",
      kind: "CONFERENCE",
      date: "2024-07-08",
    });
    const { id } = await graph.do(recordParticipation, { ...participation, inCapacityOf: [loaded] });
    expect(await attestedOn()).toEqual([]);
    await graph.do(review, { claims: [id], status: "CONFIRMED" });
    expect(await attestedOn()).toEqual(["2024-07-08"]);
  });

  test("outside the tenure's time is refused", async () => {
    await graph.do(endTenure, { tenure: loaded, to: "2020", evidence: [passage(1)] });
    expect(await graph.refusal(recordParticipation, { ...participation, status: "CONFIRMED" })).toMatch(
      /^CONFLICT inCapacityOf: The tenure is attested on 2024-07-09/,
    );
  });

  test("of several holdings asks which is meant", async () => {
    await graph.do(recordTenure, { ...tenure, official: "official/an", ordinal: 2 });
    expect(await graph.refusal(recordParticipation, participation)).toContain("CONFLICT inCapacityOf.0:");
    expect(await graph.do(recordParticipation, { ...participation, inCapacityOf: [loaded] })).toMatchObject({
      created: true,
    });
  });

  test("of those without a name is described", async () => {
    const { official: _, inCapacityOf: __, ...rest } = participation;
    const described = { ...rest, description: "Đại biểu của 63 tỉnh", count: 63 };
    expect(await graph.do(recordParticipation, described)).toMatchObject({ created: true });
    expect(await graph.do(recordParticipation, described)).toMatchObject({ created: false, changed: false });
  });

  test.each([
    [
      "a capacity that is not recorded",
      { official: "official/binh" },
      "NOT_FOUND inCapacityOf.0: A tenure of position/bi-thu by official/binh does not exist: record the tenure first",
    ],
    ["another's tenure", { official: "official/binh", inCapacityOf: [loaded] }, "BAD_USER_INPUT inCapacityOf.0:"],
    ["an unknown position", { inCapacityOf: ["position/x"] }, "NOT_FOUND inCapacityOf.0:"],
    ["two participants", { organization: "organization/tinh-uy" }, "BAD_USER_INPUT organization:"],
    ["no participant", { official: undefined, inCapacityOf: undefined }, "BAD_USER_INPUT official:"],
    ["a role that is none", { role: "GUEST" }, "BAD_USER_INPUT role: role must be one of CHAIR,"],
    ["a position as event", { event: "position/bi-thu" }, "BAD_USER_INPUT event:"],
  ])("with %s is refused", async (_, more, refusal) => {
    expect(await graph.refusal(recordParticipation, { ...participation, ...more })).toContain(refusal);
  });
});

test("a topic and a succession are found by what they are about", async () => {
  const topic = { event: "event/hoi-nghi", subject: "resolution/nq-1", kind: "IMPLEMENTS", evidence: [passage(1)] };
  expect(await graph.do(recordTopic, topic)).toMatchObject({ created: true });
  expect(await graph.do(recordTopic, { ...topic, years: 5 })).toMatchObject({ created: false, changed: true });
  expect(await graph.refusal(recordTopic, { ...topic, subject: "event/hoi-nghi" })).toContain(
    "BAD_USER_INPUT subject:",
  );
  await graph.do(recordEntity, { type: "Province", id: "province/b", name: "Bình", code: "02", kind: "CITY" });
  const succession = { predecessor: "province/a", successor: "province/b", on: "2025-07-01", evidence: [passage(1)] };
  const { id } = await graph.do(recordSuccession, succession);
  expect((await graph.read("province/b")).properties["lineageId"]).toBe("province/b");
  await graph.do(review, { claims: [id], status: "CONFIRMED" });
  expect((await graph.read("province/b")).properties["lineageId"]).toBe("province/a");
  expect(graph.changes.at(-1)?.after.map((record) => record.id)).toEqual([id]);
  const same = { ...succession, successor: "province/a" };
  expect(await graph.refusal(recordSuccession, same)).toContain("BAD_USER_INPUT successor:");
});
