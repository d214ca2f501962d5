import { isClaimType } from "../../node-types.js";
import type { Hop, Selected, Shape } from "../../plan/plan.js";
import { Row, TYPE } from "../../row.js";
import type { Graph } from "../memory/graph.js";
import { coParticipantsPage } from "./co-participants.js";
import { heldIn } from "./held.js";
import { heldThen, holders } from "./holdings.js";
import { directionOf, type Neighbours, neighbour, neighbours } from "./hop.js";
import type { Indexes } from "./indexes.js";
import { compareKey, propertyKey } from "./order.js";
import { nestedPage } from "./page.js";
import { evidenceList, mentionsPage } from "./passages.js";
import { boundOf, type LongWriter, type NodeWriter, type Preparation, type Run } from "./run.js";

type FieldWriter = (node: number, run: Run) => unknown;

/** Prepares a shape: a row of the node's concrete type, in response order. */
export function shapeWriter(graph: Graph, indexes: Indexes, { typed, types }: Shape): NodeWriter {
  const preparation: Preparation = { graph, indexes, shape: (shape) => shapeWriter(graph, indexes, shape) };
  const writers = new Map<string, NodeWriter>();
  for (const [type, fields] of Object.entries(types)) {
    writers.set(type, rowWriter(preparation, type, fields, typed));
  }
  const [only] = writers.values();
  if (!typed && only !== undefined) return only;
  return (node, run) => {
    const write = writers.get(graph.type(node));
    if (write === undefined) throw new Error(`a ${graph.type(node)} stands where the schema has none`);
    return write(node, run);
  };
}

function rowWriter(preparation: Preparation, type: string, fields: readonly Selected[], typed: boolean): NodeWriter {
  const writers = fields.map((field) => {
    return isLong(field)
      ? { key: field.key, writer: longWriter(preparation, field) }
      : { key: field.key, write: fieldWriter(preparation, type, field) };
  });
  return (node, run) => {
    const row = new Row();
    for (const { key, write, writer } of writers) {
      // A key has its place in the row at once.
      row[key] = write === undefined ? null : write(node, run);
      if (writer !== undefined) run.later.push({ row, key, node, writer });
    }
    if (typed) row[TYPE] = type;
    return row;
  };
}

type Long = Extract<Selected, { kind: "page" | "coParticipants" | "holdings" }>;
const isLong = (field: Selected): field is Long =>
  field.kind === "page" || field.kind === "coParticipants" || field.kind === "holdings";

function longWriter(preparation: Preparation, field: Long): LongWriter {
  switch (field.kind) {
    case "page":
      return nestedPage(preparation, field.hop, field.slot, field.parts);
    case "coParticipants":
      return { short: () => undefined, long: coParticipantsPage(preparation, field.slot, field.parts) };
    case "holdings": {
      const short = (field.of === "position" ? holders : heldThen)(preparation, field.slot, field.parts);
      return { short, long: unasked };
    }
    default: {
      const never: never = field;
      throw new Error(String(never));
    }
  }
}

function unasked(): never {
  throw new Error("what is always short was asked for at length");
}

function fieldWriter(preparation: Preparation, type: string, field: Exclude<Selected, Long>): FieldWriter {
  const { graph } = preparation;
  switch (field.kind) {
    case "typename":
      return () => type;
    case "property":
      return propertyWriter(graph, type, field);
    case "one": {
      const [first, write] = [neighbour(graph, field.hop), preparation.shape(field.shape)];
      return (node, run) => {
        const found = first(node);
        if (found >= 0) return write(found, run);
        return field.required ? missing(graph, node, field.key) : null;
      };
    }
    case "many": {
      const [list, write] = [metInOrder(graph, field.hop), preparation.shape(field.shape)];
      return (node, run) => Array.from(list(node), (each) => write(each, run));
    }
    case "lineage": {
      const [list, write] = [lineage(graph), preparation.shape(field.shape)];
      return (node, run) => list(node).map((each) => write(each, run));
    }
    case "evidence":
      return evidenceList(preparation, field.parts);
    case "mentions":
      return mentionsPage(preparation, field.slot, field.parts);
    case "certainty":
      return certaintyWriter(graph, field.slot);
    default: {
      const never: never = field;
      throw new Error(String(never));
    }
  }
}

/** A stored graph that breaks the schema's promise is an internal error of the whole root field. */
function missing(graph: Graph, node: number, key: string): never {
  throw new Error(`${graph.id(node)} lacks its required ${key}`);
}

function propertyWriter(
  graph: Graph,
  type: string,
  { name, required, list }: Extract<Selected, { kind: "property" }>,
): FieldWriter {
  const { get } = graph.property(name);
  if (list) return (node) => get(node) ?? [];
  if (required) return (node) => get(node) ?? missing(graph, node, `${type}.${name}`);
  return (node) => get(node) ?? null;
}

function certaintyWriter(graph: Graph, slot: number): FieldWriter {
  const held = heldIn(graph);
  return (node, run) => {
    const { question } = boundOf(run, slot, "held");
    if (!("min" in question)) throw new Error("certainty is asked for without a date");
    return held.certainty(node, question.min, question.max);
  };
}

/** Outgoing links keep the record's order; others come in the order of their source, or by name. Claims must be visible. */
function metInOrder(graph: Graph, hop: Hop): Neighbours {
  const [list, visible] = [neighbours(graph, hop), graph.inScope("VISIBLE")];
  const ordered = hop.through === undefined && directionOf(hop.arrow).towards === "out";
  const [protocolKey, orderKey] = [propertyKey(graph, "protocolKey"), propertyKey(graph, "orderKey")];
  const key = (node: number) => (isClaimType(graph.type(node)) ? protocolKey(node) : orderKey(node));
  return (node) => {
    const met = Array.from(list(node)).filter(visible);
    return ordered || met.length < 2 ? met : met.sort((a, b) => compareKey(key(a), key(b), false));
  };
}

/** Provinces that share the node's lineage, itself included, by orderKey. */
function lineage(graph: Graph): (node: number) => readonly number[] {
  const [of, orderKey] = [graph.property("lineageId").get, propertyKey(graph, "orderKey")];
  return (node) => {
    const wanted = of(node);
    if (wanted === undefined) return [];
    return Array.from(graph.nodes("Province"))
      .filter((each) => of(each) === wanted)
      .sort((a, b) => compareKey(orderKey(a), orderKey(b), false));
  };
}
