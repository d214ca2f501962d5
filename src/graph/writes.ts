import { sameRecord, stated } from "./changes/stated.js";
import { clientError } from "./errors.js";
import type { NodeRecord } from "./record.js";
import type { Change, ChangeDraft, Reader, Redirect, Remembered, WriteSet } from "./transaction.js";

/** How long an answer is remembered for its idempotency key: a day. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Answers remembered before this instant are forgotten. */
export const expiry = (): string => new Date(Date.now() - REMEMBERED_MS).toISOString();

export const isFresh = ({ at }: Remembered): boolean => at >= expiry();

/** Another request with this key came first: its caller finds the answer with `remembered`. */
export const keyTaken = (key: string) =>
  clientError("CONFLICT", `The idempotency key ${JSON.stringify(key)} has been used already.`, ["idempotencyKey"]);

/** Nothing of the graph, the redirects or the history; an answer may still have to be remembered. */
export const changesNothing = ({ puts, removes = [], redirects = [], changes = [] }: WriteSet): boolean =>
  puts.length + removes.length + redirects.length + changes.length === 0;

/** The set's changes; a write that tells of none is a load. */
export const draftsOf = ({ changes = [] }: WriteSet): readonly ChangeDraft[] =>
  changes.length > 0 ? changes : [loadDraft([], [])];

/** Throws an Error where the set says two things of one id: a mistake of the program, not of its user. */
export function assertSound({ puts, removes = [], redirects = [] }: WriteSet): void {
  const ids = new Set<string>();
  for (const id of [...puts.map(({ id }) => id), ...removes]) {
    if (ids.has(id)) throw new Error(`A write set says twice what shall become of ${id}.`);
    ids.add(id);
  }
  const put = new Set(puts.map(({ id }) => id));
  for (const { from, to } of redirects) {
    if (to !== null && put.has(from)) throw new Error(`${from} cannot be stored and lead to ${to}.`);
  }
}

/** Of a load that puts more records, the history keeps the number alone. */
const KEPT_RECORDS = 1_000;

/**
 * The writes of a load. Its change names the records that really differ, and keeps them as they were and are; of more
 * than 1,000 puts it has neither subjects nor records, and its reason says how many there were.
 */
export async function loadOf(reader: Reader, puts: readonly NodeRecord[]): Promise<WriteSet> {
  if (puts.length === 0) return { puts };
  if (puts.length > KEPT_RECORDS) {
    const reason = `${puts.length} records, of which the history keeps no images: it does for up to ${KEPT_RECORDS}.`;
    return { puts, changes: [{ ...loadDraft([], []), reason }] };
  }
  const stored = new Map((await reader.read(puts.map(({ id }) => id))).map((record) => [record.id, stated(record)]));
  const changed = puts.map(stated).filter((record) => {
    const held = stored.get(record.id);
    return held === undefined || !sameRecord(record, held);
  });
  const before = changed.flatMap(({ id }) => stored.get(id) ?? []);
  return { puts, changes: [loadDraft(before, changed)] };
}

const loadDraft = (before: readonly NodeRecord[], after: readonly NodeRecord[]): ChangeDraft => ({
  at: new Date().toISOString(),
  actor: "loader",
  verb: "load",
  subjects: after.map(({ id }) => id),
  before,
  after,
});

/** Drafts in their places after the history's last entry. */
export const numbered = (drafts: readonly ChangeDraft[], last: number): readonly Change[] =>
  drafts.map((draft, index) => ({ ...draft, subjects: [...new Set(draft.subjects)], seq: last + index + 1 }));

/** The record as it is stored, with the engine's count of its versions. */
export const versioned = (record: NodeRecord, version: number): NodeRecord => ({
  ...record,
  properties: { ...record.properties, version },
});

export function versionOf(record: NodeRecord | undefined): number {
  const version = record?.properties["version"];
  return typeof version === "number" ? version : 0;
}

/** Where each of these redirects leads in the end. Throws an Error if one leads to itself. */
export function endsOf(redirects: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const ends = new Map<string, string>();
  for (const from of redirects.keys()) {
    const way = new Set<string>();
    let end = from;
    for (let next = redirects.get(from); next !== undefined; next = ends.get(end) ?? redirects.get(end)) {
      if (way.has(end)) throw new Error(`The redirect of ${from} leads to itself.`);
      way.add(end);
      end = next;
    }
    ends.set(from, end);
  }
  return ends;
}

/** The redirects of a set, and the end of those whose id is stored from now on. */
export function redirectsOf({ redirects = [], puts }: WriteSet, leads: (id: string) => boolean): readonly Redirect[] {
  const named = new Set(redirects.map(({ from }) => from));
  const stored = puts.filter(({ id }) => !named.has(id) && leads(id));
  return [...redirects, ...stored.map(({ id }) => ({ from: id, to: null }))];
}
