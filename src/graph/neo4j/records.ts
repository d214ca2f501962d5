import neo4j from "neo4j-driver";
import { isRelationship } from "../mapping.js";
import { isClaimType, isEventType, isNodeType, type NodeType } from "../node-types.js";
import type { Link, NodeRecord, Passage, Value } from "../record.js";
import { Stale } from "./seen-reader.js";
import type { Run } from "./store-reader.js";

/** Where ids are unique: every node carries exactly one of these labels. */
export type Family = "Entity" | "Claim" | "Source";

export const familyOf = (type: NodeType): Family =>
  type === "Source" ? "Source" : isClaimType(type) ? "Claim" : "Entity";

/** Ids lead with their type, so the family of a link's far end needs no look-up. */
export function familyOfId(id: string): Family {
  const [prefix] = id.split("/", 1);
  if (prefix === "source") return "Source";
  return ["tenure", "participation", "topic", "succession"].includes(prefix ?? "") ? "Claim" : "Entity";
}

/** All labels beside the family's. */
export function labelsOf({ type, properties }: NodeRecord): readonly string[] {
  if (isEventType(type)) return ["Event", type];
  if (!isClaimType(type)) return type === "Source" ? [] : [type];
  return properties["visible"] === true ? [type, "Visible", `Visible${type}`] : [type];
}

const BATCH = 5_000;

/** A record to be written and its next version; whether its node is there already, and locked. */
export interface Put {
  readonly record: NodeRecord;
  readonly version: number;
  readonly exists: boolean;
}

/**
 * Writes whole records and removes nodes, in one transaction: nodes first, then everything that leaves them. The
 * statements are sent without waiting for one another. Rejects with `Stale` where a node is there that should not be.
 */
export async function writeNodes(run: Run, puts: readonly Put[], removes: readonly string[]): Promise<void> {
  const old = [...puts.filter(({ exists }) => exists).map(({ record }) => record.id), ...removes];
  const created = putNodes(run, puts);
  const cleared = perFamily(run, old, (family) => `MATCH (n:${family} {id: row})-[r]->() DELETE r`);
  const referred = perFamily(run, removes, (family) => `MATCH (n:${family} {id: row})<--(m) RETURN n.id, m.id`);
  const removed = perFamily(
    run,
    removes,
    (family) => `MATCH (n:${family} {id: row}) MERGE (g:Removed {id: row}) SET g.version = n.version DELETE n`,
  );
  const linked = putLinks(run, puts);
  const [stale, , [referrer]] = await Promise.all([created, cleared, referred, removed, linked]);
  if (stale.length > 0) throw new Stale(String(stale[0]));
  if (referrer !== undefined) throw new BrokenLink(`${referrer[0]} cannot be removed: ${referrer[1]} links to it.`);
}

/** The write set would leave a link to nothing; where it was made of stale readings, it is made again. */
export class BrokenLink extends Error {}

async function putNodes(run: Run, puts: readonly Put[]): Promise<readonly unknown[]> {
  const groups = groupBy(puts, ({ record }) => [familyOf(record.type), ...labelsOf(record)].join(":"));
  const stale = await Promise.all(
    Array.from(groups, ([labels, group]) => {
      const [family, ...others] = labels.split(":");
      const set = others.length === 0 ? "" : ` SET n:${others.join(":")}`;
      // A claim that is no longer visible loses the labels that say so.
      const remove =
        family === "Claim" ? ` REMOVE n:Visible:VisibleTenure:VisibleParticipation:VisibleTopic:VisibleSuccession` : "";
      // A version that depends on itself makes Cypher lock the node before it is read.
      const version = "SET n.version = coalesce(n.version, row.version - 1) + 1 WITH n, row, n.version AS version";
      return inBatches(
        run,
        group.map(rowOf),
        `MERGE (n:${family} {id: row.id}) ${version}${remove} SET n = row.properties${set} WITH row, version WHERE version <> row.version RETURN row.id`,
      );
    }),
  );
  return stale.flat(2);
}

async function putLinks(run: Run, puts: readonly Put[]): Promise<void> {
  const links = groupBy(
    puts.flatMap(({ record }) => linkRows(record)),
    ({ type, from, to }) => [type, familyOfId(from), familyOfId(to)].join(":"),
  );
  await Promise.all(
    Array.from(links, async ([group, rows]) => {
      const [type, from, to] = group.split(":");
      const missing = await inBatches(
        run,
        rows,
        `MATCH (a:${from} {id: row.from}) OPTIONAL MATCH (b:${to} {id: row.to}) FOREACH (_ IN CASE WHEN b IS NULL THEN [] ELSE [1] END | CREATE (a)-[r:${type}]->(b) SET r = row.properties) WITH row, b WHERE b IS NULL RETURN row.from, row.to`,
      );
      const [first] = missing;
      if (first === undefined) return;
      throw new BrokenLink(`${first[0]} has a link ${type} to ${first[1]}, which is not stored.`);
    }),
  );
}

const rowOf = ({ record: { id, properties }, version }: Put) => ({
  id,
  version: neo4j.int(version),
  properties: parameters({ ...properties, id, version }),
});

function linkRows({ id, links }: NodeRecord) {
  return links.map(({ type, to, passage }, ordinal) => ({
    type,
    from: id,
    to,
    properties: parameters({ ordinal, ...passage }),
  }));
}

/** Every number of the model is an integer; JavaScript's would travel as floats. */
function parameters(properties: Readonly<Record<string, Value>>): Record<string, unknown> {
  const integer = (value: unknown) => (typeof value === "number" ? neo4j.int(value) : value);
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, Array.isArray(value) ? value.map(integer) : integer(value)]),
  );
}

/** All batches are sent at once: a transaction runs them in turn. */
async function inBatches(run: Run, rows: readonly unknown[], statement: string) {
  const batches: ReturnType<Run>[] = [];
  for (let i = 0; i < rows.length; i += BATCH) {
    batches.push(run(`UNWIND $rows AS row ${statement}`, { rows: rows.slice(i, i + BATCH) }));
  }
  return (await Promise.all(batches)).flat();
}

/** Runs a statement about ids in each family that has some of them. */
async function perFamily(run: Run, ids: readonly string[], statement: (family: Family) => string) {
  const families = groupBy(ids, familyOfId);
  const answers = Array.from(families, ([family, rows]) => inBatches(run, rows, statement(family)));
  return (await Promise.all(answers)).flat();
}

function groupBy<T, K extends string>(all: readonly T[], key: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const group = groups.get(key(each));
    if (group === undefined) groups.set(key(each), [each]);
    else group.push(each);
  }
  return groups;
}

/** A node's record: `RETURN labels(n), properties(n), [[type(r), m.id, properties(r)], …]`. */
export function recordOf(
  labels: readonly string[],
  stored: Record<string, Value>,
  links: readonly unknown[],
): NodeRecord {
  const { id, ...properties } = stored;
  const type = labels.find(isNodeType);
  if (typeof id !== "string" || type === undefined) throw new Error("a node without id or type");
  const ordered = (links as readonly [string, string, Record<string, Value>][]).toSorted(
    ([, , a], [, , b]) => Number(a["ordinal"]) - Number(b["ordinal"]),
  );
  return { id, type, properties, links: ordered.map(linkOf) };
}

function linkOf([type, to, { ordinal: _ordinal, ...passage }]: readonly [string, string, Record<string, Value>]): Link {
  if (!isRelationship(type)) throw new Error(`an unknown relationship ${type}`);
  if (type !== "EVIDENCED_BY" && type !== "MENTIONED_IN") return { type, to };
  return { type, to, passage: passage as unknown as Passage };
}
