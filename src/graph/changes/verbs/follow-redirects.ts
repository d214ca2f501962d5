import type { Link, NodeRecord, Value } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { linksOf, textOf, textsOf } from "../reading.js";
import { shapes } from "../shape.js";
import { sameValue } from "../stated.js";
import { naturalId } from "./merge-key.js";
import type { Statement } from "./verb.js";

/**
 * The statements as they are to be read after merges: about the survivors, and the claims about them under the ids
 * that follow. Where a survivor says otherwise than the one that was absorbed, it keeps its word, as in the merge.
 */
export async function followRedirects(reader: Reader, statements: readonly Statement[]): Promise<readonly Statement[]> {
  const named = statements.flatMap(({ record: { id, links } }) => [id, ...links.map(({ to }) => to)]);
  const redirects = new Map(await reader.redirects([...new Set(named)]));
  if (redirects.size === 0) return statements;
  for (const { record } of statements) {
    const id = naturalId({ ...record, links: record.links.map((link) => led(link, redirects)) });
    if (id !== undefined && id !== record.id) redirects.set(record.id, id);
  }
  const survivors = await reader.read([...new Set(redirects.values())]);
  const held = new Map(survivors.map((record) => [record.id, record]));
  return statements.map((statement) => follow(statement, redirects, held));
}

const led = (link: Link, redirects: ReadonlyMap<string, string>): Link => ({
  ...link,
  to: redirects.get(link.to) ?? link.to,
});

function follow(
  { record, pointer, linkPointers }: Statement,
  redirects: ReadonlyMap<string, string>,
  held: ReadonlyMap<string, NodeRecord>,
): Statement {
  const id = redirects.get(record.id) ?? record.id;
  const links = record.links.map((link) => led(link, redirects));
  const survivor = id === record.id ? undefined : held.get(id);
  if (survivor === undefined) return { record: { ...record, id, links }, pointer, linkPointers };
  const kept = links.map((link) => !contradicts(link, survivor));
  return {
    record: { ...record, id, properties: yielding(record, survivor), links: links.filter((_, at) => kept[at]) },
    pointer,
    linkPointers: linkPointers.filter((_, at) => kept[at]),
  };
}

/** Of a link that a node has at most once, the survivor has another already. */
function contradicts({ type, to }: Link, survivor: NodeRecord): boolean {
  const form = shapes[survivor.type].links.find((shape) => shape.type === type)?.form;
  if (form !== "required" && form !== "optional") return false;
  return linksOf(survivor, type).some((link) => link.to !== to);
}

/** What the absorbed one states, without single values in which the survivor differs; its name is an alias now. */
function yielding(record: NodeRecord, survivor: NodeRecord): Readonly<Record<string, Value>> {
  const properties: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record.properties)) {
    const other = survivor.properties[name];
    const single = shapes[record.type].properties[name]?.form === "single";
    if (!single || other === undefined || sameValue(value, other)) properties[name] = value;
  }
  const name = textOf(record, "name");
  if (name === undefined || properties["name"] !== undefined) return properties;
  return { ...properties, aliases: [...textsOf(record, "aliases"), name] };
}
