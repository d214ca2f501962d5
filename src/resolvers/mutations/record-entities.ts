import { Ctx, Mutation, Resolver } from "type-graphql";
import type { EventType as EventName } from "../../graph/node-types.js";
import type { EventType } from "../../models/enums.js";
import {
  RecordAnniversaryInput,
  RecordEventInput,
  RecordOfficialInput,
  RecordOrganizationInput,
  RecordPositionInput,
  RecordProvinceInput,
  RecordResolutionInput,
  RecordSourceInput,
} from "../../models/inputs/record-entities.js";
import {
  AnniversaryPayload,
  EventPayload,
  OfficialPayload,
  OrganizationPayload,
  PositionPayload,
  ProvincePayload,
  ResolutionPayload,
  SourcePayload,
} from "../../models/payloads.js";
import { entityOf, sourceOf } from "./answers.js";
import { IdempotencyKey, Input, type Key } from "./arguments.js";
import { calls } from "./calls.js";
import { type WriteContext, write } from "./write.js";

const eventTypes: Readonly<Record<EventType, EventName>> = {
  CONFERENCE: "Conference",
  CEREMONY: "Ceremony",
  INTERVIEW: "Interview",
  CONTEST: "Contest",
};

@Resolver()
export class RecordEntityMutations {
  @Mutation(() => OfficialPayload, {
    description:
      'Records an official: a person, or finds it where it is recorded already. Of others with the same name you get the candidates, unless `distinct` says that it is another. For example `recordOfficial(input: {name: "Nguyễn Văn An", birth: "1970"}) {entity {id} created userErrors {message candidates {id}}}`.',
  })
  async recordOfficial(
    @Input(() => RecordOfficialInput) { reason, ...fields }: RecordOfficialInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Official", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => PositionPayload, {
    description:
      'Records a title in an organization, or finds it where it is recorded already. For example `recordPosition(input: {title: "Chánh Văn phòng", organization: "organization/tinh-uy-kien-giang"}) {entity {id name} userErrors {message}}`.',
  })
  async recordPosition(
    @Input(() => RecordPositionInput) { reason, ...fields }: RecordPositionInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Position", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => OrganizationPayload, {
    description:
      'Records an organization, or finds it where it is recorded already. For example `recordOrganization(input: {name: "Sở Y tế tỉnh Kiên Giang", kind: GOVERNMENT}) {entity {id} userErrors {message}}`.',
  })
  async recordOrganization(
    @Input(() => RecordOrganizationInput) { reason, ...fields }: RecordOrganizationInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Organization", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => ProvincePayload, {
    description:
      'Records a province, or finds it where it is recorded already. For example `recordProvince(input: {name: "Hà Tây", code: "28", kind: PROVINCE, validTo: "2008-07-31"}) {entity {id} userErrors {message}}`.',
  })
  async recordProvince(
    @Input(() => RecordProvinceInput) { reason, ...fields }: RecordProvinceInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Province", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => EventPayload, {
    description:
      'Records a conference, ceremony, interview or contest, or finds it where it is recorded already. For example `recordEvent(input: {type: CEREMONY, name: "Lễ trao giải Búa liềm vàng", date: "2024"}) {entity {id} userErrors {message}}`.',
  })
  async recordEvent(
    @Input(() => RecordEventInput) { reason, type, ...fields }: RecordEventInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: eventTypes[type], ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => ResolutionPayload, {
    description:
      'Records a resolution, conclusion, regulation or the like, or finds it where it is recorded already. For example `recordResolution(input: {name: "Kết luận 14-KL/TW", number: "14-KL/TW", kind: KET_LUAN}) {entity {id} userErrors {message}}`.',
  })
  async recordResolution(
    @Input(() => RecordResolutionInput) { reason, ...fields }: RecordResolutionInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Resolution", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => AnniversaryPayload, {
    description:
      'Records a recurring commemoration, or finds it where it is recorded already. For example `recordAnniversary(input: {name: "Ngày Thầy thuốc Việt Nam", kind: TRADITION_DAY, originDate: "1955-02-27"}) {entity {id} userErrors {message}}`.',
  })
  async recordAnniversary(
    @Input(() => RecordAnniversaryInput) { reason, ...fields }: RecordAnniversaryInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Anniversary", ...fields } as const;
    return entityOf(await write(context, calls.recordEntity, input, { reason, key }));
  }

  @Mutation(() => SourcePayload, {
    description:
      'Records a source, or finds it where it is recorded already. One with the same hash is found, not recorded twice. For example `recordSource(input: {title: "Sơ kết công tác tuyên giáo", sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}) {source {id} userErrors {message}}`.',
  })
  async recordSource(
    @Input(() => RecordSourceInput) { reason, ...fields }: RecordSourceInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const input = { type: "Source", ...fields } as const;
    return sourceOf(await write(context, calls.recordEntity, input, { reason, key }));
  }
}
