import type { NodeRecord } from "../../record.js";
import type { Reader, WriteSet } from "../../transaction.js";

/** Where the operator has the texts of the sources: offsets are then checked against them. */
export interface SourceTexts {
  text(sha256: string): string | null | undefined;
}

/** Who does it and when, and why where that must be said. */
export interface By {
  /** The name in the token, or the loader. */
  readonly actor: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** At most 5,000 characters. Kept in the history; of a claim that a curator asserts, on the claim too. */
  readonly reason?: string | undefined;
  readonly texts?: SourceTexts | undefined;
}

export interface Done<R> {
  readonly writes: WriteSet;
  readonly result: R;
}

/**
 * What a curator does, as a pure function: it reads, and says what one transaction is to write: the records with
 * exactly one change, or nothing where a repeated call changes nothing. Run it inside `transact`, which runs it again
 * where another writer came between. Rejects with a `clientError` (BAD_USER_INPUT, NOT_FOUND or CONFLICT, with the
 * path of the argument within the input) where the input is at fault.
 */
export type Verb<I, R> = (reader: Reader, input: I, by: By) => Promise<Done<R>>;

/** What became of one entity, source or claim. */
export interface Recorded {
  /** That of the existing one, where it was there already or was absorbed by another. */
  readonly id: string;
  readonly created: boolean;
  /** False where the call changed nothing. */
  readonly changed: boolean;
}

export interface Reviewed {
  /** In the order of the input's ids, each once. */
  readonly claims: readonly Recorded[];
}

/** A place of a document that cannot be recorded. */
export interface RefusedStatement {
  /** Which of the statements. */
  readonly statement: number;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  readonly reason: string;
}

export interface DocumentRecorded {
  /** Of the nodes that the statements are about. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Anything here: nothing is written. */
  readonly refusals: readonly RefusedStatement[];
}

/** What a document says about one node, with the places at which it says so. */
export interface Statement {
  readonly record: NodeRecord;
  readonly pointer: string;
  /** Of each of the record's links. */
  readonly linkPointers: readonly string[];
}
