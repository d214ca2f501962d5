import { isId } from "../../../domain/identity.js";
import { badInput } from "../../errors.js";
import { isClaimType, isNodeType, type NodeType } from "../../node-types.js";
import type { NodeRecord, Value } from "../../record.js";
import { targetOf, textOf, withArticle } from "../reading.js";
import { shapes } from "../shape.js";
import { ambiguous, type Context, conflict, contextOf, readAll } from "./context.js";
import { anyOf, fieldOf, wordFor } from "./fields.js";
import { identify } from "./identity.js";
import type { RecordEntityInput } from "./inputs.js";
import { linksTo } from "./links.js";
import { type Path, parseFields } from "./parse.js";
import { mentionLinks } from "./passages.js";
import { freeId, numbered, suggestedId } from "./slugs.js";
import type { Recorded, Verb } from "./verb.js";
import { recorded, united } from "./write.js";

/**
 * Records an entity or a source, or finds it: what is stored by the id given, or has the same natural key, gains the
 * mentions, the aliases and what it did not say yet. A namesake that may be meant is a CONFLICT with the candidates,
 * unless `distinct` says that it is another.
 */
export const recordEntity: Verb<RecordEntityInput, Recorded> = async (reader, input, by) => {
  const context = contextOf(reader, by, "recordEntity");
  const draft = await draftOf(context, input);
  const given = await givenId(context, input.id, draft.type);
  if (typeof given === "object") return recorded(context, united(asStated(draft, input, given), given));
  const distinct = "distinct" in input && input.distinct === true;
  const suggested = given ?? suggestedId(draft);
  const { same, twin, similar } = await identify(reader, draft, numbered(suggested, 1, 10));
  const existing = same ?? (distinct ? undefined : twin);
  if (existing !== undefined) {
    return recorded(context, united(withoutNames(asStated(draft, input, existing)), existing));
  }
  if (similar.length > 0 && !distinct) {
    const message = `${wordFor(draft.type)} of this name is recorded; give its id, or distinct: true for another one`;
    throw ambiguous(`Another ${message}`, ["name"], similar);
  }
  return recorded(context, { ...draft, id: given ?? (await freeId(reader, suggested)) }, { created: true });
};

/** The input as a record, without an id yet. */
async function draftOf(context: Context, input: RecordEntityInput): Promise<NodeRecord> {
  const { type, id: _, ...rest } = input;
  if (!isNodeType(type) || isClaimType(type)) throw badInput(`${String(type)} is no type of entity.`, ["type"]);
  const { mentions, distinct: __, ...fields } = { mentions: undefined, distinct: undefined, ...rest };
  const { properties, references } = parseFields(type, fields);
  const { links, targets } = await linksTo(context, type, references);
  const bare: NodeRecord = { id: "", type, properties, links };
  const named: NodeRecord = { ...bare, properties: { ...defaults(bare, targets), ...properties } };
  demand(named);
  const passages = type === "Source" ? [] : await mentionLinks(context, type, mentions ?? [], ["name"]);
  return { ...named, links: [...links, ...passages] };
}

function defaults(draft: NodeRecord, targets: ReadonlyMap<string, NodeRecord>): Readonly<Record<string, Value>> {
  if (draft.type === "Official") return { kind: "OFFICIAL" };
  if (draft.type !== "Position") return {};
  const organization = targets.get(targetOf(draft, "IN") ?? "");
  const words = [textOf(draft, "title"), textOf(organization, "name")].filter((word) => word !== undefined);
  return { name: words.join(" ") };
}

/** Refuses an entity without what every one of its type has; `pathOf` says where one of these fields is spoken of. */
export function demand(record: NodeRecord, pathOf: (...fields: readonly string[]) => Path = ownPath): void {
  const { properties, links } = shapes[record.type];
  const missing = [
    ...Object.entries(properties).flatMap(([name, { required }]) =>
      required === true && record.properties[name] === undefined ? [name] : [],
    ),
    ...links.flatMap(({ type, form }) =>
      form === "required" && targetOf(record, type) === undefined ? [fieldOf(record.type, type)] : [],
    ),
  ];
  const [first] = missing;
  if (first !== undefined) throw badInput(`${anyOf(record.type)} needs ${missing.join(", ")}.`, pathOf(first));
  if (record.properties["endDate"] !== undefined && record.properties["date"] === undefined) {
    throw badInput("An endDate needs a date.", pathOf("endDate", "date"));
  }
}

const ownPath = (field: string): Path => [field];

/** The record of the id given, the id if it is free, or undefined if none is given. */
async function givenId({ reader }: Context, id: string | undefined, type: NodeType) {
  if (id === undefined) return undefined;
  const { prefix } = shapes[type];
  if (!isId(id) || !id.startsWith(`${prefix}/`)) {
    const form = `${prefix}/ and then small letters, digits and hyphens, as in ${prefix}/mai-van-huynh`;
    throw badInput(`id must be ${form}, of at most 200 characters.`, ["id"]);
  }
  const stored = (await readAll(reader, [id])).get(id);
  if (stored !== undefined && stored.type !== type) {
    throw conflict(`${id} is ${withArticle(stored.type)}, not ${withArticle(type)}.`, ["type"]);
  }
  return stored ?? id;
}

/** What the input itself says about an existing record, without the defaults of a new one. */
function asStated(draft: NodeRecord, input: object, { id }: NodeRecord): NodeRecord {
  const said = Object.entries(draft.properties).filter(([name]) => Reflect.get(input, name) !== undefined);
  return { ...draft, id, properties: Object.fromEntries(said) };
}

/** Found by its natural key, its names stay as they are: a spelling is no statement about it. */
function withoutNames(statement: NodeRecord): NodeRecord {
  const { name: _, title: __, number: ___, ...properties } = statement.properties;
  return { ...statement, properties };
}
