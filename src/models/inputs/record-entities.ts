import { InputType } from "type-graphql";
import { AnniversaryKind, EventType, OrganizationKind, ProvinceKind, ResolutionKind } from "../enums.js";
import {
  CODE,
  code,
  DISTINCT,
  distinct,
  ID,
  id,
  MENTIONS,
  mentions,
  plain,
  REASON,
  reason,
  SHA256,
  sha256,
  TITLE,
} from "./common.js";
import {
  AnniversaryFields,
  Common,
  EventFields,
  OfficialFields,
  OrganizationFields,
  ProvinceFields,
  ResolutionFields,
  SourceFields,
} from "./entities.js";
import { May, Must, name } from "./fields.js";
import type { MentionInput } from "./passages.js";

@InputType({ description: 'A person to record, for example `{name: "Nguyễn Văn An", birth: "1970"}`.' })
export class RecordOfficialInput extends OfficialFields {
  @May(id, ID("official/mai-van-huynh"))
  readonly id?: string;
  @Must(name, "The person's name, for example `Mai Văn Huỳnh`.")
  readonly name!: string;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A title in an organization to record, for example `{title: "Chánh Văn phòng", organization: "organization/tinh-uy-kien-giang"}`.',
})
export class RecordPositionInput extends Common {
  @May(id, ID("position/truong-ban-tuyen-giao-tinh-uy-kien-giang"))
  readonly id?: string;
  @Must(name, "The short form, for example `Trưởng Ban`.")
  readonly title!: string;
  @Must(id, "Where the title belongs, for example `organization/tinh-uy-kien-giang`.")
  readonly organization!: string;
  @May(name, "The full form, for example `Trưởng Ban Tuyên giáo Tỉnh ủy Kiên Giang`; made from the two if left out.")
  readonly name?: string;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'An organization to record, for example `{name: "Sở Y tế tỉnh Kiên Giang", kind: GOVERNMENT, province: "province/kien-giang"}`.',
})
export class RecordOrganizationInput extends OrganizationFields {
  @May(id, ID("organization/tinh-uy-kien-giang"))
  readonly id?: string;
  @Must(name, "Its full name, for example `Tỉnh ủy Kiên Giang`.")
  readonly name!: string;
  @Must(
    plain(() => OrganizationKind),
    "What it is, for example `PARTY`.",
  )
  readonly kind!: OrganizationKind;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A province to record, for example `{name: "Hà Tây", code: "28", kind: PROVINCE, validTo: "2008-07-31"}`.',
})
export class RecordProvinceInput extends ProvinceFields {
  @May(id, ID("province/kien-giang"))
  readonly id?: string;
  @Must(name, "Its name without its rank, for example `Kiên Giang`.")
  readonly name!: string;
  @Must(code, CODE)
  readonly code!: string;
  @Must(
    plain(() => ProvinceKind),
    "Its rank, for example `CITY`.",
  )
  readonly kind!: ProvinceKind;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'An event to record, for example `{type: CONFERENCE, kind: CONFERENCE, name: "Hội nghị Tỉnh ủy Kiên Giang lần thứ 10", date: "2023-07", province: "province/kien-giang"}`.',
})
export class RecordEventInput extends EventFields {
  @May(id, ID("event/hoi-nghi-tuyen-giao-toan-quoc-2024-07"))
  readonly id?: string;
  @Must(
    plain(() => EventType),
    "Which of the four types it is, for example `CONFERENCE`.",
  )
  readonly type!: EventType;
  @Must(
    name,
    "What it is called, or your description where the source does not name it: for example `Lễ trao giải Búa liềm vàng`.",
  )
  readonly name!: string;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A resolution, conclusion, regulation or the like to record, for example `{name: "Kết luận 14-KL/TW", number: "14-KL/TW", kind: KET_LUAN, issuedOn: "2021-09-22"}`.',
})
export class RecordResolutionInput extends ResolutionFields {
  @May(id, ID("resolution/35-nq-tw"))
  readonly id?: string;
  @Must(name, "What it is called, for example `Nghị quyết 35-NQ/TW`.")
  readonly name!: string;
  @Must(
    plain(() => ResolutionKind),
    "What it is, for example `NGHI_QUYET`.",
  )
  readonly kind!: ResolutionKind;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A recurring commemoration to record, for example `{name: "Ngày Thầy thuốc Việt Nam", kind: TRADITION_DAY, originDate: "1955-02-27"}`.',
})
export class RecordAnniversaryInput extends AnniversaryFields {
  @May(id, ID("anniversary/1930-08-01-nganh-tuyen-giao"))
  readonly id?: string;
  @Must(name, "What it is called, for example `Ngày truyền thống ngành Tuyên giáo của Đảng`.")
  readonly name!: string;
  @Must(
    plain(() => AnniversaryKind),
    "What is commemorated, for example `TRADITION_DAY`.",
  )
  readonly kind!: AnniversaryKind;
  @May(mentions, MENTIONS)
  readonly mentions?: readonly MentionInput[];
  @May(distinct, DISTINCT)
  readonly distinct?: boolean;
  @May(reason, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A source to record, for example `{title: "Kiên Giang: Sơ kết công tác tuyên giáo", outlet: "Báo Kiên Giang", publishedOn: "2023-09-20", sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}`.',
})
export class RecordSourceInput extends SourceFields {
  @May(id, ID("source/tuyen-giao-cac-cap-2023-09-19-kien-giang"))
  readonly id?: string;
  @Must(name, TITLE)
  readonly title!: string;
  @Must(sha256, SHA256)
  readonly sha256!: string;
  @May(reason, REASON)
  readonly reason?: string;
}
