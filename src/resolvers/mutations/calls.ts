import * as verbs from "../../graph/changes/verbs/index.js";
import { merge } from "../../graph/changes/verbs/merge.js";
import { unmerge } from "../../graph/changes/verbs/unmerge.js";
import { call } from "./write.js";

const { subjectsOf } = verbs;

/** Every mutation's verb, and what it is to lock first. */
export const calls = {
  recordEntity: call("recordEntity", verbs.recordEntity, subjectsOf.recordEntity),
  reviseEntity: call("reviseEntity", verbs.reviseEntity, subjectsOf.reviseEntity),
  recordTenure: call("recordTenure", verbs.recordTenure, subjectsOf.recordTenure),
  recordParticipation: call("recordParticipation", verbs.recordParticipation, subjectsOf.recordParticipation),
  recordTopic: call("recordTopic", verbs.recordTopic, subjectsOf.recordTopic),
  recordSuccession: call("recordSuccession", verbs.recordSuccession, subjectsOf.recordSuccession),
  endTenure: call("endTenure", verbs.endTenure, subjectsOf.endTenure),
  addEvidence: call("addEvidence", verbs.addEvidence, subjectsOf.addEvidence),
  withdrawEvidence: call("withdrawEvidence", verbs.withdrawEvidence, subjectsOf.withdrawEvidence),
  setRank: call("setRank", verbs.setRank, subjectsOf.setRank),
  review: call("review", verbs.review, subjectsOf.review),
  retract: call("retract", verbs.retract, subjectsOf.retract),
  merge: call("mergeEntities", merge, ({ absorbed, survivor }) => [absorbed, survivor]),
  unmerge: call("unmergeEntity", unmerge, ({ absorbed }) => [absorbed]),
  recordDocument: call("recordDocument", verbs.recordDocument, subjectsOf.recordDocument),
} as const;
