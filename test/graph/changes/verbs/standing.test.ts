import { beforeEach, describe, expect, test } from "vitest";
import {
  addEvidence,
  recordTenure,
  retract,
  review,
  setRank,
  withdrawEvidence,
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
const propertiesOf = async (id: string) => (await graph.read(id)).properties;

test("a rank is set, and the change says before and after", async () => {
  expect(await graph.do(setRank, { claim: loaded, rank: "PREFERRED" })).toMatchObject({ changed: true });
  expect(await graph.do(setRank, { claim: loaded, rank: "PREFERRED" })).toMatchObject({ changed: false });
  expect(graph.changes).toMatchObject([
    {
      subjects: [loaded],
      before: [{ id: loaded, properties: { rank: "NORMAL" } }],
      after: [{ id: loaded, properties: { rank: "PREFERRED" } }],
    },
  ]);
  expect(await graph.refusal(setRank, { claim: loaded, rank: "BEST" })).toContain("BAD_USER_INPUT rank:");
  expect(await graph.refusal(setRank, { claim: "official/an", rank: "NORMAL" })).toContain("BAD_USER_INPUT claim:");
  expect(await graph.refusal(setRank, { claim: "tenure/00", rank: "NORMAL" })).toContain("NOT_FOUND claim:");
});

describe("a review", () => {
  test("confirms all of the claims or none", async () => {
    const { id } = await graph.do(recordTenure, tenure);
    const { id: second } = await graph.do(recordTenure, { ...tenure, ordinal: 2 });
    const rejecting = { claims: [id, loaded], status: "REJECTED" };
    expect(await graph.refusal(review, rejecting)).toMatch(/^CONFLICT claims.1: .* is CONFIRMED already/);
    expect(await graph.do(review, { claims: [id, second, loaded, id], status: "CONFIRMED" })).toEqual({
      claims: [
        { id, created: false, changed: true },
        { id: second, created: false, changed: true },
        { id: loaded, created: false, changed: false },
      ],
    });
    expect(await propertiesOf(id)).toMatchObject({ status: "CONFIRMED", visible: true });
    expect(graph.changes.at(-1)?.subjects).toHaveLength(2);
  });

  test("that rejected is over, until new evidence comes", async () => {
    const { id } = await graph.do(recordTenure, tenure);
    await graph.do(review, { claims: [id], status: "REJECTED" });
    expect(await graph.refusal(review, { claims: [id], status: "CONFIRMED" })).toContain("CONFLICT claims.0:");
    await graph.do(recordTenure, tenure);
    expect(await propertiesOf(id)).toMatchObject({ status: "REJECTED" });
    await graph.do(recordTenure, { ...tenure, evidence: [passage(500)] });
    expect(await propertiesOf(id)).toMatchObject({ status: "PROPOSED" });
  });

  test("is of 1 to 500 claims", async () => {
    const many = Array.from({ length: 501 }, () => loaded);
    expect(await graph.refusal(review, { claims: [], status: "CONFIRMED" })).toContain("BAD_USER_INPUT claims:");
    expect(await graph.refusal(review, { claims: many, status: "CONFIRMED" })).toContain("BAD_USER_INPUT claims:");
    expect(await graph.refusal(review, { claims: [loaded], status: "PROPOSED" })).toContain("BAD_USER_INPUT status:");
    expect(await graph.refusal(review, { claims: ["tenure/1"], status: "CONFIRMED" })).toContain("NOT_FOUND claims.0:");
  });
});

test("a claim that is retracted is kept, deprecated, with its reason in the history", async () => {
  expect(await graph.refusal(retract, { claim: loaded })).toContain("BAD_USER_INPUT reason:");
  expect(await graph.do(retract, { claim: loaded }, { reason: "Misread." })).toMatchObject({ changed: true });
  expect(await propertiesOf(loaded)).toMatchObject({ rank: "DEPRECATED", visible: false });
  expect(graph.changes).toMatchObject([{ verb: "retract", reason: "Misread." }]);
  expect(await graph.do(retract, { claim: loaded }, { reason: "Misread." })).toMatchObject({ changed: false });
});

describe("evidence", () => {
  const first = { claim: loaded, source: "source/one", start: 0, end: 30 };

  test("is added and withdrawn; the last stays", async () => {
    const more = { claim: loaded, evidence: [passage(40)] };
    expect(await graph.refusal(withdrawEvidence, first)).toContain("CONFLICT claim:");
    expect(await graph.do(addEvidence, more)).toMatchObject({ changed: true });
    expect(await graph.do(addEvidence, more)).toMatchObject({ changed: false });
    expect(await graph.do(withdrawEvidence, first)).toMatchObject({ changed: true });
    expect(await graph.do(withdrawEvidence, first)).toMatchObject({ changed: false });
    expect((await graph.read(loaded)).links.filter(({ type }) => type === "EVIDENCED_BY")).toMatchObject([
      { to: "source/one", passage: { start: 40, end: 50 } },
    ]);
  });

  test("of what a curator asserts may all be withdrawn", async () => {
    const asserted = { official: "official/an", position: "position/bi-thu", assertedBy: "CURATOR" } as const;
    await graph.do(recordTenure, asserted, { reason: "Known." });
    expect(await graph.do(withdrawEvidence, first)).toMatchObject({ changed: true });
  });

  test("that contradicts what is stored of the same passage is refused", async () => {
    const inferred = { claim: loaded, evidence: [{ source: "source/one", start: 0, end: 30, inferred: true }] };
    expect(await graph.refusal(addEvidence, inferred)).toContain("CONFLICT evidence:");
    expect(await graph.refusal(addEvidence, { claim: loaded, evidence: [] })).toContain("BAD_USER_INPUT evidence:");
  });
});
