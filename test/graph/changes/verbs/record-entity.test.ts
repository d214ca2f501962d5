import { beforeEach, describe, expect, test } from "vitest";
import { recordEntity } from "../../../../src/graph/changes/verbs/index.js";
import { second, small } from "../../../load/small.js";
import { Graph, passage } from "./graph.js";

let graph: Graph;
beforeEach(async () => {
  graph = await Graph.of([small, second]);
});

describe("an official", () => {
  const chau = { type: "Official", name: "Lê Thị Châu", mentions: [passage(100)] } as const;

  test("never gets an id that was absorbed: links to that lead to its survivor", async () => {
    const merged = await Graph.of([small], new Map([["official/le-thi-chau", "official/an"]]));
    expect(await merged.do(recordEntity, chau)).toMatchObject({ id: "official/le-thi-chau-2", created: true });
  });

  test("gets an id from the name, and is found when the same passage is recorded again", async () => {
    expect(await graph.do(recordEntity, chau)).toEqual({ id: "official/le-thi-chau", created: true, changed: true });
    expect(await graph.do(recordEntity, chau)).toEqual({ id: "official/le-thi-chau", created: false, changed: false });
    expect((await graph.read("official/le-thi-chau")).properties).toMatchObject({
      name: "Lê Thị Châu",
      kind: "OFFICIAL",
      nameFold: "le thi chau",
    });
    expect(graph.changes).toMatchObject([
      {
        verb: "recordEntity",
        actor: "Lan",
        subjects: ["official/le-thi-chau"],
        before: [],
        after: [{ id: "official/le-thi-chau", properties: { name: "Lê Thị Châu" } }],
      },
    ]);
    expect(graph.changes[0]?.after[0]?.properties).not.toHaveProperty("nameFold");
  });

  test("of a folded name that is borne already is refused with the candidates, unless it is distinct", async () => {
    const again = { type: "Official", name: "Nguyễn Văn Ấn", mentions: [passage(200)] } as const;
    expect(await graph.refusal(recordEntity, again)).toBe(
      "CONFLICT name: Another official of this name is recorded; give its id, or distinct: true for another one: official/an (Nguyễn Văn An).",
    );
    const error = await recordEntity(graph.reader, again, { actor: "Lan", at: "2026-01-01" }).catch((each) => each);
    expect(error).toMatchObject({ extensions: { candidates: ["official/an"] } });
    expect(await graph.do(recordEntity, { ...again, distinct: true })).toMatchObject({ id: "official/nguyen-van-an" });
    const third = { ...again, distinct: true, mentions: [passage(300)] };
    expect(await graph.do(recordEntity, third)).toMatchObject({ id: "official/nguyen-van-an-2" });
    expect(await graph.do(recordEntity, third)).toMatchObject({ id: "official/nguyen-van-an-2", changed: false });
  });

  test("of an id that is given gains mentions, aliases and what was not known; a contradiction is refused", async () => {
    const more = {
      type: "Official",
      id: "official/an",
      name: "Nguyễn Văn An",
      death: "2024",
      aliases: ["Anh An"],
    } as const;
    expect(await graph.do(recordEntity, more)).toEqual({ id: "official/an", created: false, changed: true });
    expect((await graph.read("official/an")).properties).toMatchObject({
      aliases: ["Anh An", "Ông An"],
      death: "2024",
    });
    expect(await graph.refusal(recordEntity, { ...more, birth: "1970" })).toBe(
      'CONFLICT birth: birth says "1970" where official/an in the graph says "1960".',
    );
  });
});

test("a position is found by its organization and its title, however it is written", async () => {
  const position = {
    type: "Position",
    title: "BÍ THƯ",
    organization: "organization/tinh-uy",
    mentions: [passage(5)],
  } as const;
  expect(await graph.do(recordEntity, position)).toEqual({ id: "position/bi-thu", created: false, changed: true });
  expect((await graph.read("position/bi-thu")).properties["name"]).toBe("Bí thư Tỉnh ủy An");
  const other = { ...position, title: "Phó Chủ tịch HĐND" };
  expect(await graph.do(recordEntity, other)).toMatchObject({
    id: "position/pho-chu-tich-hdnd-tinh-uy-an",
    created: true,
  });
  const same = { ...position, title: "phó chủ tịch, Hội đồng nhân dân" };
  expect(await graph.do(recordEntity, same)).toMatchObject({
    id: "position/pho-chu-tich-hdnd-tinh-uy-an",
    changed: false,
  });
});

