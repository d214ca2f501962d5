import type { AnniversaryStatement, OfficialStatement, ResolutionStatement } from "../../src/load/document.js";
import { dayNumber, dayText, partial, yearOf } from "./days.js";
import { personName } from "./names.js";
import type { Organization } from "./organizations.js";
import { simulated } from "./organizations.js";
import type { Pen } from "./pen.js";
import type { Random } from "./random.js";

/** What events are about. */
export interface Resolution {
  readonly id: string;
  readonly label: string;
  readonly day: number;
}

export interface Anniversary {
  readonly id: string;
  readonly name: string;
  readonly year: number;
}

const kinds = [
  ["NGHI_QUYET", "Nghị quyết", "NQ"],
  ["CHI_THI", "Chỉ thị", "CT"],
  ["KET_LUAN", "Kết luận", "KL"],
  ["QUY_DINH", "Quy định", "QĐ"],
  ["HUONG_DAN", "Hướng dẫn", "HD"],
  ["KE_HOACH", "Kế hoạch", "KH"],
] as const;

const subjects = [
  "tăng cường bảo vệ nền tảng tư tưởng của Đảng",
  "xây dựng, chỉnh đốn Đảng và hệ thống chính trị",
  "phát triển kinh tế - xã hội giai đoạn mới",
  "chuyển đổi số quốc gia",
  "xây dựng nông thôn mới",
  "công tác cán bộ",
  "phòng, chống tham nhũng, lãng phí",
  "học tập và làm theo tấm gương đạo đức, phong cách",
  "sắp xếp tổ chức bộ máy tinh gọn, hiệu lực",
  "bảo tồn và phát huy giá trị văn hóa các dân tộc",
] as const;

export const subjectOf = (random: Random): string => random.pick(subjects);

/** A resolution that an organization issued in the course of a term. */
export function resolution(
  random: Random,
  pen: Pen,
  { statement: issuer, terms }: Organization,
  number: number,
): { readonly resolution: Resolution; readonly statement: ResolutionStatement } {
  const term = random.pick(terms);
  const day = random.between(term.from, term.to ?? term.from + 300);
  const [kind, word, letters] = random.pick(kinds);
  const written = `${number}-${letters}/${issuer.level === "CENTRAL" ? "TW" : "TU"}`;
  const label = `${word} ${written}`;
  const id = simulated("resolution", `${label} ${yearOf(day)} ${issuer.id.split("/")[1]?.slice(4)}`);
  const statement: ResolutionStatement = {
    type: "Resolution",
    id,
    name: `${word} số ${written}`,
    number: written,
    kind,
    issuedOn: partial(random, day),
    subject: `Về ${subjectOf(random)}`,
    issuer: issuer.id,
    mentions: [pen.mention(label, "name", "number", "kind", "issuedOn")],
  };
  return { resolution: { id, label, day }, statement };
}

/** A day that an organization commemorates: its own founding, or the birth of someone of a former time. */
export function anniversary(
  random: Random,
  pen: Pen,
  { statement: honoured }: Organization,
): {
  readonly anniversary: Anniversary;
  readonly statements: readonly (AnniversaryStatement | OfficialStatement)[];
} {
  const year = random.between(1920, 1985);
  const origin = dayText(dayNumber(`${year}-01-01`) + random.between(0, 364));
  const person = random.chance(0.3) ? historical(random, pen, year) : undefined;
  const name = person === undefined ? `Ngày truyền thống ${honoured.name}` : `Ngày sinh đồng chí ${person.name}`;
  const id = simulated("anniversary", `${origin} ${honoured.id.split("/")[1]?.slice(4)}`);
  const statement: AnniversaryStatement = {
    type: "Anniversary",
    id,
    name,
    kind: person === undefined ? "TRADITION_DAY" : "BIRTH",
    originDate: origin,
    honours: person?.id ?? honoured.id,
    mentions: [pen.mention(name, "name", "originDate")],
  };
  return { anniversary: { id, name, year }, statements: person === undefined ? [statement] : [person, statement] };
}

function historical(random: Random, pen: Pen, year: number): OfficialStatement {
  const name = personName(random);
  return {
    type: "Official",
    id: `${simulated("official", name)}-${year}-h${random.between(1000, 9999)}`,
    name,
    kind: "HISTORICAL",
    birth: String(year),
    death: String(year + random.between(28, 38)),
    mentions: [pen.mention(name, "name", "birth", "death")],
  };
}
