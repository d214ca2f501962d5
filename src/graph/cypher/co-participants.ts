import type { Window } from "../plan/bound.js";
import type { Selected } from "../plan/plan.js";
import { asList, type Codec, returning } from "./columns.js";
import { Connection } from "./connection.js";
import { Match } from "./match.js";
import { label } from "./names.js";
import type { PartsScope } from "./parts.js";
import { boundOf, Integer, type Printer } from "./printer.js";

/** Officials at the events of an official, by how many events they share. */
export function coParticipantsCodec({ slot, parts }: Extract<Selected, { kind: "coParticipants" }>): Codec<string> {
  const connection = new Connection(parts);
  return {
    signature: `coParticipants ${connection.signature}`,
    print: (printer, variable) => {
      const items: string[] = [];
      if (connection.counted) {
        const { text, other } = shared(printer, variable, slot);
        items.push(`COUNT { ${text} RETURN DISTINCT ${other} }`);
      }
      if (connection.listed) items.push(rows(printer, variable, slot, connection));
      return `[${items.join(", ")}]`;
    },
    decode: (raw, decoding) => {
      const list = asList(raw);
      const found = connection.listed ? asList(list.at(-1)) : [];
      return connection.decode(
        { total: list[0], rows: found },
        boundOf(decoding.values, slot, "coParticipants"),
        decoding,
      );
    },
  };
}

/** Binds an event and another official for each event that the two share. */
function shared(printer: Printer, official: string, slot: number) {
  const { scope, where } = printer.bound(slot, "coParticipants");
  const [event, other] = [printer.variable("e"), printer.variable("o")];
  const participation = printer.variable("n");
  const match = new Match(printer, participation)
    .pattern(`(${event})<-[:AT]-(${participation}:${label(["Participation"], scope)})`)
    .pattern(`(${participation})-[:BY]->(${other}:Official)`)
    .where(`${other} <> ${official}`)
    .filter(["Participation"], scope, where);
  const text = `MATCH (${official})<-[:BY]-(:VisibleParticipation)-[:AT]->(${event}:Event) WITH DISTINCT ${event} ${match.text}`;
  return { text, event, other };
}

function rows(printer: Printer, official: string, slot: number, connection: Connection): string {
  const { window, events } = printer.bound(slot, "coParticipants");
  const { text, event, other } = shared(printer, official, slot);
  const [all, count] = [printer.variable("es"), printer.variable("c")];
  const scope: PartsScope = {
    node: () => other,
    value: () => count,
    list: (printer, _name, element) => {
      const each = printer.variable("e");
      const limit = printer.parameter(new Integer(events));
      return `COLLECT { UNWIND ${all} AS ${each} WITH ${each} ORDER BY ${each}.dateDesc DESC, ${each}.id DESC LIMIT ${limit} ${returning(element(nodeOf(each)))} }`;
    },
  };
  const where = within(printer, window, count, other);
  const order = window.backward ? `${count}, ${other}.orderKey DESC` : `${count} DESC, ${other}.orderKey`;
  const limit = connection.limit(printer, window);
  const element = connection.element(printer, scope, () => `[${count}, ${other}.orderKey]`);
  return `COLLECT { ${text} WITH ${other}, collect(DISTINCT ${event}) AS ${all} WITH ${other}, ${all}, size(${all}) AS ${count}${where} ORDER BY ${order} LIMIT ${limit} ${returning(element)} }`;
}

const nodeOf = (variable: string): PartsScope => ({ node: () => variable, value: () => variable });

function within(printer: Printer, { after, before }: Window, count: string, other: string): string {
  const beyond = (values: readonly unknown[], more: "<" | ">", later: "<" | ">") => {
    const [n, key] = values.map((value) => printer.parameter(value));
    return `(${count} ${more} ${n} OR ${count} = ${n} AND ${other}.orderKey ${later} ${key})`;
  };
  const conditions = [
    ...(after === undefined ? [] : [beyond(after, "<", ">")]),
    ...(before === undefined ? [] : [beyond(before, ">", "<")]),
  ];
  return conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
}
