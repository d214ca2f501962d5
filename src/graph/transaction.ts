import type { NodeType } from "./node-types.js";
import type { NodeRecord } from "./record.js";

/** What a change is made of, before it has its place in the history. */
export interface ChangeDraft {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who made it: the name in the token, or the loader. */
  readonly actor: string;
  /** As in `recordTenure`. */
  readonly verb: string;
  /** Ids of the nodes that it is about. */
  readonly subjects: readonly string[];
  readonly reason?: string;
  /** Stated records (nothing derived, no version) of all ids that the verb touched; one that it made is absent here … */
  readonly before: readonly NodeRecord[];
  /** … and one that it removed is absent here. */
  readonly after: readonly NodeRecord[];
}

/** One entry of the history. `seq` counts from 1 without gaps and grows in the order of commits. */
export interface Change extends ChangeDraft {
  readonly seq: number;
}

/** An absorbed id and where it leads; null ends the redirect. */
export interface Redirect {
  readonly from: string;
  readonly to: string | null;
}

/** The answer to a request with an idempotency key, kept for a day. */
export interface Remembered {
  readonly key: string;
  /** Of the request: the same key with another request is a conflict. */
  readonly digest: string;
  readonly payload: string;
  readonly at: string;
}

/** What one transaction writes. */
export interface WriteSet {
  /** Whole records, each replacing what its id held before. */
  readonly puts: readonly NodeRecord[];
  readonly removes?: readonly string[];
  readonly redirects?: readonly Redirect[];
  readonly changes?: readonly ChangeDraft[];
  readonly remember?: Remembered;
}

/** Reads what is stored, inside a transaction or outside. */
export interface Reader {
  /** The stored records of those ids that exist, in no order. `properties.version` is 1 at first, one more at each put. */
  read(ids: readonly string[]): Promise<readonly NodeRecord[]>;
  /** Ids of the nodes that have a link to any of these. */
  referrers(ids: readonly string[]): Promise<readonly string[]>;
  /** Where absorbed ids lead now, redirects followed to their end; other ids are absent. */
  redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The latest change of a subject by a verb. */
  latestChange(subject: string, verb: string): Promise<Change | undefined>;
  /**
   * Ids of the nodes of a type whose stored property (`nameFold` of entities, `sha256` of sources) is this. Where it is
   * absent, verbs try the ids that a name suggests, and miss a namesake whose id was chosen by hand.
   */
  find?(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]>;
}

export interface Committed<T> {
  readonly result: T;
  /** The changes as they stand in the history; none if there was nothing to write. */
  readonly changes: readonly Change[];
  readonly revision: number;
}

export interface HistoryPage {
  /** Only changes after this seq. */
  readonly after: number;
  readonly first: number;
  readonly subject?: string;
  readonly actor?: string;
}

export interface Transactions extends Reader {
  /**
   * One atomic read-and-write. `work` reads through the reader it is given and says what to write; where another
   * writer came between, it is run again. `subjects` are locked first, in the order of their ids. Where there is
   * nothing to write, nothing is committed and the revision stays. A write without changes gets one of verb `load`.
   */
  transact<T>(
    subjects: readonly string[],
    work: (reader: Reader) => Promise<{ readonly writes: WriteSet; readonly result: T }>,
  ): Promise<Committed<T>>;
  /** Ascending by seq. */
  changes(page: HistoryPage): Promise<readonly Change[]>;
  remembered(key: string): Promise<Remembered | undefined>;
}
