import { createHash } from "node:crypto";
import type {
  ClaimStatement,
  Document,
  EntityStatement,
  ProvinceStatement,
  Recorded,
  TopicStatement,
} from "../../src/load/document.js";
import { provincesDocument } from "../../src/load/provinces.js";
import { fillSeats, type Staff } from "./careers.js";
import { dayNumber, dayText, yearOf } from "./days.js";
import { eventStatement, eventTypes, type Occasion, participations } from "./events.js";
import { type Anniversary, anniversary, type Resolution, resolution, subjectOf } from "./lore.js";
import { type Organization, organizations, simulated } from "./organizations.js";
import { Pen } from "./pen.js";
import { officialStatement, People } from "./people.js";
import { Random } from "./random.js";
import { standing, tenureStatement } from "./tenures.js";

export interface GraphOptions {
  readonly officials: number;
  readonly seed: string;
  /** data/provinces.csv. */
  readonly provinces: string;
}

const today = dayNumber("2026-09-30");
const earliest = dayNumber("2006-01-01");
/** Chosen with the sizes of events so that about five claims come to an official. */
const eventsPerNewcomer = 0.55;
const recorded: Recorded = { at: "2026-11-01T00:00:00.000Z", by: "generator" };

/** What later events are about; a bounded number of them. */
interface Lore {
  readonly resolutions: Resolution[];
  readonly anniversaries: Anniversary[];
}

/**
 * The documents of a simulated political graph, each with what it refers to or after the documents that have it. Memory
 * stays the same however many officials are wanted: an organization is invented, staffed, reported on and let go.
 */
export function* documents({ officials, seed, provinces }: GraphOptions): Generator<Document> {
  const sha256 = createHash("sha256").update(provinces, "utf8").digest("hex");
  const first = provincesDocument(provinces, sha256);
  yield first;
  const table = (first.entities ?? []).filter((entity) => entity.type === "Province");
  const people = new People(officials);
  const lore: Lore = { resolutions: [], anniversaries: [] };
  let index = 0;
  for (const organization of organizations(table)) {
    if (people.complete) return;
    const random = new Random(seed, "organization", index);
    const staff = fillSeats(random, organization, people);
    yield personnel(random, seed, organization, staff, lore, index);
    yield* reports({ random, seed, organization, staff, people, lore, table, index });
    people.remember(staff.last, organization.province?.id);
    index++;
  }
}

const sourceOf = (seed: string, id: string, title: string, outlet: string, day: number) => ({
  id,
  title,
  outlet: `${outlet} (mô phỏng)`,
  authors: [],
  publishedOn: dayText(day),
  sha256: createHash("sha256").update(`${seed} ${id}`, "utf8").digest("hex"),
});

/** The organization, its positions, who held them, and what it has decided and commemorates. */
function personnel(
  random: Random,
  seed: string,
  organization: Organization,
  staff: Staff,
  lore: Lore,
  index: number,
): Document {
  const { statement, terms } = organization;
  const pen = new Pen(random);
  const written = Math.min(today, (terms.at(-1)?.to ?? today) + 30);
  const entities: EntityStatement[] = [
    { ...statement, mentions: [pen.mention(statement.name, "name", "kind")] },
    ...staff.positions.map((each) => ({
      ...each,
      mentions: [pen.mention(each.name, "name", "title", "organization")],
    })),
    ...staff.newcomers.map((person) => ({
      ...officialStatement(random, person),
      mentions: [pen.mention(person.name, "name")],
    })),
    ...decisions(random, pen, organization, lore, index),
  ];
  const claims = staff.posts.map((post) => tenureStatement(random, pen, post, written));
  const title = `Nhân sự ${statement.name} qua các nhiệm kỳ`;
  return {
    source: sourceOf(seed, `source/sim-nhan-su-${index}`, title, statement.name, written),
    recorded,
    entities,
    claims,
  };
}

const mostResolutions = 1_500;
const mostAnniversaries = 400;

function decisions(random: Random, pen: Pen, organization: Organization, lore: Lore, index: number): EntityStatement[] {
  const { level, kind } = organization.statement;
  const issues = kind === "PARTY" && (level === "CENTRAL" || level === "PROVINCE");
  const entities: EntityStatement[] = [];
  for (let count = issues ? 4 : 0; count > 0 && lore.resolutions.length < mostResolutions; count--) {
    const issued = resolution(random, pen, organization, 10 * (index % 9) + count);
    if (lore.resolutions.some(({ id }) => id === issued.resolution.id)) continue;
    lore.resolutions.push(issued.resolution);
    entities.push(issued.statement);
  }
  if (level !== "COMMUNE" && random.chance(0.3) && lore.anniversaries.length < mostAnniversaries) {
    const celebrated = anniversary(random, pen, organization);
    lore.anniversaries.push(celebrated.anniversary);
    entities.push(...celebrated.statements);
  }
  return entities;
}