test("a resolution is found by kind, number, issuer and year; what may be it is a candidate", async () => {
  const quyDinh = {
    type: "Resolution",
    name: "Quy định 144",
    kind: "QUY_DINH",
    number: "144 QĐ/TW",
    issuedOn: "2024-05-09",
    issuer: "organization/tinh-uy",
  } as const;
  const id = "resolution/quy-dinh-144-qd-tw-2024";
  expect(await graph.do(recordEntity, quyDinh)).toMatchObject({ id, created: true });
  const again = {
    ...quyDinh,
    name: "Quy định số 144-QĐ/TW",
    number: "144-QĐ/TW",
    issuedOn: "2024",
    subject: "Chuẩn mực",
  };
  expect(await graph.refusal(recordEntity, again)).toContain("CONFLICT issuedOn");
  const { issuedOn: _, ...undated } = quyDinh;
  expect(await graph.refusal(recordEntity, undated)).toContain(id);
  expect(await graph.do(recordEntity, { ...again, issuedOn: "2024-05-09" })).toMatchObject({ id, changed: true });
  expect(await graph.do(recordEntity, { ...quyDinh, issuedOn: "2019" })).toMatchObject({
    id: "resolution/quy-dinh-144-qd-tw-2019",
    created: true,
  });
});

test("an anniversary is found by its origin and honouree, an event by name, day and province", async () => {
  const anniversary = {
    type: "Anniversary",
    name: "Ngày truyền thống",
    kind: "TRADITION_DAY",
    originDate: "1930-08-01",
    honours: "organization/tinh-uy",
  } as const;
  const id = "anniversary/1930-08-01-ngay-truyen-thong";
  expect(await graph.do(recordEntity, anniversary)).toMatchObject({ id, created: true });
  expect(await graph.do(recordEntity, { ...anniversary, name: "Kỷ niệm" })).toMatchObject({ id, changed: false });
  const event = { type: "Contest", name: "Cuộc thi", date: "2022-03", province: "province/a" } as const;
  expect(await graph.do(recordEntity, event)).toMatchObject({ id: "event/cuoc-thi-2022-03", created: true });
  expect(await graph.do(recordEntity, event)).toMatchObject({ id: "event/cuoc-thi-2022-03", changed: false });
  expect(await graph.refusal(recordEntity, { ...event, date: "2022" })).toContain("CONFLICT name");
  expect(await graph.do(recordEntity, { ...event, date: "2023" })).toMatchObject({ created: true });
});

test("a source is found by the bytes of its file", async () => {
  const source = { type: "Source", title: "Một bài báo", publishedOn: "2024-07-09", sha256: "a".repeat(64) } as const;
  expect(await graph.do(recordEntity, source)).toMatchObject({ id: "source/mot-bai-bao-2024-07-09", created: true });
  expect(await graph.do(recordEntity, { ...source, title: "Khác" })).toMatchObject({ created: false, changed: false });
});

const official = { type: "Official", name: "Mới" } as const;
test.each([
  [
    "a name of 1 MB",
    { ...official, name: "a".repeat(1 << 20) },
    "BAD_USER_INPUT name: name must be a text of at most 500",
  ],
  ["a control character", { ...official, name: "A\u0007" }, "BAD_USER_INPUT name:"],
  ["a lone surrogate", { ...official, note: "A\ud800" }, "BAD_USER_INPUT note:"],
  ["a blank alias", { ...official, aliases: ["B", " "] }, "BAD_USER_INPUT aliases.1:"],
  ["a kind that is none", { ...official, kind: "KING" }, "BAD_USER_INPUT kind: kind must be one of OFFICIAL,"],
  ["a day that does not exist", { ...official, birth: "1960-02-30" }, "BAD_USER_INPUT birth:"],
  ["a death before the birth", { ...official, birth: "1960", death: "1950" }, "BAD_USER_INPUT death:"],
  ["an id of another type", { ...official, id: "position/an" }, "BAD_USER_INPUT id:"],
  ["a name without letters for an id", { ...official, name: "毛" }, "BAD_USER_INPUT id:"],
  [
    "an unknown source",
    { ...official, mentions: [{ ...passage(1), source: "source/x" }] },
    "NOT_FOUND mentions.0.source:",
  ],
  [
    "a passage that ends before it starts",
    { ...official, mentions: [passage(9, { end: 9 })] },
    "BAD_USER_INPUT mentions.0.end:",
  ],
  [
    "support for no field",
    { ...official, mentions: [passage(9, { supports: ["age"] })] },
    "BAD_USER_INPUT mentions.0.supports.0:",
  ],
  [
    "an unknown organization",
    { type: "Position", title: "A", organization: "organization/x" } as const,
    "NOT_FOUND organization:",
  ],
  [
    "an organization that is none",
    { type: "Position", title: "A", organization: "official/an" } as const,
    "BAD_USER_INPUT organization: official/an is an official; it must be an organization.",
  ],
  [
    "a conference without a kind",
    { type: "Conference", name: "Họp" } as const,
    "BAD_USER_INPUT kind: An event needs kind.",
  ],
])("%s is refused", async (_, input, refusal) => {
  expect(await graph.refusal(recordEntity, input)).toContain(refusal);
});
