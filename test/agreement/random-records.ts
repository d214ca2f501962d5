import type { Link, NodeRecord, Value } from "../../src/graph/record.js";
import type { Random } from "./random.js";

/** Pieces of stated records. */

export type Properties = Readonly<Record<string, Value | undefined>>;

export function record(
  id: string,
  type: NodeRecord["type"],
  properties: Properties,
  links: readonly Link[],
): NodeRecord {
  const known = Object.entries(properties).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return { id, type, properties: Object.fromEntries(known), links };
}

export const link = (type: Link["type"], to: string | undefined): readonly Link[] =>
  to === undefined ? [] : [{ type, to }];

/** Places in sources, several with one start, none twice. */
export function passages(random: Random, sources: readonly string[], least: number, most: number): Link[] {
  const links = new Map<string, Link>();
  for (let i = random.between(least, most); i > 0; i--) {
    const [to, start] = [random.pick(sources), random.pick([0, 7, 7, 42, 100, 1000])];
    const end = start + random.pick([1, 5, 30]);
    const asWritten = random.maybe(["Thủy", 'đồng chí "An"', "Sáng 8-7"]);
    const passage = { start, end, inferred: random.chance(0.2), supports: [], ...(asWritten && { asWritten }) };
    links.set(`${to} ${start} ${end}`, { type: "EVIDENCED_BY", to, passage });
  }
  return [...links.values()];
}
