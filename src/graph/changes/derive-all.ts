import type { NodeRecord } from "../record.js";
import { layers } from "./dependencies.js";
import { derive } from "./derive.js";
import { lineages } from "./lineage.js";

/** A whole graph as it is stored, from what is stated; the records in their given order. Throws as `derive` does. */
export function deriveAll(records: readonly NodeRecord[]): readonly NodeRecord[] {
  const derived = new Map<string, NodeRecord>();
  const lineageOf = lineages(records.filter(({ type }) => type === "Succession"));
  for (const layer of layers) {
    for (const record of records) {
      if (!layer.includes(record.type)) continue;
      derived.set(record.id, derive(record, { lookup: (id) => derived.get(id), lineageOf }));
    }
  }
  return records.map((record) => derived.get(record.id) ?? record);
}
