import { InputType } from "type-graphql";
import { Asserter, Proposal, Rank, Role, TopicKind, Verdict } from "../claim-enums.js";
import { EVIDENCE, evidence, REASON } from "./common.js";
import { date, dates, id, ids, idsUpTo, long, May, Must, name, plain, several, whole } from "./fields.js";
import { EvidenceInput } from "./passages.js";

const REASON_WITHOUT = `${REASON} Needed where a curator asserts the claim without evidence.`;

/** What every claim takes. */
@InputType()
class ClaimFields {
  @May(evidence, `${EVIDENCE} At least one, unless \`assertedBy\` is \`CURATOR\` and a reason is given.`)
  readonly evidence?: readonly EvidenceInput[];
  @May(
    plain(() => Asserter),
    "Who vouches for it where no source is at hand, for example `CURATOR`.",
  )
  readonly assertedBy?: Asserter;
  @May(
    plain(() => Proposal),
    "Where it stands in review, for example `CONFIRMED`: a new claim is `PROPOSED` unless you say.",
  )
  readonly status?: Proposal;
  @May(
    plain(() => Rank),
    "Whether you prefer it to its rivals, for example `PREFERRED`.",
  )
  readonly rank?: Rank;
  @May(long, "What readers should know, for example a doubt about the date.")
  readonly note?: string;
  @May(ids, 'Ids of claims that it contradicts, for example `["tenure/423c59ce67e237a7"]`.')
  readonly rivalOf?: readonly string[];
  @May(long, REASON_WITHOUT)
  readonly reason?: string;
}

@InputType({
  description:
    'That an official held a position, for example `{official: "official/mai-van-huynh", position: "position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang", evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}`.',
})
export class RecordTenureInput extends ClaimFields {
  @Must(id, "Who held it, for example `official/mai-van-huynh`.")
  readonly official!: string;
  @Must(id, "What was held, for example `position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang`.")
  readonly position!: string;
  @May(
    whole(1),
    "Which holding of the same post by the same person, for example `2` for a second one; `1` unless you say.",
  )
  readonly ordinal?: number;
  @May(date, "When it began, for example `2020-10`.")
  readonly from?: string;
  @May(date, "When it ended, for example `2025-06-30`.")
  readonly to?: string;
  @May(dates, 'Dates on which sources show the person in the post, for example `["2023-09-19"]`.')
  readonly attestedOn?: readonly string[];
}

@InputType({
  description:
    'That someone had a role at an event, for example `{official: "official/mai-van-huynh", event: "event/hoi-nghi-35-nq-tw-kien-giang-2023", role: CHAIR, evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}`. Exactly one of official, organization and description says who.',
})
export class RecordParticipationInput extends ClaimFields {
  @May(id, "Who it was, for example `official/mai-van-huynh`.")
  readonly official?: string;
  @May(id, "Which organization it was, for example `organization/ban-thuong-vu-tinh-uy-kien-giang`.")
  readonly organization?: string;
  @May(name, "Who it was where the source names nobody, for example `lãnh đạo các cơ quan báo chí`.")
  readonly description?: string;
  @May(whole(1), "How many they were, if the source says, for example `63`.")
  readonly count?: number;
  @Must(id, "Where it was, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.")
  readonly event!: string;
  @Must(
    plain(() => Role),
    "What they did there, for example `CHAIR`.",
  )
  readonly role!: Role;
  @May(name, "How the source puts it, for example `phát biểu chỉ đạo`.")
  readonly roleAsWritten?: string;
  @May(name, "What was handed over or received, for example `Bằng khen của Ban Thường vụ Tỉnh ủy`.")
  readonly award?: string;
  @May(id, "For whom they spoke or acted, for example `organization/dai-pt-th-kon-tum`.")
  readonly onBehalfOf?: string;
  @May(
    ids,
    'The posts that the source states beside the name, in its order: ids of positions that the official is recorded to hold, or of those tenures. For example `["position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang"]`.',
  )
  readonly inCapacityOf?: readonly string[];
}

