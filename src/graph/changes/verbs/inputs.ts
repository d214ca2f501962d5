import type { EventType } from "../../node-types.js";
import type { Statement } from "./verb.js";

/** Optional fields may be undefined, so that callers can pass on what they were given. */
type Maybe<T> = T | undefined;

/** A passage of a source: code points of its file decoded as UTF-8; `end` is exclusive. */
export interface EvidenceInput {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** A raw piece of the passage, at most 80 characters. */
  readonly asWritten?: Maybe<string>;
  /** The reader concluded it from elsewhere in the text. */
  readonly inferred?: Maybe<boolean>;
}

/** A passage that names an entity, or supports a property or a reference of it. */
export interface MentionInput extends EvidenceInput {
  /** Names of fields, as in `["date", "province"]`. Default: `["name"]`; in a revision the fields that it sets. */
  readonly supports?: Maybe<readonly string[]>;
}

interface EntityInput {
  /** Chosen from the name if it is not given: a free slug. */
  readonly id?: Maybe<string>;
  readonly name: string;
  readonly aliases?: Maybe<readonly string[]>;
  readonly note?: Maybe<string>;
  readonly mentions?: Maybe<readonly MentionInput[]>;
  /** Says that it is another than those of the same name that the refusal without it lists. */
  readonly distinct?: Maybe<boolean>;
}

export interface OfficialInput extends EntityInput {
  readonly type: "Official";
  /** Default: OFFICIAL. */
  readonly kind?: Maybe<string>;
  readonly birth?: Maybe<string>;
  readonly death?: Maybe<string>;
}

export interface PositionInput extends Omit<EntityInput, "name"> {
  readonly type: "Position";
  readonly title: string;
  readonly organization: string;
  /** Default: the title and the organization's name. */
  readonly name?: Maybe<string>;
}

export interface OrganizationInput extends EntityInput {
  readonly type: "Organization";
  readonly kind: string;
  readonly level?: Maybe<string>;
  readonly partOf?: Maybe<string>;
  readonly province?: Maybe<string>;
}

export interface ProvinceInput extends EntityInput {
  readonly type: "Province";
  readonly code: string;
  readonly kind: string;
  readonly validFrom?: Maybe<string>;
  readonly validTo?: Maybe<string>;
}

export interface EventInput extends EntityInput {
  readonly type: EventType;
  /** Of conferences, and required there. */
  readonly kind?: Maybe<string>;
  readonly date?: Maybe<string>;
  readonly endDate?: Maybe<string>;
  readonly places?: Maybe<readonly string[]>;
  readonly mode?: Maybe<string>;
  readonly subject?: Maybe<string>;
  readonly nameStated?: Maybe<boolean>;
  readonly province?: Maybe<string>;
  readonly organizers?: Maybe<readonly string[]>;
  readonly partOf?: Maybe<string>;
}

export interface ResolutionInput extends EntityInput {
  readonly type: "Resolution";
  readonly kind: string;
  readonly number?: Maybe<string>;
  readonly issuedOn?: Maybe<string>;
  readonly subject?: Maybe<string>;
  readonly issuer?: Maybe<string>;
}

export interface AnniversaryInput extends EntityInput {
  readonly type: "Anniversary";
  readonly kind: string;
  readonly originDate?: Maybe<string>;
  readonly honours?: Maybe<string>;
}

export interface SourceInput {
  readonly type: "Source";
  readonly id?: Maybe<string>;
  readonly title: string;
  readonly outlet?: Maybe<string>;
  readonly authors?: Maybe<readonly string[]>;
  readonly url?: Maybe<string>;
  readonly publishedOn?: Maybe<string>;
  readonly capturedOn?: Maybe<string>;
  readonly sha256: string;
}

export type RecordEntityInput =
  | OfficialInput
  | PositionInput
  | OrganizationInput
  | ProvinceInput
  | EventInput
  | ResolutionInput
  | AnniversaryInput
  | SourceInput;

/** A value of a field: a text, date, id or enum value, a number, a boolean, or a list of texts or ids. */
export type FieldValue = string | number | boolean | readonly string[];

export interface ReviseEntityInput {
  /** Of an entity or a source. */
  readonly id: string;
  /** The `version` that was read; where it has changed since, the answer is CONFLICT. */
  readonly version: number;
  /** By the names of the type's fields, references included: `{date: "2024-07-08", province: "province/kien-giang"}`. */
  readonly set?: Maybe<Readonly<Record<string, Maybe<FieldValue>>>>;
  readonly unset?: Maybe<readonly string[]>;
  /** That support the new values. Without any, the change needs a reason. */
  readonly mentions?: Maybe<readonly MentionInput[]>;
  /** A new name that another entity of the type bears is refused without it. */
  readonly distinct?: Maybe<boolean>;
}

interface ClaimInput {
  /** At least one, unless a curator asserts the claim and gives a reason. */
  readonly evidence?: Maybe<readonly EvidenceInput[]>;
  /** With it `by.reason` is required; both are stored on the claim. */
  readonly assertedBy?: Maybe<"CURATOR">;
  /** PROPOSED (the default of a new claim) or CONFIRMED. */
  readonly status?: Maybe<string>;
  readonly rank?: Maybe<string>;
  readonly note?: Maybe<string>;
  /** Ids of the claims that it contradicts. */
  readonly rivalOf?: Maybe<readonly string[]>;
}

export interface RecordTenureInput extends ClaimInput {
  readonly official: string;
  readonly position: string;
  /** 2 and more for a second, separate holding. */
  readonly ordinal?: Maybe<number>;
  readonly from?: Maybe<string>;
  readonly to?: Maybe<string>;
  readonly attestedOn?: Maybe<readonly string[]>;
}

export interface RecordParticipationInput extends ClaimInput {
  /** Exactly one of official, organization and description. */
  readonly official?: Maybe<string>;
  readonly organization?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly count?: Maybe<number>;
  readonly event: string;
  readonly role: string;
  readonly roleAsWritten?: Maybe<string>;
  readonly award?: Maybe<string>;
  readonly onBehalfOf?: Maybe<string>;
  /** Ids of positions that the official is recorded to hold, or of those tenures. */
  readonly inCapacityOf?: Maybe<readonly string[]>;
}

export interface RecordTopicInput extends ClaimInput {
  readonly event: string;
  readonly subject: string;
  readonly kind: string;
  readonly years?: Maybe<number>;
  readonly celebratedOn?: Maybe<string>;
}

export interface RecordSuccessionInput extends ClaimInput {
  readonly predecessor: string;
  readonly successor: string;
  readonly on?: Maybe<string>;
  readonly basis?: Maybe<string>;
}

export interface EndTenureInput {
  readonly tenure: string;
  readonly to: string;
  /** At least one, or `by.reason`. */
  readonly evidence?: Maybe<readonly EvidenceInput[]>;
}

export interface AddEvidenceInput {
  readonly claim: string;
  readonly evidence: readonly EvidenceInput[];
}

export interface WithdrawEvidenceInput {
  readonly claim: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

export interface SetRankInput {
  readonly claim: string;
  readonly rank: string;
}

export interface ReviewInput {
  /** 1 to 500. */
  readonly claims: readonly string[];
  /** CONFIRMED or REJECTED. */
  readonly status: string;
}

/** `by.reason` is required. */
export interface RetractInput {
  readonly claim: string;
}

export interface RecordDocumentInput {
  /** As the loader reads them from a document that is valid by itself. */
  readonly statements: readonly Statement[];
}
