import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { NodeRecord } from "../../src/graph/record.js";
import type { Document, EntityStatement, TenureStatement } from "../../src/load/document.js";
import { statementsOf } from "../../src/load/records.js";

export const recorded = { at: "2026-01-01T00:00:00.000Z", by: "test" };

/** Two people at a conference, one of them with a post; a second source about the same. */
export const small = {
  source: { id: "source/one", title: "Hội nghị ở Phú Quốc", publishedOn: "2024-07-09", sha256: "1".repeat(64) },
  recorded,
  entities: [
    { type: "Official", id: "official/an", name: "Nguyễn Văn An", kind: "OFFICIAL", mentions: [mention(0, "name")] },
    { type: "Official", id: "official/binh", name: "Trần Bình", kind: "OFFICIAL" },
    { type: "Province", id: "province/a", name: "An", code: "01", kind: "PROVINCE" },
    {
      type: "Organization",
      id: "organization/tinh-uy",
      name: "Tỉnh ủy An",
      kind: "PARTY",
      level: "PROVINCE",
      province: "province/a",
    },
    {
      type: "Position",
      id: "position/bi-thu",
      name: "Bí thư Tỉnh ủy An",
      title: "Bí thư",
      organization: "organization/tinh-uy",
    },
    {
      type: "Conference",
      id: "event/hoi-nghi",
      name: "Hội nghị",
      kind: "CONFERENCE",
      province: "province/a",
      places: ["Phú Quốc"],
      mentions: [mention(20, "name", "places")],
    },
    { type: "Resolution", id: "resolution/nq-1", name: "Nghị quyết 1", kind: "NGHI_QUYET", number: "1-NQ/TW" },
  ],
  claims: [
    { type: "Tenure", official: "official/an", position: "position/bi-thu", evidence: [{ start: 0, end: 30 }] },
    {
      type: "Participation",
      official: "official/an",
      event: "event/hoi-nghi",
      role: "CHAIR",
      inCapacityOf: ["position/bi-thu"],
      evidence: [{ start: 0, end: 40, asWritten: "chủ trì" }],
    },
    {
      type: "Participation",
      description: "63 ban",
      count: 63,
      event: "event/hoi-nghi",
      role: "ATTENDEE",
      evidence: [{ start: 50, end: 60 }],
    },
    {
      type: "Topic",
      event: "event/hoi-nghi",
      subject: "resolution/nq-1",
      kind: "REVIEWS",
      evidence: [{ start: 70, end: 80 }],
    },
  ],
} satisfies Document;

export const second = {
  source: { id: "source/two", title: "Lại về Hội nghị", publishedOn: "2024-07-08", sha256: "2".repeat(64) },
  recorded: { at: "2026-02-02T00:00:00.000Z", by: "another" },
  entities: [
    { type: "Official", id: "official/an", name: "Nguyễn Văn An", aliases: ["Ông An"], birth: "1960" },
    {
      type: "Conference",
      id: "event/hoi-nghi",
      name: "Hội nghị",
      places: ["Kiên Giang"],
      mentions: [mention(5, "name")],
    },
  ],
  claims: [
    {
      type: "Tenure",
      official: "official/an",
      position: "position/bi-thu",
      from: "2020",
      attestedOn: ["2024-07-08"],
      evidence: [{ start: 3, end: 9 }],
    },
  ],
} satisfies Document;

export function mention(start: number, ...supports: string[]) {
  return { start, end: start + 10, supports };
}

export const tenureOf = (document: Document): TenureStatement => {
  const found = document.claims?.find((claim) => claim.type === "Tenure");
  if (found === undefined) throw new Error("The document has no tenure.");
  return found;
};

export const recordsOf = (...documents: readonly Document[]): readonly NodeRecord[] =>
  documents.flatMap((document) => statementsOf(document, recorded).map(({ record }) => record));

/** A document with nothing but these entities. */
export const about = (id: string, ...entities: readonly EntityStatement[]): Document => ({
  source: { id: `source/${id}`, title: id, sha256: "3".repeat(64) },
  recorded,
  entities,
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Writes files into a folder of their own, which the end of the test file removes; their paths. */
export function files(contents: Readonly<Record<string, unknown>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "rolegraph-load-"));
  folders.push(folder);
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  });
}
