import { enumOf } from "./enum-of.js";

/** The enums of claims and of the questions about them. */

export const Role = enumOf("Role", "What someone did at an event, for example `CHAIR`.", {
  CHAIR: "Presided (chủ trì), for example Mai Văn Huỳnh in Phú Quốc in 2024.",
  SPEAKER: "Spoke (phát biểu, kết luận, tham luận), for example Nguyễn Kim Thái for Kon Tum.",
  ATTENDEE: "Was there (dự, tham dự), for example the boards of 63 provinces.",
  PRESENTER: "Handed over an award or a decision (trao), for example Nguyễn Thanh Phong in 2023.",
  RECIPIENT: "Received an award or a decision, for example ten collectives in Kiên Giang in 2023.",
  INTERVIEWEE: "Was interviewed, for example Lê Đức Dục.",
  INTERVIEWER: "Asked the questions, for example Văn Hiển.",
  HONOUREE: "Was honoured by the event, for example a teacher at a ceremony.",
});
export type Role = keyof typeof Role;

export const ClaimType = enumOf("ClaimType", "The four types of claim, for example `TENURE`.", {
  TENURE: "That an official held a position, for example Mai Văn Huỳnh that of a chairman.",
  PARTICIPATION: "That someone had a role at an event, for example that of the chair.",
  TOPIC: "That an event was about something, for example about a resolution.",
  SUCCESSION: "That one province followed another, for example the new An Giang Kiên Giang.",
});
export type ClaimType = keyof typeof ClaimType;

export const TopicKind = enumOf("TopicKind", "How an event is about something, for example `IMPLEMENTS`.", {
  REVIEWS: "The event as a whole looks back on it: for example five years of Nghị quyết 35-NQ/TW.",
  IMPLEMENTS: "The event carries it out, for example a resolution of the Party congress.",
  DISSEMINATES:
    "The event makes it known (quán triệt, phổ biến), for example a new regulation to those who must keep it.",
  ADOPTS: "The event passed it, for example the 13th congress its resolution.",
  MARKS: "The event commemorates it, for example the 92nd year of 1 August 1930.",
  MENTIONS: "It is named there and no more, for example Hội nghị Trung ương 9.",
});
export type TopicKind = keyof typeof TopicKind;

export const Rank = enumOf("Rank", "Which of several rival claims an editor prefers, for example `PREFERRED`.", {
  PREFERRED: "The one to believe where claims contradict each other, for example the spelling that two sources share.",
  NORMAL: "Neither preferred nor set aside: for example nearly every claim.",
  DEPRECATED:
    "Known to be wrong and kept so that it can be seen, for example a misprint. Left out unless a filter names `rank`.",
});
export type Rank = keyof typeof Rank;

export const ReviewStatus = enumOf("ReviewStatus", "Where a claim stands in review, for example `CONFIRMED`.", {
  PROPOSED: "Waits for a reviewer, for example a claim recorded a minute ago. Left out unless a filter names `status`.",
  CONFIRMED: "Checked against its source: for example all the bundled claims.",
  REJECTED: "Checked and refused, for example a claim about a namesake. Left out unless a filter names `status`.",
});
export type ReviewStatus = keyof typeof ReviewStatus;

export const Certainty = enumOf(
  "Certainty",
  "How sure it is that someone held a post on a date, or that a date lies where you ask. For example `CERTAIN`: asked for at least that, you get nothing weaker.",
  {
    CERTAIN:
      "On every day that you ask about: for example on 2023-09-19, of a chairman whom a report of that day names.",
    POSSIBLE: "Perhaps: nothing excludes it and something dates the post, for example a report of the following year.",
    UNDATED:
      "Nothing dates the post at all, for example that of a general secretary whom a report names without a date.",
  },
);
export type Certainty = keyof typeof Certainty;

export const CountDimension = enumOf(
  "CountDimension",
  "What participations are counted by, for example `[ROLE, PROVINCE]`.",
  {
    ROLE: "By role: for example how many chairs, how many speakers.",
    OFFICIAL: "By person, for example `official/mai-van-huynh`.",
    ORGANIZATION: "By the organization that took part, for example Ban Chỉ đạo 35 Tỉnh ủy Kiên Giang.",
    EVENT: "By event, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`.",
    EVENT_TYPE: "By type of event, for example `INTERVIEW`.",
    POSITION:
      "By the post in whose capacity someone took part; a chair with three posts counts once for each, for example.",
    PROVINCE: "By the province where the event was held, for example `province/kien-giang`.",
    YEAR: "By the year of the event, for example 2024.",
  },
);
export type CountDimension = keyof typeof CountDimension;

export const Proposal = enumOf("Proposal", "Where a claim that is recorded stands in review, for example `PROPOSED`.", {
  PROPOSED: "Waits for a reviewer, as a claim does unless its recorder says otherwise, for example.",
  CONFIRMED: "Checked by its recorder against its source, for example a curator who has the report at hand.",
});
export type Proposal = keyof typeof Proposal;

export const Verdict = enumOf("Verdict", "What a review comes to, for example `CONFIRMED`.", {
  CONFIRMED: "The source says so: from now on, every reader sees the claim, for example.",
  REJECTED: "The source does not say so, for example of a claim about a namesake.",
});
export type Verdict = keyof typeof Verdict;

export const Asserter = enumOf("Asserter", "Who vouches for a claim without a source, for example `CURATOR`.", {
  CURATOR: "The curator who records it, and says why: for example from a document that cannot be cited.",
});
export type Asserter = keyof typeof Asserter;
