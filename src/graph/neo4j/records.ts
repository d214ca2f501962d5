import neo4j, { type ManagedTransaction } from "neo4j-driver";
import { isRelationship } from "../mapping.js";
import { isClaimType, isEventType, isNodeType, type NodeType } from "../node-types.js";
import type { Link, NodeRecord, Passage, Value } from "../record.js";

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

/** Writes whole records in one transaction: nodes first, then everything that leaves them. */
export async function putRecords(tx: ManagedTransaction, records: readonly NodeRecord[]): Promise<void> {
  const nodes = groupBy(records, (record) => [familyOf(record.type), ...labelsOf(record)].join(":"));
  for (const [labels, group] of nodes) {
    const [family, ...others] = labels.split(":");
    const set = others.length === 0 ? "" : ` SET n:${others.join(":")}`;
    // A claim that is no longer visible loses the labels that say so.
    const remove =
      family === "Claim" ? ` REMOVE n:Visible:VisibleTenure:VisibleParticipation:VisibleTopic:VisibleSuccession` : "";
    await inBatches(tx, group.map(rowOf), `MERGE (n:${family} {id: row.id})${remove} SET n = row.properties${set}`);
    await inBatches(tx, group.map(rowOf), `MATCH (n:${family} {id: row.id})-[r]->() DELETE r`);
  }
  const links = groupBy(records.flatMap(linkRows), ({ type, from, to }) =>
    [type, familyOfId(from), familyOfId(to)].join(":"),
  );
  for (const [group, rows] of links) {
    const [type, from, to] = group.split(":");
    await inBatches(
      tx,
      rows,
      `MATCH (a:${from} {id: row.from}) MATCH (b:${to} {id: row.to}) CREATE (a)-[r:${type}]->(b) SET r = row.properties`,
    );
  }
}

const rowOf = ({ id, properties }: NodeRecord) => ({ id, properties: parameters({ ...properties, id }) });

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

async function inBatches(tx: ManagedTransaction, rows: readonly unknown[], statement: string): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) {
    await tx.run(`UNWIND $rows AS row ${statement}`, { rows: rows.slice(i, i + BATCH) });
  }
}

function groupBy<T>(all: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
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
