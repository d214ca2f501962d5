import { Ctx, Mutation, Resolver } from "type-graphql";
import type { FieldValue } from "../../graph/changes/verbs/index.js";
import { badInput } from "../../graph/errors.js";
import {
  type AnniversaryChanges,
  type EventChanges,
  type OfficialChanges,
  type OrganizationChanges,
  type PositionChanges,
  type ProvinceChanges,
  type ResolutionChanges,
  ReviseAnniversaryInput,
  ReviseEventInput,
  ReviseOfficialInput,
  ReviseOrganizationInput,
  RevisePositionInput,
  ReviseProvinceInput,
  ReviseResolutionInput,
  ReviseSourceInput,
  type Revision,
  type SourceChanges,
} from "../../models/inputs/revise.js";
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

@Resolver()
export class ReviseMutations {
  @Mutation(() => OfficialPayload, {
    description:
      'Changes the fields of an official, if it is still as you have read it. For example `reviseOfficial(input: {id: "official/mai-van-huynh", version: 1, set: {birth: "1970"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseOfficial(
    @Input(() => ReviseOfficialInput) input: Revision<OfficialChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "official", input, key));
  }

  @Mutation(() => PositionPayload, {
    description:
      'Changes the fields of a title in an organization, if it is still as you have read it. For example `revisePosition(input: {id: "position/truong-ban-tuyen-giao-tinh-uy-kien-giang", version: 1, set: {title: "Trưởng Ban"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async revisePosition(
    @Input(() => RevisePositionInput) input: Revision<PositionChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "position", input, key));
  }

  @Mutation(() => OrganizationPayload, {
    description:
      'Changes the fields of an organization, if it is still as you have read it. For example `reviseOrganization(input: {id: "organization/tinh-uy-kien-giang", version: 1, set: {level: PROVINCE}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseOrganization(
    @Input(() => ReviseOrganizationInput) input: Revision<OrganizationChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "organization", input, key));
  }

  @Mutation(() => ProvincePayload, {
    description:
      'Changes the fields of a province, if it is still as you have read it. For example `reviseProvince(input: {id: "province/kien-giang", version: 1, set: {validTo: "2025-06-30"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseProvince(
    @Input(() => ReviseProvinceInput) input: Revision<ProvinceChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "province", input, key));
  }

  @Mutation(() => EventPayload, {
    description:
      'Changes the fields of a conference, ceremony, interview or contest, if it is still as you have read it. For example `reviseEvent(input: {id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07", version: 1, set: {date: "2024-07-08"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseEvent(
    @Input(() => ReviseEventInput) input: Revision<EventChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "event", input, key));
  }

  @Mutation(() => ResolutionPayload, {
    description:
      'Changes the fields of a resolution, conclusion, regulation or the like, if it is still as you have read it. For example `reviseResolution(input: {id: "resolution/35-nq-tw", version: 1, set: {issuedOn: "2018-10-22"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseResolution(
    @Input(() => ReviseResolutionInput) input: Revision<ResolutionChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "resolution", input, key));
  }

  @Mutation(() => AnniversaryPayload, {
    description:
      'Changes the fields of a recurring commemoration, if it is still as you have read it. For example `reviseAnniversary(input: {id: "anniversary/1930-08-01-nganh-tuyen-giao", version: 1, set: {originDate: "1930-08-01"}, reason: "misread"}) {entity {version} userErrors {code message}}`.',
  })
  async reviseAnniversary(
    @Input(() => ReviseAnniversaryInput) input: Revision<AnniversaryChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return entityOf(await revise(context, "anniversary", input, key));
  }

  @Mutation(() => SourcePayload, {
    description:
      'Changes the fields of a source, if it is still as you have read it. For example `reviseSource(input: {id: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", version: 1, set: {publishedOn: "2023-09-19"}, reason: "misread"}) {source {version} userErrors {code message}}`.',
  })
  async reviseSource(
    @Input(() => ReviseSourceInput) input: Revision<SourceChanges>,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return sourceOf(await revise(context, "source", input, key));
  }
}

/** The type is told by the id: one of another type is not revised by accident. */
async function revise(context: WriteContext, type: string, { reason, set, ...input }: Revision<object>, key: Key) {
  if (!input.id.startsWith(`${type}/`)) {
    throw badInput(`id must be that of ${/^[aeiou]/.test(type) ? "an" : "a"} ${type}, which begins with ${type}/.`, [
      "id",
    ]);
  }
  const fields: Readonly<Record<string, FieldValue | undefined>> | undefined = set && { ...set };
  return write(context, calls.reviseEntity, { ...input, ...(fields && { set: fields }) }, { reason, key });
}
