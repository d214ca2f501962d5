import { badInput } from "../../errors.js";
import { type ClaimType, isClaimType } from "../../node-types.js";
import type { Link, NodeRecord, Value } from "../../record.js";
import { linksOf, present, textOf, withArticle } from "../reading.js";
import { type Context, conflict, notFound, readAll } from "./context.js";
import { wordFor } from "./fields.js";
import type { EvidenceInput } from "./inputs.js";
import { linksTo } from "./links.js";
import { naturalId } from "./merge-key.js";
import { idIn, parseFields } from "./parse.js";
import { evidenceLinks } from "./passages.js";
import { united } from "./write.js";

/** What every input of a claim has beside its fields. */
interface ClaimFields {
  readonly evidence?: readonly EvidenceInput[] | undefined;
  readonly assertedBy?: "CURATOR" | undefined;
}

/** A claim as it shall be, and whether it is new. */
export interface Stated {
  readonly record: NodeRecord;
  readonly created: boolean;
}

/** What an input says as a claim: the existing one of its natural key with the evidence added, or a new one. */
export async function stateClaim(
  context: Context,
  type: ClaimType,
  { evidence, assertedBy, ...fields }: ClaimFields & object,
  extra: readonly Link[] = [],
): Promise<Stated> {
  const { properties, references } = parseFields(type, fields);
  checkStatus(properties);
  const assertion = assertionOf(context, assertedBy, evidence);
  const passages = await evidenceLinks(context, evidence ?? []);
  const { links } = await linksTo(context, type, references);
  const bare: NodeRecord = { id: "", type, properties, links: [...links, ...extra, ...passages] };
  return settle(context, { ...bare, id: naturalId(bare) ?? bare.id }, assertion);
}

async function settle({ reader, by }: Context, draft: NodeRecord, assertion: Readonly<Record<string, Value>>) {
  const held = (await readAll(reader, [draft.id])).get(draft.id);
  const recording = { recordedAt: by.at, recordedBy: by.actor };
  if (held === undefined) {
    const properties = { status: "PROPOSED", ...draft.properties, ...assertion, ...recording };
    return { record: { ...draft, properties }, created: true };
  }
  const status = textOf(draft, "status");
  if (status !== undefined && status !== textOf(held, "status")) {
    throw conflict(`${held.id} is ${textOf(held, "status")} already: review it to make it ${status}.`, ["status"]);
  }
  // Who held it first without a source, and why, stands.
  const asserted = textOf(held, "assertedBy") === undefined ? assertion : {};
  const statement = { ...draft, id: held.id, properties: { ...draft.properties, ...asserted } };
  const record = united(statement, held);
  // New evidence for what was rejected brings it before the reviewers again.
  const reopened = textOf(held, "status") === "REJECTED" && evidenceOf(record).length > evidenceOf(held).length;
  return { record: reopened ? withProperties(record, { status: "PROPOSED" }) : record, created: false };
}

function checkStatus({ status }: Readonly<Record<string, Value>>): void {
  if (status === undefined || status === "PROPOSED" || status === "CONFIRMED") return;
  throw badInput("A claim is recorded as PROPOSED or CONFIRMED; review rejects it.", ["status"]);
}

function assertionOf(
  { by }: Context,
  assertedBy: string | undefined,
  evidence: readonly EvidenceInput[] = [],
): Readonly<Record<string, Value>> {
  if (assertedBy === undefined) {
    if (evidence.length > 0) return {};
    throw badInput("A claim needs at least one passage as evidence, or assertedBy: CURATOR with a reason.", [
      "evidence",
    ]);
  }
  if (assertedBy !== "CURATOR") throw badInput("assertedBy must be CURATOR.", ["assertedBy"]);
  if (by.reason === undefined) throw badInput("What a curator asserts needs a reason.", ["reason"]);
  return { assertedBy, reason: by.reason };
}

/** The stored claim of an id. */
export async function readClaim({ reader }: Context, id: string, path: readonly (string | number)[]) {
  const claim = (await readAll(reader, [idIn(id, path)])).get(id);
  if (claim === undefined) throw notFound(id, path, "there is no claim of this id");
  if (isClaimType(claim.type)) return claim;
  throw badInput(`${id} is ${withArticle(wordFor(claim.type))}, not a claim.`, path);
}

/** The record with some properties replaced; undefined drops one. */
export const withProperties = (
  record: NodeRecord,
  properties: Readonly<Record<string, Value | undefined>>,
): NodeRecord => ({ ...record, properties: present({ ...record.properties, ...properties }) });

/** The claim with more evidence. */
export function withEvidence(claim: NodeRecord, links: readonly Link[]): NodeRecord {
  return links.length === 0 ? claim : united({ ...claim, properties: {}, links }, claim);
}

export const evidenceOf = (claim: NodeRecord): readonly Link[] => linksOf(claim, "EVIDENCED_BY");
