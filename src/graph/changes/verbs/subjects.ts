import { claimId } from "../../../domain/identity.js";
import type {
  AddEvidenceInput,
  EndTenureInput,
  RecordDocumentInput,
  RecordEntityInput,
  RecordParticipationInput,
  RecordSuccessionInput,
  RecordTenureInput,
  RecordTopicInput,
  RetractInput,
  ReviewInput,
  ReviseEntityInput,
  SetRankInput,
  WithdrawEvidenceInput,
} from "./inputs.js";

const known = (...ids: readonly (string | undefined)[]): readonly string[] => ids.filter((id) => id !== undefined);

/**
 * The ids that each verb surely writes or whose absence it relies on, for `transact` to lock first. What else it
 * reads, `transact` verifies.
 */
export const subjectsOf = {
  recordEntity: (input: RecordEntityInput) => known(input.id),
  reviseEntity: ({ id }: ReviseEntityInput) => [id],
  recordTenure: ({ official, position, ordinal = 1 }: RecordTenureInput) => [
    claimId("tenure", [official, position, String(ordinal)]),
  ],
  recordParticipation: ({ official, organization, description, event, role }: RecordParticipationInput) => [
    claimId("participation", [official ?? organization ?? `described:${description}`, event, role]),
  ],
  recordTopic: ({ event, subject, kind }: RecordTopicInput) => [claimId("topic", [event, subject, kind])],
  recordSuccession: ({ predecessor, successor }: RecordSuccessionInput) => [
    claimId("succession", [predecessor, successor]),
  ],
  endTenure: ({ tenure }: EndTenureInput) => [tenure],
  addEvidence: ({ claim }: AddEvidenceInput) => [claim],
  withdrawEvidence: ({ claim }: WithdrawEvidenceInput) => [claim],
  setRank: ({ claim }: SetRankInput) => [claim],
  review: ({ claims }: ReviewInput) => claims,
  retract: ({ claim }: RetractInput) => [claim],
  recordDocument: ({ statements }: RecordDocumentInput) => [...new Set(statements.map(({ record }) => record.id))],
} as const;
