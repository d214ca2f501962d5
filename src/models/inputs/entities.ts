import { InputType } from "type-graphql";
import { ConferenceKind, EventMode, Level, OfficialKind } from "../enums.js";
import { date, flag, id, ids, long, May, name, names, plain, text } from "./fields.js";

// What can be said of each type and need not be: recording demands more, a revision takes the rest as optional too.

@InputType()
export class Common {
  @May(names, 'Its other names and spellings, for example `["Thừa Thiên Huế"]` of Huế.')
  readonly aliases?: readonly string[];
  @May(long, "What readers should know, for example a doubt about how the source spells the name.")
  readonly note?: string;
}

@InputType()
export class OfficialFields extends Common {
  @May(
    plain(() => OfficialKind),
    "Why the person is in the graph, for example `JOURNALIST`: `OFFICIAL` unless you say.",
  )
  readonly kind?: OfficialKind;
  @May(date, "When the person was born, for example `1904-05-01`.")
  readonly birth?: string;
  @May(date, "When the person died, for example `1931-09-06`.")
  readonly death?: string;
}

@InputType()
export class OrganizationFields extends Common {
  @May(
    plain(() => Level),
    "The level at which it works, for example `PROVINCE`.",
  )
  readonly level?: Level;
  @May(id, "The organization that it is part of, for example `organization/tinh-uy-kien-giang`.")
  readonly partOf?: string;
  @May(id, "Where it is, for example `province/kien-giang`.")
  readonly province?: string;
}

@InputType()
export class ProvinceFields extends Common {
  @May(date, "Its first day, for example `2025-07-01`; left out where it is older than this graph.")
  readonly validFrom?: string;
  @May(date, "Its last day, for example `2025-06-30`; left out of one that exists today.")
  readonly validTo?: string;
}

@InputType()
export class EventFields extends Common {
  @May(
    plain(() => ConferenceKind),
    "What a conference is called, for example `CONGRESS`. Conferences need it; others have none.",
  )
  readonly kind?: ConferenceKind;
  @May(date, "When it took place or began, for example `2024-07-08`, or `2022` where no more is known.")
  readonly date?: string;
  @May(date, "When it ended, if it lasted longer than a day, for example `2021-02-01`.")
  readonly endDate?: string;
  @May(names, 'Where it took place, as written, for example `["thành phố Phú Quốc (tỉnh Kiên Giang)"]`.')
  readonly places?: readonly string[];
  @May(
    plain(() => EventMode),
    "How people came together, for example `ONLINE`.",
  )
  readonly mode?: EventMode;
  @May(long, "What it was about where that is no document, for example `công tác tuyên giáo 6 tháng đầu năm`.")
  readonly subject?: string;
  @May(
    flag,
    "Whether a source names it; `false`, for example, where the name is your description. True unless you say.",
  )
  readonly nameStated?: boolean;
  @May(id, "The province where it took place, under the name of its time, for example `province/kien-giang`.")
  readonly province?: string;
  @May(ids, 'Who organized it, in the order of the source, for example `["organization/tinh-uy-kien-giang"]`.')
  readonly organizers?: readonly string[];
  @May(id, "The larger event that it was part of, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.")
  readonly partOf?: string;
}

@InputType()
export class ResolutionFields extends Common {
  @May(text(100), "Its number as written, for example `35-NQ/TW`.")
  readonly number?: string;
  @May(date, "When it was issued, for example `2018-10-22`.")
  readonly issuedOn?: string;
  @May(long, "What it is about, for example `tăng cường bảo vệ nền tảng tư tưởng của Đảng`.")
  readonly subject?: string;
  @May(id, "Who issued it, for example `organization/bo-chinh-tri`.")
  readonly issuer?: string;
}

@InputType()
export class AnniversaryFields extends Common {
  @May(date, "The day that is commemorated, for example `1930-08-01`: not one year's celebration.")
  readonly originDate?: string;
  @May(
    id,
    "Whom or what it honours: a person, an organization or an event, for example `organization/nganh-tuyen-giao`.",
  )
  readonly honours?: string;
}

@InputType()
export class SourceFields {
  @May(name, "The newspaper, broadcaster or portal that published it, for example `laichau.gov.vn`.")
  readonly outlet?: string;
  @May(names, 'Who signed it, as written there, for example `["Nguyễn Hoa"]`.')
  readonly authors?: readonly string[];
  @May(text(2000), "Where it was found, for example `https://tuyengiaokontum.org.vn`.")
  readonly url?: string;
  @May(date, "When it was published, for example `2023-09-19`.")
  readonly publishedOn?: string;
  @May(date, "When the stored text was taken, for example `2024-06-13`.")
  readonly capturedOn?: string;
}
