import { type NodeType, nodeTypes } from "../node-types.js";
import type { Link, NodeRecord } from "../record.js";
import type { Reader } from "../transaction.js";
import { byCodeUnit } from "./reading.js";
import { stated } from "./stated.js";

/** What an export reads of an engine. */
export interface Exportable extends Pick<Reader, "read"> {
  /** Ids of all nodes of a type, in no order. */
  ids(type: NodeType): Promise<readonly string[]>;
}

/** Records read at once. */
const batch = 1_000;

/**
 * Everything that the graph states, as one line of JSON for each node, by id: no derived property and no version, so
 * that two graphs which say the same give the same bytes on both engines. Write nothing meanwhile: the lines are read
 * in batches.
 */
async function* exportLines(engine: Exportable): AsyncGenerator<string> {
  const ids: string[] = [];
  for (const type of nodeTypes) for (const id of await engine.ids(type)) ids.push(id);
  ids.sort(byCodeUnit);
  for (let at = 0; at < ids.length; at += batch) {
    const asked = ids.slice(at, at + batch);
    const found = new Map((await engine.read(asked)).map((record) => [record.id, record]));
    for (const id of asked) {
      const record = found.get(id);
      if (record !== undefined) yield lineOf(record);
    }
  }
}

/** The whole export as one text: NDJSON, each line ended by a line feed; empty of an empty graph. */
export async function exportGraph(engine: Exportable): Promise<string> {
  const lines: string[] = [];
  for await (const line of exportLines(engine)) lines.push(`${line}\n`);
  return lines.join("");
}

function lineOf(record: NodeRecord): string {
  const { id, type, properties, links } = stated(record);
  return JSON.stringify({ id, type, properties: inOrder(properties), links: links.map(linkInOrder) });
}

/** Passages in one order of keys too, whatever order the engine makes them in. */
function linkInOrder({ type, to, passage }: Link): object {
  return { type, to, ...(passage !== undefined && { passage: inOrder(passage) }) };
}

const inOrder = (entries: object): object =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => byCodeUnit(a, b)),
  );
