import type { Engine } from "../engine.js";
import type { ChangeSet, NodeRecord } from "../record.js";
import { check } from "./check.js";
import { layers } from "./dependencies.js";
import { derive } from "./derive.js";
import { gather } from "./gather.js";
import type { Surroundings } from "./reading.js";
import { settleRivals } from "./rivals.js";
import { loadSurroundings, settleLineages, spread } from "./spread.js";
import { sameRecord, stated } from "./stated.js";
import { StoreView } from "./store-view.js";
import type { Refusal, Work } from "./work.js";

export interface ChangeCounts {
  /** Stated nodes that were not stored, that differ from what was stored, and that do not. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Other nodes whose derived properties follow from the stated ones. */
  readonly rederived: number;
}

export interface ChangePlan {
  /** Only records that really differ; none if anything is refused. */
  readonly changes: ChangeSet;
  readonly refusals: readonly Refusal[];
  readonly counts: ChangeCounts;
}

/**
 * Turns statements about nodes (any number about each, derived properties ignored) into the change set that makes the
 * graph say so: united with what is stored, checked, derived, and with every stored node that depends on a changed
 * one. It reads the graph and writes nothing: apply the changes before anything else is written.
 */
export async function planChanges(
  engine: Pick<Engine, "read" | "referrers">,
  batch: readonly NodeRecord[],
): Promise<ChangePlan> {
  const work: Work = {
    batch,
    view: new StoreView(engine),
    records: new Map(),
    causes: new Map(),
    refusals: [],
  };
  await gather(work);
  await check(work);
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
    lookup: (id) => derived.get(id) ?? work.view.get(id),
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
    const whose = work.batch[index]?.id === record.id ? "" : `${record.id}: `;
    work.refusals.push({ index, reason: `${whose}${error.message}` });
    return undefined;
  }
}

function compare({ batch, view }: Work, derived: ReadonlyMap<string, NodeRecord>): ChangePlan {
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
  return { changes: { puts }, refusals: [], counts };
}

/** The stored record with its links in our order, whatever order the engine reads them in. */
const tidy = (record: NodeRecord): NodeRecord => ({ ...record, links: stated(record).links });
