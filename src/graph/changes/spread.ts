import type { NodeRecord } from "../record.js";
import { exposures, readPaths } from "./dependencies.js";
import { isVisible } from "./derive-claim.js";
import { endsOf, lineages } from "./lineage.js";
import { grouped, targetOf } from "./reading.js";
import { sameValue, stated } from "./stated.js";
import { current, type Work } from "./work.js";

/** Brings a stored record into the work, to be derived anew on account of another. */
function pull({ records, removed, causes }: Work, record: NodeRecord, because: string | undefined): boolean {
  if (records.has(record.id) || removed.has(record.id)) return false;
  records.set(record.id, stated(record));
  causes.set(record.id, causes.get(because ?? "") ?? 0);
  return true;
}

/** Reads what the derivation of these records will read. */
export async function loadSurroundings(work: Work, records: readonly NodeRecord[]): Promise<void> {
  const byPath = grouped(
    records.flatMap((record) => (readPaths[record.type] ?? []).map((path) => ({ record, path }))),
    ({ path }) => path,
  );
  for (const [path, readers] of byPath) {
    let ends: readonly NodeRecord[] = readers.map(({ record }) => record);
    for (const step of path) {
      const ids = new Set(ends.flatMap(({ links }) => links.filter(({ type }) => type === step).map(({ to }) => to)));
      await work.view.load(ids);
      ends = [...ids].map((id) => current(work, id)).filter((record) => record !== undefined);
    }
  }
}

/**
 * Of a layer just derived, the stored nodes whose exposed properties have changed: those that read them are pulled
 * into the work. `changed` collects them over all layers.
 */
export async function spread(work: Work, layer: readonly NodeRecord[], changed: Set<string>): Promise<void> {
  const fresh = layer.filter((record) => exposesChange(work, record, changed));
  for (const { id } of fresh) changed.add(id);
  const pulled: NodeRecord[] = [];
  for (const [readers, records] of grouped(fresh, ({ type }) => exposures[type]?.readers ?? [])) {
    for (const reader of await work.view.referrers(
      records.map(({ id }) => id),
      readers,
    )) {
      if (!readers.includes(reader.type)) continue;
      const because = reader.links.find(({ to }) => changed.has(to))?.to;
      if (pull(work, reader, because)) pulled.push(reader);
    }
  }
  await loadSurroundings(work, pulled);
}

function exposesChange({ view }: Work, record: NodeRecord, changed: ReadonlySet<string>): boolean {
  const [stored, exposure] = [view.get(record.id), exposures[record.type]];
  if (stored === undefined || exposure === undefined) return false;
  const { properties, relays } = exposure;
  if (properties.some((name) => !sameValue(record.properties[name], stored.properties[name]))) return true;
  if (relays === undefined) return false;
  const target = targetOf(record, relays);
  return target !== targetOf(stored, relays) || (target !== undefined && changed.has(target));
}

/**
 * The lineages as they will be. Where a succession has appeared or has changed its visibility, all provinces that it
 * joins or joined are walked through and pulled into the work; elsewhere the stored lineage stands.
 */
export async function settleLineages(work: Work): Promise<(provinceId: string) => string> {
  const successions = [...work.records.values()].filter(({ type }) => type === "Succession");
  const turned = successions.filter(({ id }) => joins(work.view.get(id)) !== joins(current(work, id)));
  const gone = [...work.removed].map((id) => work.view.get(id)).filter((record) => record?.type === "Succession");
  const ends = [...turned, ...turned.map(({ id }) => work.view.get(id)), ...gone].flatMap((each) =>
    each === undefined ? [] : endsOf(each),
  );
  const [region, edges] = await walk(work, successions, ends);
  const because = turned[0]?.id;
  for (const id of region) {
    const province = current(work, id);
    if (province !== undefined) pull(work, province, because);
  }
  const lineageOf = lineages(edges);
  return (id) => {
    const stored = region.has(id) ? undefined : work.view.get(id)?.properties["lineageId"];
    return typeof stored === "string" ? stored : lineageOf(id);
  };
}

/** Which provinces a succession joins; none if there is none or it is not visible. */
const joins = (record: NodeRecord | undefined): string =>
  record !== undefined && isVisible(record) ? endsOf(record).join(" ") : "";

/** The provinces connected to these by successions, stored or stated, visible or not; and those successions. */
async function walk(work: Work, successions: readonly NodeRecord[], from: readonly string[]) {
  const touching = grouped(
    successions.flatMap((record) => endsOf(record).map((end) => ({ record, end }))),
    ({ end }) => end,
  );
  const region = new Set<string>(from);
  const edges = new Map<string, NodeRecord>();
  await work.view.load(region);
  for (let frontier = [...region]; frontier.length > 0; ) {
    const stored = await work.view.referrers(frontier, ["Succession"]);
    const here = frontier.flatMap((id) => (touching.get(id) ?? []).map(({ record }) => record));
    for (const { id } of [...stored, ...here]) {
      const edge = current(work, id);
      if (edge !== undefined) edges.set(id, edge);
    }
    const ends = [...stored, ...here].flatMap(endsOf);
    frontier = [...new Set(ends)].filter((id) => !region.has(id));
    for (const id of frontier) region.add(id);
    await work.view.load(frontier);
  }
  return [region, edges.values()] as const;
}
