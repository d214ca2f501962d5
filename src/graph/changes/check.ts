import type { Relationship } from "../mapping.js";
import { isEventType, type NodeType, nodeTypes } from "../node-types.js";
import type { Link, NodeRecord } from "../record.js";
import { linksOf, targetOf, withArticle } from "./reading.js";
import { type LinkShape, shapes } from "./shape.js";
import { current, type Work } from "./work.js";

/** Refuses references that lead nowhere or to a wrong type, and records that lack what every one of them must have. */
export async function check(work: Work): Promise<void> {
  await work.view.load([...work.records.values()].flatMap(({ links }) => links.map(({ to }) => to)));
  for (const [index, record] of work.batch.entries()) checkLinks(work, index, record);
  for (const [id, record] of work.records) checkWhole(work, work.causes.get(id) ?? 0, record);
}

function checkLinks(work: Work, index: number, record: NodeRecord): void {
  const rules = new Map<Relationship, LinkShape>(shapes[record.type].links.map((shape) => [shape.type, shape]));
  for (const [at, link] of record.links.entries()) {
    const reason = whyWrong(work, record, link, rules.get(link.type));
    if (reason !== undefined) work.refusals.push({ index, link: at, reason });
  }
}

function whyWrong(work: Work, from: NodeRecord, { type, to }: Link, rule: LinkShape | undefined): string | undefined {
  if (rule === undefined) return `${type} does not leave a ${from.type}`;
  if (to === from.id) return "refers to itself";
  const target = current(work, to);
  if (target === undefined) return `${to} does not exist: neither the documents nor the graph have it`;
  if (!rule.to.includes(target.type)) return `${to} is ${withArticle(target.type)}, but must be ${oneOf(rule.to)}`;
  const official = targetOf(from, "BY");
  if (type === "IN_CAPACITY_OF" && targetOf(target, "OF_OFFICIAL") !== official) {
    return `${to} is a tenure of ${targetOf(target, "OF_OFFICIAL")}, not of ${official ?? "this participant"}`;
  }
  return undefined;
}

/** Refuses to remove what something still links to. */
export async function checkRemoved(work: Work): Promise<void> {
  if (work.removed.size === 0) return;
  const referrers = await work.view.referrers([...work.removed], nodeTypes);
  const kept = referrers.map(({ id }) => current(work, id)).filter((record) => record !== undefined);
  for (const [at, id] of [...work.removed].entries()) {
    const still = kept.find(({ links }) => links.some(({ to }) => to === id));
    const reason = `${id} cannot be removed: ${still?.id} refers to it`;
    if (still !== undefined) work.refusals.push({ index: work.batch.length + at, reason });
  }
}

function oneOf(types: readonly NodeType[]): string {
  const names = [...new Set(types.map((type) => (isEventType(type) ? "event" : type)))];
  return withArticle(names.join(" or "));
}

function checkWhole({ refusals }: Work, index: number, record: NodeRecord): void {
  const shape = shapes[record.type];
  for (const [property, { required }] of Object.entries(shape.properties)) {
    if (required !== true || record.properties[property] !== undefined) continue;
    refusals.push({ index, property, reason: "is missing: no document states it" });
  }
  for (const { type, form } of shape.links) {
    if (form !== "required" || linksOf(record, type).length > 0) continue;
    refusals.push({ index, property: type, reason: "is missing: no document states it" });
  }
  if (record.type !== "Participation") return;
  const named = targetOf(record, "BY") !== undefined;
  if (named === (record.properties["description"] !== undefined)) {
    refusals.push({ index, reason: "needs either a participant (official or organization) or a description" });
  }
}
