import type { NodeRecord } from "../record.js";
import { byCodeUnit, grouped } from "./reading.js";
import { stated } from "./stated.js";
import { unite } from "./unite.js";
import type { Work } from "./work.js";

/** Unites the statements of each node with one another, and then with what is stored of it, unless they replace it. */
export async function gather(work: Work): Promise<void> {
  const groups = grouped(work.batch.keys(), (index) => idAt(work, index));
  await work.view.load([...groups.keys(), ...work.removed]);
  for (const [id, indexes] of groups) {
    work.causes.set(id, indexes[0] ?? 0);
    const replacing = work.replaces.get(id);
    if (work.removed.has(id) || (replacing !== undefined && indexes.length > 1)) {
      throw new Error(`A change set says twice what shall become of ${id}.`);
    }
    if (replacing !== undefined) {
      work.records.set(id, stated(replacing));
      continue;
    }
    const united = uniteGroup(work, indexes);
    const stored = work.view.get(id);
    work.records.set(id, stored === undefined ? united : uniteAgain(work, indexes, united, stored));
  }
}

const idAt = ({ batch }: Work, index: number) => batch[index]?.id ?? "";

/** In the order of their sources, not of the batch: the order in which files are named changes nothing. */
function uniteGroup(work: Work, indexes: readonly number[]): NodeRecord {
  const statements = indexes
    .flatMap((index) => {
      const record = work.batch[index];
      return record === undefined ? [] : [{ index, record, key: indexes.length > 1 ? sourceKey(record) : "" }];
    })
    .sort((a, b) => byCodeUnit(a.key, b.key));
  const [first, ...others] = statements;
  if (first === undefined) throw new Error("A group of statements is empty.");
  const empty: NodeRecord = { id: first.record.id, type: first.record.type, properties: {}, links: [] };
  let united = uniteStatement(work, first.index, first.record, empty, "the same document");
  for (const { index, record } of others) united = uniteStatement(work, index, record, united, "another document");
  return united;
}

/** The least source that the statement refers to; its text where two of one source differ. */
function sourceKey(record: NodeRecord): string {
  const sources = record.links.filter(({ passage }) => passage !== undefined).map(({ to }) => to);
  return `${sources.sort(byCodeUnit)[0] ?? record.id} ${JSON.stringify([record.properties, record.links])}`;
}

function uniteStatement(
  { refusals }: Work,
  index: number,
  record: NodeRecord,
  held: NodeRecord,
  holder: string,
): NodeRecord {
  const { record: united, conflicts } = unite(record, held, holder);
  for (const { property, link, reason } of conflicts) {
    const at = link === undefined ? -1 : record.links.indexOf(link);
    refusals.push({ index, ...(property !== undefined && { property }), ...(at >= 0 && { link: at }), reason });
  }
  return united;
}

/** Each statement against the store by itself, so that a conflict is reported where it is stated. */
function uniteAgain(work: Work, indexes: readonly number[], united: NodeRecord, stored: NodeRecord): NodeRecord {
  const { record, conflicts } = unite(united, stored);
  if (conflicts.length === 0) return record;
  for (const index of indexes) {
    const statement = work.batch[index];
    if (statement !== undefined) uniteStatement(work, index, statement, stored, "the graph");
  }
  return record;
}