interface Reporting {
  readonly random: Random;
  readonly seed: string;
  readonly organization: Organization;
  readonly staff: Staff;
  readonly people: People;
  readonly lore: Lore;
  readonly table: readonly ProvinceStatement[];
  readonly index: number;
}

/** A report of each event that the organization held. */
function* reports(reporting: Reporting): Generator<Document> {
  const { random, seed, organization, staff, people, lore, index } = reporting;
  const wanted = staff.newcomers.length * eventsPerNewcomer;
  const count = Math.floor(wanted) + (random.chance(wanted % 1) ? 1 : 0);
  let before: string | undefined;
  for (let at = 0; at < count; at++) {
    const occasion = occasionOf(reporting, at);
    const pen = new Pen(random);
    const topics = [...topicsOf(random, pen, occasion, lore, before)];
    const claims: readonly ClaimStatement[] = [...participations(random, pen, occasion, people), ...topics];
    const id = `source/sim-${index}-${at}`;
    const outlet = occasion.province === undefined ? "Bản tin nội bộ" : `Báo ${occasion.province.name}`;
    const source = sourceOf(seed, id, occasion.name, outlet, Math.min(today, occasion.day + random.between(0, 4)));
    yield { source, recorded, entities: [eventStatement(random, pen, occasion)], claims };
    before = occasion.id;
  }
  if (organization.statement.level === "CENTRAL") people.remember(staff.last, undefined);
}

/** Later years have more reports than earlier ones. */
function occasionOf({ random, organization, staff, lore, table, index }: Reporting, at: number): Occasion {
  const { statement, terms, province } = organization;
  const first = Math.max(earliest, (terms[0]?.from ?? earliest) + 160);
  const last = Math.max(first, Math.min(today, terms.at(-1)?.to ?? today) - 4);
  const day = first + Math.floor((last - first) * Math.sqrt(random.next()));
  const type = random.weighted(eventTypes);
  const subject = subjectOf(random);
  const place = province ?? hostOf(random, table, day);
  const name = `${titleOf(random, type, subject, lore, statement.name)}, ${place.name} ${yearOf(day)}`;
  const persons = [...new Set(staff.posts.map(({ person }) => person))];
  return {
    id: simulated("event", `${index}-${at}-${type}-${dayText(day)}`),
    ...{ type, day, name, subject, organizer: statement.id, province: place, staff: persons },
  };
}

/** A province of that day: one of 63, or of 34. */
function hostOf(random: Random, table: readonly ProvinceStatement[], day: number): ProvinceStatement {
  const text = dayText(day);
  return random.pick(table.filter(({ validFrom = "", validTo = "9999" }) => validFrom <= text && text <= validTo));
}

function titleOf(random: Random, type: Occasion["type"], subject: string, lore: Lore, house: string): string {
  switch (type) {
    case "Conference":
      return lore.resolutions.length > 0 && random.chance(0.4)
        ? `Hội nghị triển khai ${random.skewed(lore.resolutions).label} của ${house}`
        : `Hội nghị ${random.pick(["tổng kết", "sơ kết", "triển khai", "trực tuyến về"])} ${subject} của ${house}`;
    case "Ceremony":
      return `Lễ ${random.pick(["kỷ niệm ngày truyền thống", "trao Huy hiệu Đảng", "công bố quyết định", "khen thưởng"])} ${house}`;
    case "Interview":
      return `Phỏng vấn lãnh đạo ${house}`;
    case "Contest":
      return `Hội thi ${random.pick(["báo cáo viên giỏi", "tìm hiểu nghị quyết", "chính luận"])} ${house}`;
  }
}

const topicKinds = [
  ["IMPLEMENTS", 40],
  ["DISSEMINATES", 30],
  ["REVIEWS", 20],
  ["MENTIONS", 10],
] as const;

function* topicsOf(
  random: Random,
  pen: Pen,
  { id, type, day }: Occasion,
  lore: Lore,
  before: string | undefined,
): Generator<TopicStatement> {
  const older = lore.resolutions.length > 0 ? random.skewed(lore.resolutions) : undefined;
  if (older !== undefined && older.day < day && random.chance(0.45)) {
    const kind = random.weighted(topicKinds);
    const years = kind === "REVIEWS" ? { years: Math.max(1, yearOf(day) - yearOf(older.day)) } : {};
    const evidence = [pen.evidence(older.label)];
    yield { type: "Topic", event: id, subject: older.id, kind, ...years, ...standing(random), evidence };
  }
  if (lore.anniversaries.length > 0 && random.chance(type === "Ceremony" ? 0.6 : 0.06)) {
    const day0 = random.skewed(lore.anniversaries);
    const years = yearOf(day) - day0.year;
    yield {
      type: "Topic",
      event: id,
      subject: day0.id,
      kind: "MARKS",
      years,
      ...standing(random),
      evidence: [pen.evidence(day0.name)],
    };
  }
  if (before !== undefined && random.chance(0.08)) {
    yield { type: "Topic", event: id, subject: before, kind: "MENTIONS", evidence: [pen.evidence()] };
  }
}
