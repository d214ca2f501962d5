import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  comparable,
  type DataDocument,
  documents,
  type Entity,
  hasKey,
  keyFile,
  readSources,
  says,
} from "./bundled.js";

interface KeyReport {
  readonly file: string;
  readonly published: string | null;
  readonly officials: readonly {
    readonly name: string;
    readonly positions: readonly {
      readonly title: string;
      readonly organization: string;
      readonly province: string | null;
    }[];
  }[];
  readonly non_officials?: readonly { readonly name: string }[];
  readonly events: readonly {
    readonly name: string;
    readonly kind: string;
    readonly date: string | null;
    readonly place: string | null;
    readonly province: string | null;
    readonly participants: readonly { readonly name: string; readonly role: string }[];
    readonly organizer?: string;
    readonly mention?: boolean;
    readonly name_stated?: boolean;
  }[];
  readonly documents: readonly {
    readonly kind: string;
    readonly number: string | null;
    readonly issued: string | null;
    readonly issuer: string | null;
    readonly subject: string | null;
  }[];
  readonly anniversaries: readonly {
    readonly name: string;
    readonly years: number;
    readonly of_date: string | null;
    readonly celebrated: string | null;
  }[];
  readonly organizations: readonly string[];
  readonly authors: readonly string[];
}

function readKey(): readonly KeyReport[] {
  const key: readonly KeyReport[] = JSON.parse(readFileSync(keyFile, "utf8"));
  return key;
}

const same = (a: string, b: string) => comparable(a) === comparable(b);
const called = (entity: Entity | undefined, name: string) =>
  entity !== undefined && [entity.name, ...(entity.aliases ?? [])].some((own) => same(own, name));

/** The key tells the second contest from the first by "(2023)"; the data says "năm 2023", as the first is named. */
const eventName = (name: string) => name.replace(/ \((\d{4})\)$/, " năm $1");

const roles: Readonly<Record<string, string>> = {
  chair: "CHAIR",
  speaker: "SPEAKER",
  "presenter-of-award": "PRESENTER",
  interviewee: "INTERVIEWEE",
  interviewer: "INTERVIEWER",
};
const kinds: Readonly<Record<string, string>> = {
  "nghị quyết": "NGHI_QUYET",
  "kết luận": "KET_LUAN",
  "quy định": "QUY_DINH",
};
const eventTypes: Readonly<Record<string, string>> = { interview: "Interview", contest: "Contest" };

/** Reads one document the way the key is written. */
function reader(document: DataDocument) {
  const entity = (id?: string) => document.entities.find((one) => one.id === id);
  const find = (type: string, name: string) => document.entities.find((one) => one.type === type && called(one, name));
  const provinceName = (of: Entity | undefined) => entity(of?.province)?.name ?? null;
  return { entity, find, provinceName };
}

const reason = hasKey ? "" : ` (skipped: the annotations are not at ../shared/seeds-key.json)`;
const reports = hasKey ? readKey() : [];
const sources = hasKey ? readSources() : new Map();
const documentOf = (report: KeyReport) =>
  documents.find(({ source }) => sources.get(source.sha256)?.file === report.file);

test.skipIf(!hasKey)(`every annotated report has its document${reason}`, () => {
  expect(reports).toHaveLength(5);
  expect(reports.filter((report) => documentOf(report) === undefined)).toEqual([]);
});

describe.skipIf(!hasKey).each(reports)("$file is read as completely as its key", (report) => {
  const document = documentOf(report) ?? {
    file: "",
    source: { id: "", title: "", authors: [], sha256: "" },
    entities: [],
    claims: [],
  };
  const { entity, find, provinceName } = reader(document);

  test("source: authors and day of publication", () => {
    expect(document.source.authors).toEqual(report.authors);
    expect(document.source.publishedOn ?? null).toBe(report.published);
  });

  test("people and organizations", () => {
    const people = [...report.officials, ...(report.non_officials ?? [])].map(({ name }) => name);
    expect(people.filter((name) => find("Official", name) === undefined)).toEqual([]);
    expect(report.organizations.filter((name) => find("Organization", name) === undefined)).toEqual([]);
  });

  test("posts, in the order of the text", () => {
    for (const { name, positions } of report.officials) {
      const official = find("Official", name)?.id;
      const tenures = document.claims.filter((claim) => claim.type === "Tenure" && claim.official === official);
      const held = tenures.map((tenure, index) => {
        const organization = entity(entity(tenure.position)?.organization);
        const written = positions[index]?.title ?? "";
        const title = tenure.evidence.some(({ asWritten }) => says(asWritten ?? "", written))
          ? written
          : tenure.position;
        const known = positions[index]?.organization ?? "";
        return {
          title,
          organization: called(organization, known) ? known : organization?.name,
          province: provinceName(organization),
        };
      });
      expect(held).toEqual(positions.map(({ title, organization, province }) => ({ title, organization, province })));
    }
  });

  test("events with their dates, places and people", () => {
    for (const event of report.events) {
      const found = find(eventTypes[event.kind] ?? "Conference", eventName(event.name));
      expect(found, event.name).toBeDefined();
      expect(found?.date ?? null).toBe(event.date);
      expect(provinceName(found)).toBe(event.province);
      if (event.place) expect(found?.places).toContain(event.place);
      if (event.name_stated === false) expect(found?.nameStated).toBe(false);
      if (event.organizer) expect(entity(found?.organizers?.[0])?.name).toBe(event.organizer);
      const part = document.claims.filter(({ type, event: at }) => type === "Participation" && at === found?.id);
      const named = part.map((claim) => `${entity(claim.official)?.name} ${claim.role}`);
      expect(named).toEqual(expect.arrayContaining(event.participants.map((p) => `${p.name} ${roles[p.role]}`)));
      if (event.mention)
        expect(document.claims.some((c) => c.kind === "MENTIONS" && c.subject === found?.id)).toBe(true);
    }
  });

  test("resolutions with number, day, issuer and subject", () => {
    for (const { kind, number, issued, issuer, subject } of report.documents) {
      const found = document.entities.find(
        (one) =>
          one.type === "Resolution" &&
          one.kind === kinds[kind] &&
          (number === null
            ? says([one.name, ...(one.aliases ?? [])].join(" / "), subject ?? "")
            : one.number === number),
      );
      expect(found, number ?? subject ?? "").toBeDefined();
      expect(found?.issuedOn ?? null).toBe(issued);
      if (issuer === null) expect(found?.issuer).toBeUndefined();
      else expect(called(entity(found?.issuer), issuer)).toBe(true);
      if (subject !== null && number !== null) expect(found?.subject).toBe(subject);
      expect(document.claims.some((claim) => claim.type === "Topic" && claim.subject === found?.id)).toBe(true);
    }
  });

  test("anniversaries with their years and days", () => {
    for (const { name, years, of_date, celebrated } of report.anniversaries) {
      const found = find("Anniversary", name);
      expect(found, name).toBeDefined();
      expect(found?.originDate ?? null).toBe(of_date);
      const topics = document.claims.filter((claim) => claim.type === "Topic" && claim.subject === found?.id);
      expect(topics.map((topic) => [topic.years, topic.celebratedOn ?? null])).toEqual([[years, celebrated]]);
    }
  });
});
