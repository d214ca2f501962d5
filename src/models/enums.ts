import { enumOf } from "./enum-of.js";

/** The enums of entities and of questions; those of claims are in claim-enums.ts. */

export const OfficialKind = enumOf("OfficialKind", "Why a person is in the graph. Most are `OFFICIAL`.", {
  OFFICIAL: "Holds or held a public post, for example Mai Văn Huỳnh.",
  JOURNALIST: "Known as the author or interviewer of a report, for example Văn Hiển.",
  HISTORICAL: "Remembered rather than acting, for example Trần Phú, whose 120th birthday was in 2024.",
});
export type OfficialKind = keyof typeof OfficialKind;

export const OrganizationKind = enumOf("OrganizationKind", "What an organization is, for example `PARTY`.", {
  PARTY: "An organ of the Communist Party of Vietnam, for example Ban Tuyên giáo Trung ương.",
  GOVERNMENT:
    "A ministry, a people's committee or another organ of the state's executive, for example UBND tỉnh Kiên Giang.",
  ASSEMBLY: "An elected assembly, for example Hội đồng nhân dân tỉnh Kiên Giang or the Quốc hội.",
  MASS: "A mass organization, for example Mặt trận Tổ quốc.",
  MEDIA: "A newspaper, a broadcaster or a portal, for example Báo Kiên Giang.",
  MILITARY: "Of the armed forces, for example the Bộ đội Biên phòng.",
  SECTOR: "A branch of work as a whole, for example the ngành Tuyên giáo, which has a tradition day of its own.",
  OTHER: "None of the others, for example a company that sponsors a contest.",
});
export type OrganizationKind = keyof typeof OrganizationKind;

export const Level = enumOf("Level", "The level at which an organization works, for example `PROVINCE`.", {
  CENTRAL: "The whole country, for example Bộ Chính trị.",
  PROVINCE: "A province or a city of that rank, for example Tỉnh ủy Kiên Giang.",
  DISTRICT: "A district or a town, for example Thành ủy Phú Quốc.",
  COMMUNE: "A commune, a ward or a township, for example the Đảng ủy of one commune.",
});
export type Level = keyof typeof Level;

export const ProvinceKind = enumOf("ProvinceKind", "The rank of a first-level unit, for example `CITY` for Huế.", {
  PROVINCE: "A tỉnh, for example Kiên Giang.",
  CITY: "A city directly under the centre (thành phố trực thuộc trung ương), for example Hà Nội.",
});
export type ProvinceKind = keyof typeof ProvinceKind;

export const EventType = enumOf("EventType", "The four types of event, for example `CONFERENCE`.", {
  CONFERENCE:
    "A hội nghị, a congress, a session: people meet and decide or review. For example the national conference in Phú Quốc.",
  CEREMONY: "A lễ: something is marked, awarded or opened, for example an award ceremony.",
  INTERVIEW:
    "A conversation that a newspaper or broadcaster published, for example that of Lai Châu's portal with Lê Đức Dục.",
  CONTEST: "A cuộc thi, for example the writing contest that Kiên Giang held in 2022.",
});
export type EventType = keyof typeof EventType;

export const EntityType = enumOf(
  "EntityType",
  "Every type of entity: what a name can stand for. For example `OFFICIAL`.",
  {
    OFFICIAL: "A person, for example `official/mai-van-huynh`.",
    POSITION: "A title in an organization, for example Trưởng Ban Tuyên giáo Trung ương.",
    ORGANIZATION: "For example Tỉnh ủy Kiên Giang.",
    PROVINCE: "A province or city of that rank, for example `province/kien-giang`.",
    CONFERENCE: "A meeting, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.",
    CEREMONY: "A lễ, for example an award ceremony.",
    INTERVIEW: "A published conversation, for example that with Lê Đức Dục.",
    CONTEST: "A cuộc thi, for example a writing contest.",
    RESOLUTION: "A resolution, conclusion, regulation or the like, for example Nghị quyết 35-NQ/TW.",
    ANNIVERSARY: "A recurring commemoration, for example that of 1 August 1930.",
  },
);
export type EntityType = keyof typeof EntityType;

export const ConferenceKind = enumOf("ConferenceKind", "What a conference is called, for example `CONGRESS`.", {
  CONFERENCE: "A hội nghị, for example the national conference of July 2024 in Phú Quốc.",
  CONGRESS: "A đại hội, for example the 13th National Congress of the Party.",
  PLENUM: "A plenary meeting of a committee, for example Hội nghị Trung ương 9.",
  SESSION: "A kỳ họp of an assembly, for example the 7th session of the 15th Quốc hội.",
  SEMINAR: "A hội thảo or tọa đàm, for example one on digital transformation.",
  MEETING: "A working meeting (họp, giao ban), for example a monthly briefing.",
});
export type ConferenceKind = keyof typeof ConferenceKind;

export const EventMode = enumOf("EventMode", "How people came together, for example `ONLINE`.", {
  IN_PERSON: "In one place, for example a hall in Phú Quốc.",
  ONLINE: "By video, for example from a provincial point to 18 other points.",
  MIXED: "Both, for example in a hall and by video to the districts.",
});
export type EventMode = keyof typeof EventMode;

export const ResolutionKind = enumOf("ResolutionKind", "What a document calls itself, for example `NGHI_QUYET`.", {
  NGHI_QUYET: "Nghị quyết, a resolution, for example 35-NQ/TW.",
  KET_LUAN: "Kết luận, a conclusion, for example 01-KL/TW.",
  QUY_DINH: "Quy định, a regulation, for example 144-QĐ/TW.",
  QUYET_DINH: "Quyết định, a decision, for example one that founds a steering board.",
  CHI_THI: "Chỉ thị, a directive, for example 05-CT/TW.",
  KE_HOACH: "Kế hoạch, a plan, for example a provincial plan that implements a resolution.",
  HUONG_DAN: "Hướng dẫn, a guidance, for example one on how to celebrate an anniversary.",
  OTHER: "None of the others, for example a programme of action.",
});
export type ResolutionKind = keyof typeof ResolutionKind;

export const AnniversaryKind = enumOf("AnniversaryKind", "What is commemorated, for example `TRADITION_DAY`.", {
  TRADITION_DAY: "The tradition day of a branch of work, for example 1 August 1930.",
  BIRTH: "A birth, for example that of Trần Phú on 1 May 1904.",
  FOUNDING: "A founding, for example that of Lai Châu's Ngành Tuyên giáo on 4 February 1952.",
  VICTORY: "A victory, for example Điện Biên Phủ.",
  LIBERATION: "The liberation of a place, for example 30 April 1975.",
  VISIT: "A visit that a place remembers, for example one by Hồ Chí Minh.",
  OTHER: "None of the others, for example the signing of an agreement.",
});
export type AnniversaryKind = keyof typeof AnniversaryKind;

export const Direction = enumOf(
  "Direction",
  "Which way a list is ordered, for example `{name: ASC}`. What is unknown comes last either way.",
  {
    ASC: "From a to z, from the oldest to the newest: for example An Giang before Kiên Giang.",
    DESC: "From z to a, from the newest to the oldest: for example 2024 before 2023.",
  },
);
export type Direction = keyof typeof Direction;

export const EngineKind = enumOf(
  "EngineKind",
  "Where the graph is kept, for example `EMBEDDED`. The answers are the same.",
  {
    EMBEDDED: "In this process, kept on disk beside it: for example after a plain `npm start`.",
    NEO4J: "In a Neo4j database, for example one that `NEO4J_URI` names.",
  },
);
export type EngineKind = keyof typeof EngineKind;
