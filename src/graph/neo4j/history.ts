import neo4j from "neo4j-driver";
import type { NodeRecord } from "../record.js";
import type { Change, HistoryPage, Remembered } from "../transaction.js";
import type { Run } from "./store-reader.js";

/** A change as its node's properties; records are JSON text, since a property holds no map. */
export function storedChange({ seq, before, after, ...rest }: Change, attempt: string): Record<string, unknown> {
  return {
    ...rest,
    seq: neo4j.int(seq),
    before: JSON.stringify(before),
    after: JSON.stringify(after),
    attempt,
  };
}

/** The change of a node's properties; what stands there was written by `storedChange`. */
export function changeOf(stored: unknown): Change {
  const { seq, at, actor, verb, subjects, reason, before, after } = stored as Record<string, unknown>;
  return {
    seq: Number(seq),
    at: String(at),
    actor: String(actor),
    verb: String(verb),
    subjects: subjects as string[],
    ...(reason !== undefined && { reason: String(reason) }),
    before: recordsOf(before),
    after: recordsOf(after),
  };
}

const recordsOf = (text: unknown): readonly NodeRecord[] => JSON.parse(String(text));

export async function changesOf(run: Run, { after, first, subject, actor }: HistoryPage): Promise<readonly Change[]> {
  const [match, order] =
    subject === undefined
      ? ["MATCH (c:Change) WHERE c.seq > $after", "c.seq"]
      : [
          "MATCH (s:ChangeSubject) WHERE s.id = $subject AND s.seq > $after MATCH (c:Change {seq: s.seq})",
          "s.id, s.seq",
        ];
  const by = actor === undefined ? "" : `${subject === undefined ? " AND" : " WHERE"} c.actor = $actor`;
  const rows = await run(`${match}${by} RETURN properties(c) ORDER BY ${order} LIMIT $first`, {
    after: neo4j.int(after),
    first: neo4j.int(first),
    ...(subject !== undefined && { subject }),
    ...(actor !== undefined && { actor }),
  });
  return rows.map(([change]) => changeOf(change));
}

export async function rememberedOf(run: Run, key: string): Promise<Remembered | undefined> {
  const [row] = await run("MATCH (r:Remembered {id: $key}) RETURN r.digest, r.payload, r.at", { key });
  if (row === undefined) return undefined;
  const [digest, payload, at] = row;
  return { key, digest: String(digest), payload: String(payload), at: String(at) };
}
