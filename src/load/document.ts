import type { EventType } from "../graph/node-types.js";

/** A data document, as data/document.schema.json describes it: what one source says. */
export interface Document {
  readonly source: SourceStatement;
  readonly recorded?: Recorded;
  readonly entities?: readonly EntityStatement[];
  readonly claims?: readonly ClaimStatement[];
}

export interface Recorded {
  readonly at: string;
  readonly by: string;
}

export interface SourceStatement {
  readonly id: string;
  readonly title: string;
  readonly outlet?: string;
  readonly authors?: readonly string[];
  readonly url?: string;
  readonly publishedOn?: string;
  readonly capturedOn?: string;
  readonly sha256: string;
}

/** Code points of the source file decoded as UTF-8; `end` is exclusive. */
export interface PassageStatement {
  readonly start: number;
  readonly end: number;
  readonly asWritten?: string;
  readonly inferred?: boolean;
}

export interface MentionStatement extends PassageStatement {
  readonly supports: readonly string[];
}

interface EntityBase {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly note?: string;
  readonly mentions?: readonly MentionStatement[];
}

export interface OfficialStatement extends EntityBase {
  readonly type: "Official";
  readonly kind?: string;
  readonly birth?: string;
  readonly death?: string;
}

export interface PositionStatement extends EntityBase {
  readonly type: "Position";
  readonly title?: string;
  readonly organization?: string;
}

export interface OrganizationStatement extends EntityBase {
  readonly type: "Organization";
  readonly kind?: string;
  readonly level?: string;
  readonly partOf?: string;
  readonly province?: string;
}

export interface ProvinceStatement extends EntityBase {
  readonly type: "Province";
  readonly code?: string;
  readonly kind?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
}

export interface EventStatement extends EntityBase {
  readonly type: EventType;
  /** Of conferences. */
  readonly kind?: string;
  readonly date?: string;
  readonly endDate?: string;
  readonly places?: readonly string[];
  readonly mode?: string;
  readonly subject?: string;
  readonly nameStated?: boolean;
  readonly province?: string;
  readonly organizers?: readonly string[];
  readonly partOf?: string;
}

export interface ResolutionStatement extends EntityBase {
  readonly type: "Resolution";
  readonly number?: string;
  readonly kind?: string;
  readonly issuedOn?: string;
  readonly subject?: string;
  readonly issuer?: string;
}

export interface AnniversaryStatement extends EntityBase {
  readonly type: "Anniversary";
  readonly kind?: string;
  readonly originDate?: string;
  readonly honours?: string;
}

export type EntityStatement =
  | OfficialStatement
  | PositionStatement
  | OrganizationStatement
  | ProvinceStatement
  | EventStatement
  | ResolutionStatement
  | AnniversaryStatement;

interface ClaimBase {
  readonly rank?: string;
  readonly status?: string;
  readonly note?: string;
  readonly evidence: readonly PassageStatement[];
  readonly rivalOf?: readonly string[];
}

export interface TenureStatement extends ClaimBase {
  readonly type: "Tenure";
  readonly official: string;
  readonly position: string;
  readonly ordinal?: number;
  readonly from?: string;
  readonly to?: string;
  readonly attestedOn?: readonly string[];
}

/** A post of the participant: the position, and which holding of it where there are several. */
export type Capacity = string | { readonly position: string; readonly ordinal?: number };

export interface ParticipationStatement extends ClaimBase {
  readonly type: "Participation";
  readonly official?: string;
  readonly organization?: string;
  readonly description?: string;
  readonly count?: number;
  readonly event: string;
  readonly role: string;
  readonly roleAsWritten?: string;
  readonly award?: string;
  readonly onBehalfOf?: string;
  readonly inCapacityOf?: readonly Capacity[];
}

export interface TopicStatement extends ClaimBase {
  readonly type: "Topic";
  readonly event: string;
  readonly subject: string;
  readonly kind: string;
  readonly years?: number;
  readonly celebratedOn?: string;
}

export interface SuccessionStatement extends ClaimBase {
  readonly type: "Succession";
  readonly predecessor: string;
  readonly successor: string;
  readonly on?: string;
  readonly basis?: string;
}

export type ClaimStatement = TenureStatement | ParticipationStatement | TopicStatement | SuccessionStatement;
