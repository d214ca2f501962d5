import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { provincesDocument } from "../../src/load/provinces.js";

const bytes = readFileSync("data/provinces.csv");
const text = bytes.toString("utf8");
const sha256 = createHash("sha256").update(bytes).digest("hex");
const { source, entities = [], claims = [] } = provincesDocument(text, sha256);
const provinces = entities.filter((entity) => entity.type === "Province");

test("63 old and 23 new provinces, 52 successions", () => {
  const reformed = provinces.filter(({ id }) => id.endsWith("-2025"));
  expect([provinces.length - reformed.length, reformed.length, claims.length]).toEqual([63, 23, 52]);
  expect(new Set(reformed.map(({ validFrom }) => validFrom))).toEqual(new Set(["2025-07-01"]));
  expect(provinces.filter(({ validTo }) => validTo === "2025-06-30")).toHaveLength(52);
  expect(source.sha256).toBe(sha256);
});

test("a new province is told apart by its id, not by its name", () => {
  expect(provinces.filter(({ name }) => name === "An Giang")).toMatchObject([
    { id: "province/an-giang", code: "89", kind: "PROVINCE", validTo: "2025-06-30" },
    { id: "province/an-giang-2025", code: "91", kind: "PROVINCE", validFrom: "2025-07-01" },
  ]);
});

test("a succession says on what day and by which resolution", () => {
  expect(claims).toContainEqual(
    expect.objectContaining({
      predecessor: "province/kien-giang",
      successor: "province/an-giang-2025",
      on: "2025-07-01",
      basis: "resolution/nghi-quyet-202-2025-qh15",
    }),
  );
  expect(entities).toContainEqual(
    expect.objectContaining({ number: "202/2025/QH15", issuedOn: "2025-06-12", issuer: "organization/quoc-hoi" }),
  );
});

test("every passage is the row that says so", () => {
  const points = [...text];
  for (const { name, code, mentions = [] } of provinces) {
    for (const { start, end } of mentions) expect(points.slice(start, end).join("")).toMatch(`${code},${name}`);
  }
  for (const { evidence } of claims) {
    for (const { start, end, asWritten } of evidence) expect(points.slice(start, end).join("")).toContain(asWritten);
  }
});

test("offsets count a byte order mark and carriage returns as they are", () => {
  const table = `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const [first] = provincesDocument(table, sha256).entities?.filter(({ type }) => type === "Province") ?? [];
  const [{ start, end } = { start: 0, end: 0 }] = first?.mentions ?? [];
  expect([...table].slice(start, end).join("")).toBe("01,Hà Nội,CITY,,,,");
});
