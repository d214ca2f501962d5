import { Ctx, Mutation, Resolver } from "type-graphql";
import {
  AddEvidenceInput,
  EndTenureInput,
  RecordParticipationInput,
  RecordSuccessionInput,
  RecordTenureInput,
  RecordTopicInput,
  RetractInput,
  ReviewInput,
  SetRankInput,
  WithdrawEvidenceInput,
} from "../../models/inputs/claims.js";
import {
  ClaimPayload,
  ParticipationPayload,
  ReviewPayload,
  SuccessionPayload,
  TenurePayload,
  TopicPayload,
} from "../../models/payloads.js";
import { claimOf } from "./answers.js";
import { IdempotencyKey, Input, type Key } from "./arguments.js";
import { calls } from "./calls.js";
import { type WriteContext, write } from "./write.js";

@Resolver()
export class ClaimMutations {
  @Mutation(() => TenurePayload, {
    description:
      'Records that an official held a position, or adds the evidence to the claim that says so already. For example `recordTenure(input: {official: "official/mai-van-huynh", position: "position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang", evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}) {claim {id status} created userErrors {message path}}`.',
  })
  async recordTenure(
    @Input(() => RecordTenureInput) { reason, ...input }: RecordTenureInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.recordTenure, input, { reason, key }));
  }

  @Mutation(() => ParticipationPayload, {
    description:
      'Records that someone had a role at an event, or adds the evidence and the capacities to the claim that says so already. For example `recordParticipation(input: {official: "official/mai-van-huynh", event: "event/hoi-nghi-35-nq-tw-kien-giang-2023", role: CHAIR, evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}) {claim {id} created userErrors {message path}}`.',
  })
  async recordParticipation(
    @Input(() => RecordParticipationInput) { reason, ...input }: RecordParticipationInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.recordParticipation, input, { reason, key }));
  }

  @Mutation(() => TopicPayload, {
    description:
      'Records that an event was about something, or adds the evidence to the claim that says so already. For example `recordTopic(input: {event: "event/hoi-nghi-35-nq-tw-kien-giang-2023", subject: "resolution/35-nq-tw", kind: REVIEWS, evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}) {claim {id} created userErrors {message path}}`.',
  })
  async recordTopic(
    @Input(() => RecordTopicInput) { reason, ...input }: RecordTopicInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.recordTopic, input, { reason, key }));
  }

  @Mutation(() => SuccessionPayload, {
    description:
      'Records that one province followed another. For example `recordSuccession(input: {predecessor: "province/kien-giang", successor: "province/an-giang-2025", assertedBy: CURATOR, reason: "Resolution 202/2025/QH15"}) {claim {id} created userErrors {message}}`.',
  })
  async recordSuccession(
    @Input(() => RecordSuccessionInput) { reason, ...input }: RecordSuccessionInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.recordSuccession, input, { reason, key }));
  }

  @Mutation(() => TenurePayload, {
    description:
      'Records when a tenure ended. For example `endTenure(input: {tenure: "tenure/423c59ce67e237a7", to: "2025-06-30", reason: "the province was merged"}) {claim {id} userErrors {message}}`.',
  })
  async endTenure(
    @Input(() => EndTenureInput) { reason, ...input }: EndTenureInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.endTenure, input, { reason, key }));
  }

  @Mutation(() => ClaimPayload, {
    description:
      'Adds passages to a claim. For example `addEvidence(input: {claim: "tenure/423c59ce67e237a7", evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}) {claim {evidence {start}} userErrors {message}}`.',
  })
  async addEvidence(
    @Input(() => AddEvidenceInput) { reason, ...input }: AddEvidenceInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.addEvidence, input, { reason, key }));
  }

  @Mutation(() => ClaimPayload, {
    description:
      'Takes a passage from a claim. For example `withdrawEvidence(input: {claim: "tenure/423c59ce67e237a7", source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297, reason: "it names another"}) {claim {evidence {start}} userErrors {message}}`.',
  })
  async withdrawEvidence(
    @Input(() => WithdrawEvidenceInput) { reason, ...input }: WithdrawEvidenceInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.withdrawEvidence, input, { reason, key }));
  }

  @Mutation(() => ClaimPayload, {
    description:
      'Prefers a claim to its rivals, or the contrary. For example `setRank(input: {claim: "tenure/423c59ce67e237a7", rank: PREFERRED}) {claim {rank} userErrors {message}}`.',
  })
  async setRank(
    @Input(() => SetRankInput) { reason, ...input }: SetRankInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.setRank, input, { reason, key }));
  }

  @Mutation(() => ClaimPayload, {
    description:
      'Says that a claim is not to be believed any more. It is kept, deprecated, with the reason. For example `retract(input: {claim: "tenure/423c59ce67e237a7", reason: "the report was withdrawn"}) {claim {rank} userErrors {message}}`.',
  })
  async retract(
    @Input(() => RetractInput) { reason, ...input }: RetractInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    return claimOf(await write(context, calls.retract, input, { reason, key }));
  }

  @Mutation(() => ReviewPayload, {
    description:
      'Confirms or rejects claims that wait for review, up to 500 in a call: all of them or, with one refusal, none. For example `review(input: {claims: ["tenure/423c59ce67e237a7"], status: CONFIRMED}) {claims {id status} userErrors {message path}}`.',
  })
  async review(
    @Input(() => ReviewInput) { reason, ...input }: ReviewInput,
    @IdempotencyKey() key: Key,
    @Ctx() context: WriteContext,
  ) {
    const { result, change } = await write(context, calls.review, input, { reason, key });
    return { claims: result.claims.map(({ id }) => id), created: false, change, userErrors: [] };
  }
}
