import { endTenure } from "./end-tenure.js";
import { addEvidence, withdrawEvidence } from "./evidence.js";
import { merge } from "./merge.js";
import { recordSuccession, recordTenure, recordTopic } from "./record-claim.js";
import { recordDocument } from "./record-document.js";
import { recordEntity } from "./record-entity.js";
import { recordParticipation } from "./record-participation.js";
import { reviseEntity } from "./revise-entity.js";
import { retract, review, setRank } from "./standing.js";
import { unmerge } from "./unmerge.js";

export type * from "./inputs.js";
export { subjectsOf } from "./subjects.js";
export type * from "./verb.js";
export {
  addEvidence,
  endTenure,
  merge,
  recordDocument,
  recordEntity,
  recordParticipation,
  recordSuccession,
  recordTenure,
  recordTopic,
  retract,
  review,
  reviseEntity,
  setRank,
  unmerge,
  withdrawEvidence,
};

/** By the name that stands in the history. */
export const verbs = {
  recordEntity,
  reviseEntity,
  recordTenure,
  recordParticipation,
  recordTopic,
  recordSuccession,
  endTenure,
  addEvidence,
  withdrawEvidence,
  setRank,
  review,
  retract,
  merge,
  unmerge,
  recordDocument,
} as const;
