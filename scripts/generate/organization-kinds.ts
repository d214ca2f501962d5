/** A title and how many hold it at once, the most senior first. */
export type Title = readonly [title: string, seats: number];

export interface OrganizationKind {
  /** `%` stands for the place. */
  readonly name: string;
  readonly kind: "PARTY" | "GOVERNMENT" | "ASSEMBLY" | "MASS" | "MEDIA" | "MILITARY" | "SECTOR";
  readonly titles: readonly Title[];
  /** The name of the kind that it is part of, in the same place. */
  readonly partOf?: string;
}

const committee: readonly Title[] = [
  ["Bí thư", 1],
  ["Phó Bí thư Thường trực", 1],
  ["Phó Bí thư", 1],
  ["Ủy viên Ban Chấp hành", 3],
  ["Chánh Văn phòng", 1],
];
const board: readonly Title[] = [
  ["Trưởng Ban", 1],
  ["Phó Trưởng Ban Thường trực", 1],
  ["Phó Trưởng Ban", 2],
  ["Trưởng phòng Tổng hợp", 1],
  ["Chuyên viên chính", 2],
];
const inspection: readonly Title[] = [
  ["Chủ nhiệm", 1],
  ["Phó Chủ nhiệm Thường trực", 1],
  ["Phó Chủ nhiệm", 2],
  ["Ủy viên", 3],
];
const government: readonly Title[] = [
  ["Chủ tịch", 1],
  ["Phó Chủ tịch Thường trực", 1],
  ["Phó Chủ tịch", 2],
  ["Ủy viên", 3],
  ["Chánh Văn phòng", 1],
];
const assembly: readonly Title[] = [
  ["Chủ tịch", 1],
  ["Phó Chủ tịch", 2],
  ["Trưởng Ban Pháp chế", 1],
  ["Trưởng Ban Kinh tế - Ngân sách", 1],
  ["Trưởng Ban Văn hóa - Xã hội", 1],
];
const department: readonly Title[] = [
  ["Giám đốc", 1],
  ["Phó Giám đốc", 3],
  ["Chánh Văn phòng", 1],
  ["Trưởng phòng Tổ chức", 1],
];
const association: readonly Title[] = [
  ["Chủ tịch", 1],
  ["Phó Chủ tịch Thường trực", 1],
  ["Phó Chủ tịch", 2],
  ["Ủy viên Thường trực", 2],
];
const command: readonly Title[] = [
  ["Chỉ huy trưởng", 1],
  ["Chính ủy", 1],
  ["Phó Chỉ huy trưởng", 2],
  ["Phó Chính ủy", 1],
];
const newsroom: readonly Title[] = [
  ["Tổng Biên tập", 1],
  ["Phó Tổng Biên tập", 2],
  ["Trưởng Ban Thời sự", 1],
  ["Phóng viên", 4],
];
const ministry: readonly Title[] = [
  ["Bộ trưởng", 1],
  ["Thứ trưởng Thường trực", 1],
  ["Thứ trưởng", 3],
  ["Chánh Văn phòng", 1],
  ["Vụ trưởng Vụ Tổng hợp", 1],
];

const ministries =
  "Nội vụ, Tư pháp, Tài chính, Công Thương, Xây dựng, Giáo dục và Đào tạo, Y tế, Văn hóa Thể thao và Du lịch, Khoa học và Công nghệ, Ngoại giao, Nông nghiệp, Giao thông";

export const central: readonly OrganizationKind[] = [
  { name: "Ban Bí thư Trung ương", kind: "PARTY", titles: committee },
  { name: "Ban Tuyên giáo Trung ương", kind: "PARTY", titles: board },
  { name: "Ban Tổ chức Trung ương", kind: "PARTY", titles: board },
  { name: "Ban Dân vận Trung ương", kind: "PARTY", titles: board },
  { name: "Ban Nội chính Trung ương", kind: "PARTY", titles: board },
  { name: "Ủy ban Kiểm tra Trung ương", kind: "PARTY", titles: inspection },
  { name: "Ủy ban Trung ương Mặt trận Tổ quốc", kind: "MASS", titles: association },
  { name: "Trung ương Hội Nông dân", kind: "MASS", titles: association },
  { name: "Tạp chí Tuyên giáo", kind: "MEDIA", titles: newsroom },
  ...ministries.split(", ").map(
    (name): OrganizationKind => ({
      name: `Bộ ${name}`,
      kind: "GOVERNMENT",
      titles: ministry,
    }),
  ),
];

const party = "Tỉnh ủy %";
const people = "Ủy ban nhân dân tỉnh %";

export const provincial: readonly OrganizationKind[] = [
  { name: party, kind: "PARTY", titles: committee },
  { name: "Ban Tuyên giáo Tỉnh ủy %", kind: "PARTY", titles: board, partOf: party },
  { name: people, kind: "GOVERNMENT", titles: government },
  { name: "Hội đồng nhân dân tỉnh %", kind: "ASSEMBLY", titles: assembly },
  { name: "Báo %", kind: "MEDIA", titles: newsroom },
  { name: "Ban Tổ chức Tỉnh ủy %", kind: "PARTY", titles: board, partOf: party },
  { name: "Ban Dân vận Tỉnh ủy %", kind: "PARTY", titles: board, partOf: party },
  { name: "Ủy ban Kiểm tra Tỉnh ủy %", kind: "PARTY", titles: inspection, partOf: party },
  { name: "Ủy ban Mặt trận Tổ quốc tỉnh %", kind: "MASS", titles: association },
  { name: "Sở Giáo dục và Đào tạo %", kind: "GOVERNMENT", titles: department, partOf: people },
  { name: "Sở Y tế %", kind: "GOVERNMENT", titles: department, partOf: people },
  { name: "Sở Nội vụ %", kind: "GOVERNMENT", titles: department, partOf: people },
  { name: "Hội Liên hiệp Phụ nữ tỉnh %", kind: "MASS", titles: association },
  { name: "Hội Nông dân tỉnh %", kind: "MASS", titles: association },
  { name: "Bộ Chỉ huy Quân sự tỉnh %", kind: "MILITARY", titles: command },
  { name: "Đài Phát thanh và Truyền hình %", kind: "MEDIA", titles: newsroom },
];

export const ofDistrict: readonly OrganizationKind[] = [
  { name: "Huyện ủy %", kind: "PARTY", titles: committee },
  { name: "Ủy ban nhân dân huyện %", kind: "GOVERNMENT", titles: government },
  { name: "Hội đồng nhân dân huyện %", kind: "ASSEMBLY", titles: assembly },
  { name: "Ban Tuyên giáo Huyện ủy %", kind: "PARTY", titles: board, partOf: "Huyện ủy %" },
  { name: "Ủy ban Mặt trận Tổ quốc huyện %", kind: "MASS", titles: association },
  { name: "Hội Nông dân huyện %", kind: "MASS", titles: association },
];

export const ofCommune: readonly OrganizationKind[] = [
  { name: "Đảng ủy xã %", kind: "PARTY", titles: committee },
  { name: "Ủy ban nhân dân xã %", kind: "GOVERNMENT", titles: government },
  { name: "Hội đồng nhân dân xã %", kind: "ASSEMBLY", titles: assembly },
  { name: "Ủy ban Mặt trận Tổ quốc xã %", kind: "MASS", titles: association },
];
