import type { BoundHeld } from "../plan/bound.js";
import type { Hop, Selected } from "../plan/plan.js";
import { coParticipantsCodec } from "./co-participants.js";
import { asList, type Codec, returning } from "./columns.js";
import { Connection } from "./connection.js";
import { certaintyOf, certaintyRank, type Days, distanceOf, epochDayOf, meets } from "./held.js";
import { Match, matchHop } from "./match.js";
import { isOutgoing, isToOne, label, pattern } from "./names.js";
import { daysOf, Order } from "./order.js";
import { type PartsScope, partsCodec } from "./parts.js";
import { evidenceCodec, mentionsCodec } from "./passages.js";
import { boundOf, type Printer } from "./printer.js";
import { seekOf } from "./seek.js";
import { absent, shapeCodec } from "./shape.js";

type Of<K extends Selected["kind"]> = Extract<Selected, { kind: K }>;

/** A field of a node that is more than a property, as an expression over the node's variable. */
export function selectedCodec(field: Exclude<Selected, { kind: "typename" | "property" }>): Codec<string> {
  switch (field.kind) {
    case "one":
      return oneCodec(field);
    case "many":
      return manyCodec(field);
    case "lineage":
      return lineageCodec(field);
    case "page":
      return pageCodec(field);
    case "evidence":
      return evidenceCodec(field.parts);
    case "mentions":
      return mentionsCodec(field);
    case "certainty":
      return certaintyCodec(field);
    case "holdings":
      return holdingsCodec(field);
    case "coParticipants":
      return coParticipantsCodec(field);
    default: {
      const never: never = field;
      throw new Error(String(never));
    }
  }
}

const drawn = ({ arrow, through, types }: Hop) => `${through?.arrow ?? ""}${arrow}${types.join("|")}`;

function oneCodec({ hop, required, shape }: Of<"one">): Codec<string> {
  const inner = shapeCodec(shape);
  return {
    signature: `${drawn(hop)}${inner.signature}`,
    print: (printer, variable) => {
      const other = printer.variable("n");
      return `COLLECT { MATCH ${pattern(variable, hop, other)} ${returning(inner.print(printer, other))} }`;
    },
    decode: (raw, decoding) => {
      const [first] = asList(raw);
      return first === undefined ? absent(required, drawn(hop)) : inner.decode(first, decoding);
    },
  };
}

/** Claims of a plain list are those that a reader sees. */
function manyCodec({ hop, shape }: Of<"many">): Codec<string> {
  const inner = shapeCodec(shape);
  return {
    signature: `${drawn(hop)}*${inner.signature}`,
    print: (printer, variable) => {
      const [other, relationship, key] = [printer.variable("n"), printer.variable("r"), printer.variable("k")];
      const match = pattern(variable, hop, other, "VISIBLE", relationship);
      const order = isOutgoing(hop) && !isToOne(hop) ? `${relationship}.ordinal` : `${other}.${listKey(hop)}`;
      return `COLLECT { MATCH ${match} WITH DISTINCT ${other}, ${order} AS ${key} ORDER BY ${key} ${returning(inner.print(printer, other))} }`;
    },
    decode: (raw, decoding) => asList(raw).map((each) => inner.decode(each, decoding)),
  };
}

const listKey = ({ types }: Hop) => (types.includes("Tenure") ? "protocolKey" : "orderKey");

function lineageCodec({ shape }: Of<"lineage">): Codec<string> {
  const inner = shapeCodec(shape);
  return {
    signature: `lineage${inner.signature}`,
    print: (printer, variable) => {
      const other = printer.variable("n");
      return `COLLECT { MATCH (${other}:Province) WHERE ${other}.lineageId = ${variable}.lineageId WITH ${other} ORDER BY ${other}.orderKey ${returning(inner.print(printer, other))} }`;
    },
    decode: (raw, decoding) => asList(raw).map((each) => inner.decode(each, decoding)),
  };
}

/** `[total, rows]`, of which only what is selected is asked for. */
function pageCodec({ hop, slot, parts }: Of<"page">): Codec<string> {
  const connection = new Connection(parts);
  return {
    signature: `${drawn(hop)}page ${connection.signature}`,
    print: (printer, variable) => {
      const items: string[] = [];
      if (connection.counted) {
        const { scope, where } = printer.bound(slot, "page");
        items.push(matchHop(printer, variable, hop, scope, where).count);
      }
      if (connection.listed) items.push(`COLLECT { ${rowsOfPage(printer, variable, hop, slot, connection)} }`);
      return `[${items.join(", ")}]`;
    },
    decode: (raw, decoding) => {
      const list = asList(raw);
      const rows = connection.listed ? asList(list.at(-1)) : [];
      return connection.decode({ total: list[0], rows }, boundOf(decoding.values, slot, "page"), decoding);
    },
  };
}

