import { type ClassType, Int, ObjectType } from "type-graphql";
import { Anniversary } from "./anniversary.js";
import { Change } from "./change.js";
import { Claim } from "./claim.js";
import { Entity } from "./entity.js";
import { enumOf } from "./enum-of.js";
import { Event } from "./event.js";
import { NonNull, Nullable } from "./fields.js";
import { Later } from "./mapping.js";
import { Node } from "./node.js";
import { Official } from "./official.js";
import { Organization } from "./organization.js";
import { Participation } from "./participation.js";
import { Position } from "./position.js";
import { Province } from "./province.js";
import { Resolution } from "./resolution.js";
import { Source } from "./source.js";
import { Succession } from "./succession.js";
import { Tenure } from "./tenure.js";
import { Topic } from "./topic.js";

export const UserErrorCode = enumOf("UserErrorCode", "Why nothing was written, for example `CONFLICT`.", {
  BAD_USER_INPUT: "The input is not as it must be, for example a tenure that ends before it begins.",
  NOT_FOUND: "An id leads nowhere, for example that of a source that is not recorded yet.",
  CONFLICT: "The graph says otherwise, for example because another curator has changed it since you read it.",
});
export type UserErrorCode = keyof typeof UserErrorCode;

@ObjectType({ description: "What is wrong with a request. Nothing of it was written: for example an unknown id." })
export class UserError {
  @NonNull(() => UserErrorCode, "The kind of error, for example `NOT_FOUND`.")
  readonly code!: UserErrorCode;
  @NonNull(() => String, "What would be right, for example `end 5 is not after start 9.`")
  readonly message!: string;
  @NonNull(() => [String], 'Where in the arguments, for example `["input", "evidence", "0", "source"]`.')
  readonly path!: readonly string[];
  @NonNull(
    () => [Node],
    "What may be meant, where a name is borne by others: for example `candidates {id ... on Entity {name}}`.",
  )
  @Later("node")
  readonly candidates!: readonly Node[];
}

export interface Payload {
  readonly change: Change | null;
  readonly created: boolean;
  readonly userErrors: readonly UserError[];
}

const CHANGE = "The entry in the history; null where nothing was written, for example because it was recorded already.";
const CREATED = "Whether something new was recorded: `false`, for example, of a call that is repeated.";
const USER_ERRORS = "Why nothing was written, for example `userErrors {code message path}`; empty where all went well.";

/** What a mutation answers: what it is about, as the graph has it now, and what became of the request. */
function payloadOf<Field extends string, Value>(
  name: string,
  field: Field,
  type: () => unknown,
  description: string,
): ClassType<Payload & { readonly [Name in Field]: Value | null }> {
  @ObjectType(`${name}Payload`, {
    description: `What became of a request, for example \`change {seq} created userErrors {code message path}\`.`,
  })
  class PayloadType implements Payload {
    @Nullable(() => Change, CHANGE)
    readonly change!: Change | null;
    @NonNull(() => Boolean, CREATED)
    readonly created!: boolean;
    @NonNull(() => [UserError], USER_ERRORS)
    readonly userErrors!: readonly UserError[];
  }
  Nullable(type, description)(PayloadType.prototype, field);
  Later("node")(PayloadType.prototype, field);
  return PayloadType as ClassType<Payload & { readonly [Name in Field]: Value | null }>;
}

const entity = <T>(name: string, type: () => unknown, selection: string) =>
  payloadOf<"entity", T>(
    name,
    "entity",
    type,
    `It as it is now, for example \`entity {${selection}}\`; null with errors.`,
  );
const claim = <T>(name: string, type: () => unknown, selection: string) =>
  payloadOf<"claim", T>(
    name,
    "claim",
    type,
    `It as it is now, for example \`claim {${selection}}\`; null with errors.`,
  );

export const OfficialPayload = entity<Official>("Official", () => Official, "id name version");
export const PositionPayload = entity<Position>("Position", () => Position, "id name version");
export const OrganizationPayload = entity<Organization>("Organization", () => Organization, "id name version");
export const ProvincePayload = entity<Province>("Province", () => Province, "id name version");
export const EventPayload = entity<Event>("Event", () => Event, "__typename id name date");
export const ResolutionPayload = entity<Resolution>("Resolution", () => Resolution, "id number version");
export const AnniversaryPayload = entity<Anniversary>("Anniversary", () => Anniversary, "id name version");
export const SourcePayload = payloadOf<"source", Source>(
  "Source",
  "source",
  () => Source,
  "It as it is now, for example `source {id title version}`; null with errors.",
);
export const TenurePayload = claim<Tenure>("Tenure", () => Tenure, "id status official {name}");
export const ParticipationPayload = claim<Participation>("Participation", () => Participation, "id status role");
export const TopicPayload = claim<Topic>("Topic", () => Topic, "id status kind");
export const SuccessionPayload = claim<Succession>("Succession", () => Succession, "id status on");
export const ClaimPayload = claim<Claim>("Claim", () => Claim, "__typename id rank status");
export const MergePayload = entity<Entity>("Merge", () => Entity, "__typename id name mergedFrom");
export const UnmergePayload = entity<Entity>("Unmerge", () => Entity, "__typename id name version");
export const ReviewPayload = payloadOf<"claims", readonly Claim[]>(
  "Review",
  "claims",
  () => [Claim],
  "They as they are now, in the order asked for, for example `claims {id status}`; null with errors.",
);

@ObjectType({ description: "How much of a document was new, for example `counts {created updated unchanged}`." })
export class DocumentCounts {
  @NonNull(() => Int, "How many entities, claims and sources were not there, for example `12`.")
  readonly created!: number;
  @NonNull(() => Int, "How many were there and say more now, for example `3`.")
  readonly updated!: number;
  @NonNull(() => Int, "How many said all that already, for example all of a document that is sent again.")
  readonly unchanged!: number;
}

@ObjectType({
  description: "What became of a document, for example `counts {created} userErrors {message path}`.",
})
export class DocumentPayload implements Payload {
  @Nullable(() => Source, "Its source as it is now, for example `source {id title}`; null with errors.")
  @Later("node")
  readonly source!: Source | null;
  @Nullable(() => DocumentCounts, "How much of it was new, for example `counts {created}`; null with errors.")
  readonly counts!: DocumentCounts | null;
  @Nullable(() => Change, CHANGE)
  readonly change!: Change | null;
  @NonNull(() => Boolean, CREATED)
  readonly created!: boolean;
  @NonNull(() => [UserError], USER_ERRORS)
  readonly userErrors!: readonly UserError[];
}
