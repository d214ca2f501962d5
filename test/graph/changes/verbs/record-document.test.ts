import { expect, test } from "vitest";
import { claimId } from "../../../../src/domain/identity.js";
import { recordDocument } from "../../../../src/graph/changes/verbs/index.js";
import type { Document } from "../../../../src/load/document.js";
import { statementsOf } from "../../../../src/load/records.js";
import { about, recorded, small } from "../../../load/small.js";
import { Graph } from "./graph.js";

const statements = (document: Document) => ({ statements: statementsOf(document, recorded) });

test("a document is one change; a second time it changes nothing", async () => {
  const graph = await Graph.of([]);
  expect(await graph.do(recordDocument, statements(small))).toEqual({
    created: 12,
    updated: 0,
    unchanged: 0,
    refusals: [],
  });
  expect(graph.changes).toHaveLength(1);
  expect(graph.changes[0]).toMatchObject({ verb: "recordDocument", before: [] });
  expect(graph.changes[0]?.after).toHaveLength(12);
  expect(await graph.do(recordDocument, statements(small))).toEqual({
    created: 0,
    updated: 0,
    unchanged: 12,
    refusals: [],
  });
  expect(graph.changes).toHaveLength(1);
});

test("with one refusal nothing is written, and each says where", async () => {
  const graph = await Graph.of([small]);
  const wrong = about(
    "x",
    { type: "Official", id: "official/an", name: "An", kind: "HISTORICAL" },
    { type: "Position", id: "position/x", name: "X", title: "X", organization: "organization/x" },
  );
  const { refusals } = await graph.do(recordDocument, statements(wrong));
  expect(refusals.map(({ statement, pointer }) => [statement, pointer])).toEqual([
    [1, "/entities/0/name"],
    [1, "/entities/0/kind"],
    [2, "/entities/1/organization"],
  ]);
  expect(graph.changes).toEqual([]);
});

test("what a document says about an absorbed official is said about the survivor", async () => {
  const [old, survivor] = ["official/xuan", "official/an"];
  const tenureOf = (official: string) => claimId("tenure", [official, "position/bi-thu", "1"]);
  const graph = await Graph.of([small], new Map([[old, survivor]]));
  const document = {
    ...about("x", { type: "Official", id: old, name: "Xuân", kind: "HISTORICAL", aliases: ["Bà Xuân"] }),
    claims: [
      { type: "Tenure", official: old, position: "position/bi-thu", from: "2020", evidence: [{ start: 1, end: 2 }] },
    ],
  } satisfies Document;
  expect(await graph.do(recordDocument, statements(document))).toMatchObject({ created: 1, updated: 2, refusals: [] });
  expect((await graph.read(survivor)).properties).toMatchObject({
    name: "Nguyễn Văn An",
    aliases: ["Bà Xuân", "Xuân"],
  });
  expect((await graph.read(tenureOf(survivor))).properties["from"]).toBe("2020");
  expect(await graph.reader.read([old, tenureOf(old)])).toEqual([]);
  expect(await graph.do(recordDocument, statements(document))).toMatchObject({ created: 0, updated: 0 });
});
