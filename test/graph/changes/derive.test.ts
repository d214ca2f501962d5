import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deriveAll } from "../../../src/graph/changes/derive-all.js";
import { stated } from "../../../src/graph/changes/stated.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import type { Document } from "../../../src/load/document.js";
import { provincesDocument } from "../../../src/load/provinces.js";
import { claimIdOf } from "../../../src/load/records.js";
import { about, recordsOf, small, tenureOf } from "../../load/small.js";

const byId = (records: readonly NodeRecord[]) => new Map(records.map((record) => [record.id, record]));
const derived = (...documents: readonly Document[]) => byId(deriveAll(recordsOf(...documents)));
const provinces = provincesDocument(readFileSync("data/provinces.csv", "utf8"), "0".repeat(64));

test("deriving again from what is stated gives the same records", () => {
  const once = deriveAll(recordsOf(small, provinces));
  expect(deriveAll(once.map(stated))).toEqual(once);
  expect(deriveAll(once)).toEqual(once);
});

test("an entity is found by its name, its aliases and, if it is a resolution, its number", () => {
  const graph = derived(
    small,
    about("x", { type: "Official", id: "official/x", name: "Đỗ Thị Xuân", aliases: ["Bà Xuân"] }),
  );
  expect(graph.get("official/x")?.properties).toMatchObject({
    searchKey: " do thi xuan ba xuan",
    exactKey: " đỗ thị xuân bà xuân",
    nameFold: "do thi xuan",
    nameLow: "đỗ thị xuân",
    aliases: ["Bà Xuân"],
  });
  expect(graph.get("resolution/nq-1")?.properties).toMatchObject({
    searchKey: " nghi quyet 1 1 nq tw",
    numberKey: " 1 nq tw",
  });
});

test("an event without a date lies before the day its earliest source was published", () => {
  const { properties } = derived(small).get("event/hoi-nghi") ?? { properties: {} };
  expect(properties).toMatchObject({
    notAfter: "2024-07-09",
    notAfterMax: "2024-07-09",
    spanMin: "0000-01-01",
    spanMax: "2024-07-09",
    dateDesc: "0000-01-01",
    dateAsc: "9999-12-31",
    provinceId: "province/a",
    placesKey: " phu quoc",
    nameStated: true,
  });
  expect(properties).not.toHaveProperty("dateMin");
});

test("the capture of a source dates an event only where its publication is unknown", () => {
  const at = (dates: object) =>
    derived({ ...small, source: { id: "source/one", title: "A", sha256: "1".repeat(64), ...dates } }).get(
      "event/hoi-nghi",
    )?.properties["notAfter"];
  expect(at({ capturedOn: "2025-02" })).toBe("2025-02-28");
  expect(at({ publishedOn: "2024", capturedOn: "2025-02" })).toBe("2024-12-31");
  expect(at({})).toBeUndefined();
});

test("a participation and a topic repeat the time and place of their event", () => {
  const dated = about("d", {
    type: "Conference",
    id: "event/hoi-nghi",
    name: "Hội nghị",
    date: "2024-07",
    endDate: "2024-08-02",
  });
  const [conference] = recordsOf(dated).filter(({ type }) => type === "Conference");
  const records = recordsOf(small).map((record) =>
    record.id === conference?.id
      ? { ...record, properties: { ...record.properties, ...conference.properties } }
      : record,
  );
  const time = { spanMin: "2024-07-01", spanMax: "2024-08-02" };
  const all = deriveAll(records);
  expect(all.find(({ type }) => type === "Topic")?.properties).toMatchObject({ ...time, eventId: "event/hoi-nghi" });
  expect(all.find(({ type }) => type === "Participation")?.properties).toMatchObject({
    ...time,
    dateMin: "2024-07-01",
    dateDesc: "2024-07-01",
    dateAsc: "2024-07-01",
    provinceId: "province/a",
    officialId: "official/an",
    eventType: "Conference",
    roleKey: "0",
    visible: true,
    rank: "NORMAL",
    status: "CONFIRMED",
  });
});

test("a tenure is cut to the life of its official and the years of its province", () => {
  const graph = byId(
    deriveAll(
      recordsOf(small).map((record) => {
        const dates = { "official/an": { birth: "1960" }, "province/a": { validTo: "2025-06-30" } }[record.id];
        return dates === undefined ? record : { ...record, properties: { ...record.properties, ...dates } };
      }),
    ),
  );
  expect(graph.get(claimIdOf(tenureOf(small)))?.properties).toMatchObject({
    possibleFrom: "1960-01-01",
    possibleTo: "2025-06-30",
    spanMin: "1960-01-01",
    spanMax: "2025-06-30",
    certainFrom: "9999-12-31",
    certainTo: "0000-01-01",
    dated: false,
    knownFrom: [],
    fromAsc: "9999-12-31",
    ordinal: 1,
    attestedOn: [],
  });
});

test("claims sort by their first evidence", () => {
  const id = claimIdOf(tenureOf(small));
  expect(derived(small).get(id)?.properties["protocolKey"]).toBe(`source/one 00000000 00000030 ${id}`);
});

test("provinces joined by visible successions share the least of their ids", () => {
  const graph = derived(provinces);
  const lineage = (id: string) => graph.get(id)?.properties["lineageId"];
  expect(["province/an-giang-2025", "province/kien-giang", "province/an-giang"].map(lineage)).toEqual(
    Array(3).fill("province/an-giang"),
  );
  expect(lineage("province/ha-noi")).toBe("province/ha-noi");
});
