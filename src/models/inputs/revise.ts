import { type ClassType, InputType } from "type-graphql";
import { AnniversaryKind, OrganizationKind, ProvinceKind, ResolutionKind } from "../enums.js";
import {
  CODE,
  code,
  DISTINCT,
  distinct,
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
import { id, May, Must, name, names, nested, whole } from "./fields.js";
import type { MentionInput } from "./passages.js";

const SET = (example: string) => `Fields to set, for example \`${example}\`; what is left out stays as it is.`;
const NEW_NAME =
  "What it is called from now on, for example `Kiên Giang`. The old name does not become an alias by itself.";

@InputType({ description: SET('{birth: "1970-05"}') })
export class OfficialChanges extends OfficialFields {
  @May(name, NEW_NAME)
  readonly name?: string;
}

@InputType({ description: SET('{title: "Chánh Văn phòng"}') })
export class PositionChanges extends Common {
  @May(name, NEW_NAME)
  readonly name?: string;
  @May(name, "The short form, for example `Trưởng Ban`.")
  readonly title?: string;
  @May(id, "Where the title belongs, for example `organization/tinh-uy-kien-giang`.")
  readonly organization?: string;
}

@InputType({ description: SET('{level: PROVINCE, province: "province/kien-giang"}') })
export class OrganizationChanges extends OrganizationFields {
  @May(name, NEW_NAME)
  readonly name?: string;
  @May(
    plain(() => OrganizationKind),
    "What it is, for example `PARTY`.",
  )
  readonly kind?: OrganizationKind;
}

@InputType({ description: SET('{validTo: "2025-06-30"}') })
export class ProvinceChanges extends ProvinceFields {
  @May(name, NEW_NAME)
  readonly name?: string;
  @May(code, CODE)
  readonly code?: string;
  @May(
    plain(() => ProvinceKind),
    "Its rank, for example `CITY`.",
  )
  readonly kind?: ProvinceKind;
}

@InputType({ description: SET('{date: "2024-07-08", province: "province/kien-giang"}') })
export class EventChanges extends EventFields {
  @May(name, NEW_NAME)
  readonly name?: string;
}

@InputType({ description: SET('{issuedOn: "2018-10-22"}') })
export class ResolutionChanges extends ResolutionFields {
  @May(name, NEW_NAME)
  readonly name?: string;
  @May(
    plain(() => ResolutionKind),
    "What it is, for example `NGHI_QUYET`.",
  )
  readonly kind?: ResolutionKind;
}

@InputType({ description: SET('{originDate: "1930-08-01"}') })
export class AnniversaryChanges extends AnniversaryFields {
  @May(name, NEW_NAME)
  readonly name?: string;
  @May(
    plain(() => AnniversaryKind),
    "What is commemorated, for example `TRADITION_DAY`.",
  )
  readonly kind?: AnniversaryKind;
}

@InputType({ description: SET('{publishedOn: "2023-09-19"}') })
export class SourceChanges extends SourceFields {
  @May(name, TITLE)
  readonly title?: string;
  @May(sha256, SHA256)
  readonly sha256?: string;
}

export interface Revision<Changes> {
  readonly id: string;
  readonly version: number;
  readonly set?: Changes;
  readonly unset?: readonly string[];
  readonly mentions?: readonly MentionInput[];
  readonly distinct?: boolean;
  readonly reason?: string;
}

/** A revision of one type: what was read, and what is to be another from now on. */
function revisionOf<Changes extends object>(
  type: string,
  changes: () => ClassType<Changes>,
  example: { readonly id: string; readonly set: string; readonly unset: string },
): ClassType<Revision<Changes>> {
  @InputType(`Revise${type}Input`, {
    description: `What to change, for example \`{id: "${example.id}", version: 1, set: ${example.set}, reason: "misread"}\`. It needs a mention that supports it, or a reason.`,
  })
  class RevisionType implements Revision<Changes> {
    @Must(id, `Which one, for example \`${example.id}\`.`)
    readonly id!: string;
    @Must(whole(1), "The `version` that you have read, for example `1`: where it has changed since, you get CONFLICT.")
    readonly version!: number;
    @May(nested(changes), `The fields to set, for example \`${example.set}\`. What is left out stays as it is.`)
    readonly set?: Changes;
    @May(names, `The names of fields that shall have no value any more, for example \`["${example.unset}"]\`.`)
    readonly unset?: readonly string[];
    @May(mentions, MENTIONS)
    readonly mentions?: readonly MentionInput[];
    @May(distinct, DISTINCT)
    readonly distinct?: boolean;
    @May(reason, REASON)
    readonly reason?: string;
  }
  return RevisionType;
}

export const ReviseOfficialInput = revisionOf("Official", () => OfficialChanges, {
  id: "official/mai-van-huynh",
  set: '{birth: "1970"}',
  unset: "birth",
});
export const RevisePositionInput = revisionOf("Position", () => PositionChanges, {
  id: "position/truong-ban-tuyen-giao-tinh-uy-kien-giang",
  set: '{title: "Trưởng Ban"}',
  unset: "note",
});
export const ReviseOrganizationInput = revisionOf("Organization", () => OrganizationChanges, {
  id: "organization/tinh-uy-kien-giang",
  set: "{level: PROVINCE}",
  unset: "partOf",
});
export const ReviseProvinceInput = revisionOf("Province", () => ProvinceChanges, {
  id: "province/kien-giang",
  set: '{validTo: "2025-06-30"}',
  unset: "validFrom",
});
export const ReviseEventInput = revisionOf("Event", () => EventChanges, {
  id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07",
  set: '{date: "2024-07-08"}',
  unset: "endDate",
});
export const ReviseResolutionInput = revisionOf("Resolution", () => ResolutionChanges, {
  id: "resolution/35-nq-tw",
  set: '{issuedOn: "2018-10-22"}',
  unset: "subject",
});
export const ReviseAnniversaryInput = revisionOf("Anniversary", () => AnniversaryChanges, {
  id: "anniversary/1930-08-01-nganh-tuyen-giao",
  set: '{originDate: "1930-08-01"}',
  unset: "honours",
});
export const ReviseSourceInput = revisionOf("Source", () => SourceChanges, {
  id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang",
  set: '{publishedOn: "2023-09-19"}',
  unset: "url",
});
