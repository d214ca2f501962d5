import { badInput } from "../../errors.js";
import type { Relationship } from "../../mapping.js";
import { eventTypes, isClaimType } from "../../node-types.js";
import type { Link, NodeRecord } from "../../record.js";
import { linksOf, present, targetOf, textOf, withArticle } from "../reading.js";
import { sameRecord, stated } from "../stated.js";
import { ambiguous, type Context, conflict, contextOf, notFound, readAll } from "./context.js";
import { anyOf, fieldsOf, references } from "./fields.js";
import { identify } from "./identity.js";
import type { ReviseEntityInput } from "./inputs.js";
import { linksTo } from "./links.js";
import { idIn, obey, ordered, type Path, parseFields } from "./parse.js";
import { mentionLinks } from "./passages.js";
import { demand } from "./record-entity.js";
import { whole } from "./rules.js";
import type { Recorded, Verb } from "./verb.js";
import { recorded, united } from "./write.js";

/**
 * Sets and unsets properties and references of an entity or a source. Whoever has read an older version than the
 * stored one is refused, unless the graph says already what he wants it to say.
 */
export const reviseEntity: Verb<ReviseEntityInput, Recorded> = async (reader, input, by) => {
  const context = contextOf(reader, by, "reviseEntity");
  obey(whole(1), input.version, ["version"]);
  const stored = (await readAll(reader, [idIn(input.id, ["id"])])).get(input.id);
  if (stored === undefined) throw notFound(input.id, ["id"]);
  if (isClaimType(stored.type)) {
    throw badInput(`${input.id} is ${withArticle(stored.type)}, a claim: only entities and sources are revised.`, [
      "id",
    ]);
  }
  const held = stated(stored);
  const revised = stated(await revise(context, held, input));
  if (sameRecord(held, revised)) return recorded(context, held);
  checkVersion(stored, input.version);
  if (by.reason === undefined && (input.mentions ?? []).length === 0) {
    throw badInput("A revision needs at least one mention that supports it, or a reason.", ["mentions"]);
  }
  await checkIdentity(context, held, revised, input.distinct === true);
  await checkCycle(context, revised);
  return recorded(context, revised);
};

function checkVersion({ id, properties }: NodeRecord, read: number): void {
  const now = properties["version"] ?? 1;
  if (now === read) return;
  throw conflict(
    `${id} has changed since: you have read version ${read}, and it is version ${now} now. Read it again.`,
    ["version"],
  );
}

async function revise(context: Context, held: NodeRecord, { set = {}, unset = [], mentions = [] }: ReviseEntityInput) {
  const { type } = held;
  const given = parseFields(type, set, ["set"]);
  const gone = unsetFields(held, unset, set);
  const { links } = await linksTo(context, type, given.references);
  const replaced = new Set<Relationship>([...gone.relationships, ...given.references.map((each) => each.relationship)]);
  const kept = Object.entries(held.properties).filter(([name]) => !gone.properties.has(name));
  const revised: NodeRecord = {
    ...held,
    properties: { ...Object.fromEntries(kept), ...given.properties },
    links: [...held.links.filter((link) => !replaced.has(link.type)), ...links],
  };
  const pathOf = (...fields: readonly string[]) => placeOf(fields, set, unset);
  demand(revised, pathOf);
  ordered(revised.properties, ([first, last]) => pathOf(last, first));
  if (type === "Source") {
    if (mentions.length > 0) throw badInput("A source is not mentioned by a source: give a reason.", ["mentions"]);
    return revised;
  }
  const fields = Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const passages = await mentionLinks(context, type, mentions, fields);
  return withMentions(revised, passages);
}

/** Where a revision speaks of the first of the fields that it speaks of. */
function placeOf(fields: readonly string[], set: object, unset: readonly string[]): Path {
  for (const field of fields) {
    if (Reflect.get(set, field) !== undefined) return ["set", field];
    if (unset.includes(field)) return ["unset", unset.indexOf(field)];
  }
  return [];
}

const withMentions = (record: NodeRecord, links: readonly Link[]): NodeRecord =>
  links.length === 0 ? record : united({ ...record, properties: {}, links }, record);

function unsetFields({ type }: NodeRecord, unset: readonly string[], set: object) {
  const known = fieldsOf(type);
  const properties = new Set<string>();
  const relationships = new Set<Relationship>();
  for (const [at, field] of unset.entries()) {
    const path = ["unset", at];
    if (!known.includes(field)) throw badInput(`${anyOf(type)} has no ${field}: it has ${known.join(", ")}.`, path);
    if (Reflect.get(set, field) !== undefined) throw badInput(`${field} is both set and unset.`, path);
    const relationship = references[type][field];
    if (relationship === undefined) properties.add(field);
    else relationships.add(relationship);
  }
  return { properties, relationships };
}

/** A revision may not make of an entity what another one is already. */
async function checkIdentity({ reader }: Context, held: NodeRecord, revised: NodeRecord, distinct: boolean) {
  const bare = (record: NodeRecord): NodeRecord => ({ ...record, properties: keyed(record), links: structure(record) });
  if (sameRecord(bare(held), bare(revised))) return;
  const { same, similar } = await identify(reader, { ...revised, links: structure(revised) }, []);
  if (same !== undefined) throw ambiguous("Another one is this already; merge the two", ["set"], [same]);
  if (distinct || similar.length === 0 || textOf(held, "name") === textOf(revised, "name")) return;
  throw ambiguous(
    "This name is borne by others; distinct: true says that they are not meant",
    ["set", "name"],
    similar,
  );
}

/** The properties that natural keys are made of. */
const keys = ["name", "title", "number", "kind", "issuedOn", "originDate", "date", "code", "validFrom", "sha256"];

const keyed = ({ properties }: NodeRecord) => present(Object.fromEntries(keys.map((name) => [name, properties[name]])));

/** Mentions apart: two may stand at one passage for good reasons, and did before. */
const structure = (record: NodeRecord) => record.links.filter(({ type }) => type !== "MENTIONED_IN");

const nested: ReadonlySet<string> = new Set(["Organization", ...eventTypes]);

/** Refuses to make an organization or an event a part of its own part. */
async function checkCycle({ reader }: Context, revised: NodeRecord): Promise<void> {
  if (!nested.has(revised.type) || linksOf(revised, "PART_OF").length === 0) return;
  const seen = new Set<string>([revised.id]);
  for (let above = targetOf(revised, "PART_OF"); above !== undefined; ) {
    if (above === revised.id) throw conflict(`${revised.id} would be a part of itself.`, ["set", "partOf"]);
    if (seen.has(above)) return;
    seen.add(above);
    above = targetOf((await readAll(reader, [above])).get(above), "PART_OF");
  }
}