@InputType({
  description:
    'That an event was about something, for example `{event: "event/hoi-nghi-35-nq-tw-kien-giang-2023", subject: "resolution/35-nq-tw", kind: REVIEWS, years: 5, evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}`.',
})
export class RecordTopicInput extends ClaimFields {
  @Must(id, "The event, for example `event/hoi-nghi-35-nq-tw-kien-giang-2023`.")
  readonly event!: string;
  @Must(id, "What it was about: a resolution, an anniversary or another event, for example `resolution/35-nq-tw`.")
  readonly subject!: string;
  @Must(
    plain(() => TopicKind),
    "How it was about it, for example `REVIEWS`.",
  )
  readonly kind!: TopicKind;
  @May(whole(1), "How many years were marked or reviewed, for example `92`.")
  readonly years?: number;
  @May(date, "The day of that year's anniversary, for example `2022-08-01`: not the day of the event.")
  readonly celebratedOn?: string;
}

@InputType({
  description:
    'That one province followed another, for example `{predecessor: "province/kien-giang", successor: "province/an-giang-2025", on: "2025-07-01", assertedBy: CURATOR, reason: "Resolution 202/2025/QH15"}`.',
})
export class RecordSuccessionInput extends ClaimFields {
  @Must(id, "What was there before, for example `province/kien-giang`.")
  readonly predecessor!: string;
  @Must(id, "What came after, for example `province/an-giang-2025`.")
  readonly successor!: string;
  @May(date, "The first day of the successor, for example `2025-07-01`.")
  readonly on?: string;
  @May(id, "The document that decided it, for example `resolution/35-nq-tw`.")
  readonly basis?: string;
}

const CLAIM = "Which claim, for example `tenure/423c59ce67e237a7`.";

@InputType({
  description:
    'When a tenure ended, for example `{tenure: "tenure/423c59ce67e237a7", to: "2025-06-30", reason: "the province was merged"}`.',
})
export class EndTenureInput {
  @Must(id, "Which tenure, for example `tenure/423c59ce67e237a7`.")
  readonly tenure!: string;
  @Must(date, "When it ended, for example `2025-06-30`.")
  readonly to!: string;
  @May(evidence, `${EVIDENCE} At least one, or a reason.`)
  readonly evidence?: readonly EvidenceInput[];
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'Further passages for a claim, for example `{claim: "tenure/423c59ce67e237a7", evidence: [{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297}]}`.',
})
export class AddEvidenceInput {
  @Must(id, CLAIM)
  readonly claim!: string;
  @Must(
    several(() => EvidenceInput),
    `${EVIDENCE} At least one.`,
  )
  readonly evidence!: readonly EvidenceInput[];
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A passage that does not say so after all, for example `{claim: "tenure/423c59ce67e237a7", source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297, reason: "it names another person"}`.',
})
export class WithdrawEvidenceInput {
  @Must(id, CLAIM)
  readonly claim!: string;
  @Must(id, "The source of the passage, for example `source/tuyen-giao-cac-cap-2023-09-19-kien-giang`.")
  readonly source!: string;
  @Must(whole(0), "Where the passage begins, for example `188`.")
  readonly start!: number;
  @Must(whole(1), "Where the passage ends, for example `297`.")
  readonly end!: number;
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description: 'How a claim ranks among its rivals, for example `{claim: "tenure/423c59ce67e237a7", rank: PREFERRED}`.',
})
export class SetRankInput {
  @Must(id, CLAIM)
  readonly claim!: string;
  @Must(
    plain(() => Rank),
    "Its rank, for example `PREFERRED`.",
  )
  readonly rank!: Rank;
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A verdict on proposed claims, for example `{claims: ["tenure/423c59ce67e237a7"], status: CONFIRMED}`: all of them or, with one refusal, none.',
})
export class ReviewInput {
  @Must(idsUpTo(500), 'Which claims, 1 to 500, for example `["tenure/423c59ce67e237a7"]`.')
  readonly claims!: readonly string[];
  @Must(
    plain(() => Verdict),
    "The verdict, for example `CONFIRMED`.",
  )
  readonly status!: Verdict;
  @May(long, REASON)
  readonly reason?: string;
}

@InputType({
  description:
    'A claim that is not to be believed any more, for example `{claim: "tenure/423c59ce67e237a7", reason: "the newspaper withdrew the report"}`.',
})
export class RetractInput {
  @Must(id, CLAIM)
  readonly claim!: string;
  @Must(long, REASON)
  readonly reason!: string;
}
