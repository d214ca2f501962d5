import neo4j from "neo4j-driver";
import { isRelationship } from "../mapping.js";
import { isClaimType, isEventType, isNodeType, type NodeType } from "../node-types.js";
import type { Link, NodeRecord, Passage, Value } from "../record.js";
import type { Run } from "./store-reader.js";

/** Where ids are unique: every node carries exactly one of these labels. */
export const families = ["Entity", "Claim", "Source"] as const;
export type Family = (typeof families)[number];

export const familyOf = (type: NodeType): Family =>
  type === "Source" ? "Source" : isClaimType(type) ? "Claim" : "Entity";

/** Ids lead with their type, so the family of a link's far end needs no look-up. */
function familyOfId(id: string): Family {
  const [prefix] = id.split("/", 1);
  if (prefix === "source") return "Source";
  return ["tenure", "participation", "topic", "succession"].includes(prefix ?? "") ? "Claim" : "Entity";
}

/** A parameter for each family: the others' indexes need not be asked for an id. */
export function idsByFamily(ids: readonly string[]): Readonly<Record<Family, readonly string[]>> {
  const groups = groupBy(ids, familyOfId);
  return { Entity: groups.get("Entity") ?? [], Claim: groups.get("Claim") ?? [], Source: groups.get("Source") ?? [] };
}

/** All labels beside the family's. */
function labelsOf({ type, properties }: NodeRecord): readonly string[] {
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
 * statements are sent without waiting for one another; labels and types are data in them, since Neo4j plans each text
 * anew (48 texts: a quarter of the time of a small load). A node that is there although it should be new breaks the
 * uniqueness of ids, and with it the transaction.
 */
export async function writeNodes(run: Run, puts: readonly Put[], removes: readonly string[]): Promise<void> {
  const old = puts.filter(({ exists }) => exists);
  const created = inBatches(run, puts.filter(({ exists }) => !exists).map(rowOf), createText);
  const renewed = perFamily(run, old, ({ record }) => familyOf(record.type), renewText, rowOf);
  const former = [...old.map(({ record }) => record.id), ...removes];
  const cleared = perFamily(run, former, familyOfId, (family) => `MATCH (n:${family} {id: row})-[r]->() DELETE r`);
  const referred = perFamily(
    run,
    removes,
    familyOfId,
    (family) => `MATCH (n:${family} {id: row})<--(m) RETURN n.id, m.id`,
  );
  const removed = perFamily(
    run,
    removes,
    familyOfId,
    (family) => `MATCH (n:${family} {id: row}) MERGE (g:Removed {id: row}) SET g.version = n.version DELETE n`,
  );
  const linked = putLinks(run, puts);
  const [, , , [referrer]] = await Promise.all([created, renewed, cleared, referred, removed, linked]);
  if (referrer !== undefined) throw new BrokenLink(`${referrer[0]} cannot be removed: ${referrer[1]} links to it.`);
}

/** The write set would leave a link to nothing; where it was made of stale readings, it is made again. */
export class BrokenLink extends Error {}

const createText = "CREATE (n:$(row.labels)) SET n = row.properties";

/** A claim that is no longer visible loses the labels that say so. */
const renewText = (family: Family) =>
  `MATCH (n:${family} {id: row.id})${family === "Claim" ? " REMOVE n:Visible:VisibleTenure:VisibleParticipation:VisibleTopic:VisibleSuccession" : ""} SET n = row.properties SET n:$(row.labels)`;

async function putLinks(run: Run, puts: readonly Put[]): Promise<void> {
  const rows = puts.flatMap(({ record }) => linkRows(record));
  const groups = groupBy(rows, ({ from, family }) => `${familyOfId(from)} ${family}`);
  await Promise.all(
    Array.from(groups, async ([group, rows]) => {
      const [from, to] = group.split(" ");
      const ends = `MATCH (a:${from} {id: row.from}) UNWIND row.links AS link`;
      const made = await inBatches(
        run,
        rows,
        `${ends} MATCH (b:${to} {id: link.to}) CREATE (a)-[r:$(link.type)]->(b) SET r = link.properties RETURN count(r)`,
      );
      const wanted = rows.reduce((sum, { links }) => sum + links.length, 0);
      if (made.reduce((sum, [count]) => sum + Number(count), 0) === wanted) return;
      const missing = `${ends} OPTIONAL MATCH (b:${to} {id: link.to}) WITH * WHERE b IS NULL RETURN row.from, link.type, link.to`;
      const [first] = await inBatches(run, rows, missing);
      throw new BrokenLink(`${first?.[0]} has a link ${first?.[1]} to ${first?.[2]}, which is not stored.`);
    }),
  );
}

const rowOf = ({ record, version }: Put) => ({
  id: record.id,
  labels: [familyOf(record.type), ...labelsOf(record)],
  properties: parameters({ ...record.properties, id: record.id, version }),
});

/** The links of a record, those to nodes of one family together. */
function linkRows({ id, links }: NodeRecord) {
  const rows = links.map(({ type, to, passage }, ordinal) => ({
    type,
    to,
    properties: parameters({ ordinal, ...passage }),
  }));
  return Array.from(
    groupBy(rows, ({ to }) => familyOfId(to)),
    ([family, links]) => ({ from: id, family, links }),
  );
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

/** Runs a statement in each family for those that belong to it. */
async function perFamily<T>(
  run: Run,
  all: readonly T[],
  family: (each: T) => Family,
  statement: (family: Family) => string,
  row: (each: T) => unknown = (each) => each,
) {
  const answers = Array.from(groupBy(all, family), ([name, some]) => inBatches(run, some.map(row), statement(name)));
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

function linkOf([type, to, stored]: readonly [string, string, Record<string, Value>]): Link {
  if (!isRelationship(type)) throw new Error(`an unknown relationship ${type}`);
  return type === "EVIDENCED_BY" || type === "MENTIONED_IN" ? { type, to, passage: passageOf(stored) } : { type, to };
}

/** In one order of keys, whatever the server's: a change tells records as JSON. */
function passageOf({ start, end, asWritten, inferred, supports }: Record<string, Value>): Passage {
  return {
    start: Number(start),
    end: Number(end),
    ...(typeof asWritten === "string" && { asWritten }),
    inferred: inferred === true,
    supports: Array.isArray(supports) ? supports.map(String) : [],
  };
}
