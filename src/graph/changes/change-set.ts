import type { NodeRecord } from "../record.js";
import type { Reader } from "../transaction.js";
import { check, checkRemoved } from "./check.js";
import { layers } from "./dependencies.js";
import { derive } from "./derive.js";
import { gather } from "./gather.js";
import type { Surroundings } from "./reading.js";
import { settleRivals } from "./rivals.js";
import { loadSurroundings, settleLineages, spread } from "./spread.js";
import { sameRecord, stated } from "./stated.js";
import { StoreView } from "./store-view.js";
import { current, type Edits, type Refusal, type Work } from "./work.js";

export interface ChangeCounts {
  /** Stated nodes that were not stored, that differ from what was stored, and that do not. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Other nodes whose derived properties follow from the stated ones. */
  readonly rederived: number;
}

export interface ChangePlan {
  /** Only records that really differ, and only removed ids that are stored; none if anything is refused. */
  readonly changes: { readonly puts: readonly NodeRecord[]; readonly removes?: readonly string[] };
  readonly refusals: readonly Refusal[];
  readonly counts: ChangeCounts;
}

/**
 * Turns statements about nodes (any number about each, derived properties ignored) into the change set that makes the
 * graph say so: united with what is stored, checked, derived, and with every stored node that depends on a changed
 * one. Edits replace and remove records in the same change set, by the same checks; an id is stated, replaced or removed.
 * It reads the graph and writes nothing: apply the changes before anything else is written.
 */
export async function planChanges(
  reader: Pick<Reader, "read" | "referrers">,
  batch: readonly NodeRecord[],
  { replaces = [], removes = [] }: Edits = {},
): Promise<ChangePlan> {
  const work: Work = {
    batch: [...batch, ...replaces],
    replaces: new Map(replaces.map((record) => [record.id, record])),
    removed: new Set(removes),
    view: new StoreView(reader),
    records: new Map(),
    causes: new Map(),
    refusals: [],
  };
  await gather(work);
  await check(work);
  await checkRemoved(work);
  if (work.refusals.length > 0) return refused(work);
  settleRivals(work);
  const derived = await deriveWork(work);
  return work.refusals.length > 0 ? refused(work) : compare(work, derived);
}

const refused = ({ refusals }: Work): ChangePlan => ({
  changes: { puts: [] },
  refusals,
  counts: { created: 0, updated: 0, unchanged: 0, rederived: 0 },
});

async function deriveWork(work: Work): Promise<ReadonlyMap<string, NodeRecord>> {
  const derived = new Map<string, NodeRecord>();
  const surroundings: Surroundings = {
    lookup: (id) => derived.get(id) ?? current(work, id),
    lineageOf: await settleLineages(work),
  };
  await loadSurroundings(work, [...work.records.values()]);
  const changed = new Set<string>();
  for (const types of layers) {
    const layer: NodeRecord[] = [];
    for (const record of work.records.values()) {
      if (!types.includes(record.type)) continue;
      const done = deriveOrRefuse(work, record, surroundings);
      if (done === undefined) continue;
      derived.set(record.id, done);
      layer.push(done);
    }
    await spread(work, layer, changed);
  }
  return derived;
}

function deriveOrRefuse(work: Work, record: NodeRecord, surroundings: Surroundings): NodeRecord | undefined {
  try {
    return derive(record, surroundings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const index = work.causes.get(record.id) ?? 0;
    const own = work.batch[index]?.id === record.id;
    work.refusals.push(
      own ? { index, reason: error.message } : { index, node: record.id, reason: `${record.id}: ${error.message}` },
    );
    return undefined;
  }
}

function compare({ batch, removed, view }: Work, derived: ReadonlyMap<string, NodeRecord>): ChangePlan {
  const ids = new Set(batch.map(({ id }) => id));
  const puts: NodeRecord[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, rederived: 0 };
  for (const [id, record] of derived) {
    const stored = view.get(id);
    const same = stored !== undefined && sameRecord(record, tidy(stored));
    if (!same) puts.push(record);
    if (!ids.has(id)) counts.rederived += same ? 0 : 1;
    else if (stored === undefined) counts.created++;
    else if (same) counts.unchanged++;
    else counts.updated++;
  }
  const removes = [...removed].filter((id) => view.get(id) !== undefined);
  return { changes: { puts, ...(removes.length > 0 && { removes }) }, refusals: [], counts };
}

/** The stored record as we would make it: without the engine's count of its versions, and with its links in our order. */
function tidy(record: NodeRecord): NodeRecord {
  const { version: _, ...properties } = record.properties;
  return { ...record, properties, links: stated(record).links };
}
