import type { EventStatement, ParticipationStatement } from "../../src/load/document.js";
import { dayText, partial } from "./days.js";
import type { Pen } from "./pen.js";
import { isActive, type People, type Person, postOn } from "./people.js";
import type { Random } from "./random.js";
import { standing } from "./tenures.js";

/** Where and when something took place, and who may have been there. */
export interface Occasion {
  readonly id: string;
  readonly type: EventStatement["type"];
  readonly day: number;
  readonly name: string;
  readonly subject: string;
  readonly organizer: string;
  readonly province: { readonly id: string; readonly name: string } | undefined;
  readonly staff: readonly Person[];
}

export const eventTypes = [
  ["Conference", 70],
  ["Ceremony", 17],
  ["Interview", 8],
  ["Contest", 5],
] as const;

const conferenceKinds = [
  ["CONFERENCE", 55],
  ["MEETING", 15],
  ["SEMINAR", 10],
  ["PLENUM", 9],
  ["SESSION", 9],
  ["CONGRESS", 2],
] as const;

export function eventStatement(random: Random, pen: Pen, occasion: Occasion): EventStatement {
  const { id, type, day, name, subject, organizer, province } = occasion;
  const exact = random.chance(0.8);
  const date = exact ? dayText(day) : random.chance(0.15) ? undefined : partial(random, day);
  const places = province === undefined ? [] : [`Hội trường ${province.name}`];
  return {
    type,
    id,
    name,
    ...(type === "Conference" && { kind: random.weighted(conferenceKinds) }),
    ...(date !== undefined && { date }),
    ...(exact && random.chance(0.15) && { endDate: dayText(day + random.between(1, 3)) }),
    ...(places.length > 0 && random.chance(0.6) && { places }),
    ...(random.chance(0.8) && { mode: random.chance(0.8) ? "IN_PERSON" : random.pick(["ONLINE", "MIXED"]) }),
    ...(random.chance(0.5) && { subject }),
    nameStated: random.chance(0.85),
    ...(province !== undefined && { province: province.id }),
    ...(random.chance(0.7) && { organizers: [organizer] }),
    mentions: [pen.mention(name, "name", ...(date === undefined ? [] : ["date"]), "province")],
  };
}

const spoken = ["phát biểu chỉ đạo", "phát biểu khai mạc", "tham luận", "báo cáo đề dẫn"] as const;

/** Who was there: those of the house, the leaders of the province, and now and then someone who is seen everywhere. */
export function participations(
  random: Random,
  pen: Pen,
  occasion: Occasion,
  people: People,
): readonly ParticipationStatement[] {
  const persons = guests(random, occasion, people);
  const claims = persons.map((person, at) =>
    participation(random, pen, occasion, person, roleOf(random, occasion, at)),
  );
  if (random.chance(0.2)) claims.push(group(random, pen, occasion));
  if (random.chance(0.15)) claims.push(body(random, pen, occasion));
  return claims;
}

function guests(random: Random, { staff, day, province, type }: Occasion, people: People): readonly Person[] {
  const most = type === "Interview" ? 2 : Math.min(40, 2 + Math.floor(-Math.log(1 - random.next()) * 6));
  const found = new Set<Person>();
  const invite = (pool: readonly Person[], skewed: boolean) => {
    if (pool.length === 0) return;
    const person = skewed ? random.skewed(pool) : random.pick(pool);
    if (isActive(person, day)) found.add(person);
  };
  if (random.chance(0.35)) invite(people.famous, true);
  if (province !== undefined && random.chance(0.5)) invite(people.leadersOf(province.id), true);
  const present = staff.filter((person) => postOn(person, day) !== undefined);
  for (let tries = 0; found.size < most && tries < most * 3; tries++) {
    if (random.chance(0.75)) invite(present, false);
    else invite(people.recent, false);
  }
  return [...found];
}

function roleOf(random: Random, { type }: Occasion, at: number): string {
  if (type === "Interview") return at === 0 ? "INTERVIEWEE" : "INTERVIEWER";
  if (at === 0) return "CHAIR";
  if (at === 1 && random.chance(0.3)) return "CHAIR";
  if (at < 4 && random.chance(0.5)) return "SPEAKER";
  if (type === "Conference") return "ATTENDEE";
  return random.weighted([
    ["ATTENDEE", 6],
    ["PRESENTER", 1],
    ["RECIPIENT", 2],
    ["HONOUREE", 0.4],
  ]);
}

function participation(
  random: Random,
  pen: Pen,
  { id, day, organizer }: Occasion,
  person: Person,
  role: string,
): ParticipationStatement {
  const post = random.chance(0.7) ? postOn(person, day) : undefined;
  return {
    type: "Participation",
    official: person.id,
    event: id,
    role,
    ...(role === "SPEAKER" && random.chance(0.7) && { roleAsWritten: random.pick(spoken) }),
    ...((role === "RECIPIENT" || role === "PRESENTER") && {
      award: random.pick(["Bằng khen", "Giấy khen", "Huân chương Lao động"]),
    }),
    ...(role === "SPEAKER" && random.chance(0.1) && { onBehalfOf: organizer }),
    ...(post !== undefined && { inCapacityOf: [post.position] }),
    ...standing(random),
    evidence: [pen.evidence(person.name), ...(random.chance(0.12) ? [pen.evidence(person.name)] : [])],
  };
}

const groups = [
  "đại biểu các sở, ban, ngành",
  "đội ngũ báo cáo viên",
  "cán bộ chủ chốt cấp huyện",
  "cử tri trong tỉnh",
] as const;

function group(random: Random, pen: Pen, { id }: Occasion): ParticipationStatement {
  const description = random.pick(groups);
  const count = random.between(12, 600);
  return {
    type: "Participation",
    description,
    ...(random.chance(0.6) && { count }),
    event: id,
    role: "ATTENDEE",
    evidence: [pen.evidence(description)],
  };
}

function body(random: Random, pen: Pen, { id, organizer }: Occasion): ParticipationStatement {
  const role = random.pick(["ATTENDEE", "RECIPIENT"]);
  return { type: "Participation", organization: organizer, event: id, role, evidence: [pen.evidence()] };
}