function rowsOfPage(printer: Printer, from: string, hop: Hop, slot: number, connection: Connection): string {
  const { scope, where, order: terms, window } = printer.bound(slot, "page");
  const variable = printer.variable("n");
  const order = new Order(printer, variable, terms);
  const seek = seekOf(hop, scope, order.firstKey);
  const match = new Match(printer, variable);
  if (seek === undefined) match.pattern(pattern(from, hop, variable, scope));
  else match.pattern(`(${variable}:${label(hop.types, scope)})`).where(`${variable}.${seek.id} = ${from}.id`);
  match.filter(hop.types, scope, where).where(...order.within(printer, window));
  // An index gives an order only to a statement with a condition on each of its properties.
  if (seek !== undefined && (window.after ?? window.before) === undefined) match.where(...order.hint);
  const element = connection.element(printer, nodeScope(variable), () => order.keys);
  return `${match.text} ${match.carried} ${order.by(window.backward, seek && `${variable}.${seek.id}`)} LIMIT ${connection.limit(printer, window)} ${returning(element)}`;
}

/** An edge's only column is its node. */
export const nodeScope = (variable: string): PartsScope => ({
  node: () => variable,
  value: (name) => {
    throw new Error(`${name} is not a value of an edge`);
  },
});

function certaintyCodec({ slot }: Of<"certainty">): Codec<string> {
  return {
    signature: "certainty",
    print: (printer, variable) => certaintyOf(variable, daysAsked(printer, printer.bound(slot, "held"))),
    decode: (raw) => raw ?? null,
  };
}

function daysAsked(printer: Printer, { question }: BoundHeld): Days {
  if (!("min" in question)) throw new Error("a question without a date");
  return daysOf(printer, question);
}

/** `[certainty, tenure]` of each holding, certain ones first, then the nearest. */
function holdingsCodec({ of, slot, parts }: Of<"holdings">): Codec<string> {
  const inner = partsCodec(parts);
  return {
    signature: `holdings ${of}${inner.signature}`,
    print: (printer, variable) => {
      const held = printer.bound(slot, "held");
      const found = of === "position" ? holders(printer, variable, held) : heldThen(printer, variable, held);
      const { tenure, certainty, days } = found;
      const element = inner.print(printer, { value: () => certainty, node: () => tenure });
      return `COLLECT { ${found.match} ORDER BY ${certaintyRank(certainty)}, coalesce(${distanceOf(tenure, days)}, 1e9), ${tenure}.protocolKey ${returning(element)} }`;
    },
    decode: (raw, decoding) => asList(raw).map((each) => inner.decode(each, decoding)),
  };
}

/** A MATCH that ends in WITH the tenure, its certainty and the days asked about. */
interface Holdings {
  readonly match: string;
  readonly tenure: string;
  readonly certainty: string;
  readonly days: Pick<Days, "minDay" | "maxDay">;
}

function holders(printer: Printer, position: string, held: BoundHeld): Holdings {
  const [tenure, certainty] = [printer.variable("t"), printer.variable("c")];
  const days = daysAsked(printer, held);
  const match = `MATCH (${position})<-[:OF_POSITION]-(${tenure}:VisibleTenure) WHERE ${meets(tenure, days, held.question.atLeast)}`;
  return { match: `${match} WITH ${tenure}, ${certaintyOf(tenure, days)} AS ${certainty}`, tenure, certainty, days };
}

/** A tenure that the participation states is certain, dated or not: the source says so. */
function heldThen(printer: Printer, participation: string, { question }: BoundHeld): Holdings {
  const [tenure, stated, certainty] = [printer.variable("t"), printer.variable("s"), printer.variable("c")];
  const days = { minDay: printer.variable("d"), maxDay: printer.variable("d") };
  const span = { min: `${participation}.spanMin`, max: `${participation}.spanMax` };
  const match = [
    `MATCH (${participation})-[:BY]->(:Official)<-[:OF_OFFICIAL]-(${tenure}:VisibleTenure)`,
    `WITH ${tenure}, EXISTS { (${participation})-[:IN_CAPACITY_OF]->(${tenure}) } AS ${stated}`,
    `WHERE ${stated} OR ${meets(tenure, span, question.atLeast)}`,
    `WITH ${tenure}, CASE WHEN ${stated} THEN 'CERTAIN' ELSE ${certaintyOf(tenure, span)} END AS ${certainty},`,
    `${epochDayOf(span.min)} AS ${days.minDay}, ${epochDayOf(span.max)} AS ${days.maxDay}`,
  ];
  return { match: match.join(" "), tenure, certainty, days };
}
