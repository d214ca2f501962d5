import type { Parts, Selected } from "../plan/plan.js";
import { asList, type Codec, returning } from "./columns.js";
import { Connection } from "./connection.js";
import { type Computed, type PartsScope, partsCodec } from "./parts.js";
import { boundOf, type Printer } from "./printer.js";

/** A passage's fields: of the relationship, of the source, and `quote`, which is read from the source's text. */
const quote: Computed = {
  quote: (add) => {
    const [sha256, start, end] = [add("sha256"), add("start"), add("end")];
    return (list, decoding) => {
      const hash = sha256(list, decoding);
      const known = typeof hash === "string" ? hash : undefined;
      return decoding.quote(known, Number(start(list, decoding)), Number(end(list, decoding)));
    };
  },
};

function passageScope(relationship: string, source: string): PartsScope {
  return {
    node: () => source,
    value: (name) => {
      switch (name) {
        case "sha256":
          return `${source}.sha256`;
        case "supports":
          return `coalesce(${relationship}.supports, [])`;
        default:
          return `${relationship}.${name}`;
      }
    },
  };
}

/** By source, start and end: the order of the text. */
const keysOf = (relationship: string, source: string): readonly string[] => [
  `${source}.id`,
  `${relationship}.start`,
  `${relationship}.end`,
];

export function evidenceCodec(parts: Parts): Codec<string> {
  const inner = partsCodec(parts, quote);
  return {
    signature: `evidence${inner.signature}`,
    print: (printer, variable) => {
      const [relationship, source] = [printer.variable("r"), printer.variable("s")];
      const element = inner.print(printer, passageScope(relationship, source));
      return `COLLECT { MATCH (${variable})-[${relationship}:EVIDENCED_BY]->(${source}:Source) WITH ${relationship}, ${source} ORDER BY ${keysOf(relationship, source).join(", ")} ${returning(element)} }`;
    },
    decode: (raw, decoding) => asList(raw).map((each) => inner.decode(each, decoding)),
  };
}

export function mentionsCodec({ slot, parts }: Extract<Selected, { kind: "mentions" }>): Codec<string> {
  const connection = new Connection(parts, quote);
  return {
    signature: `mentions ${connection.signature}`,
    print: (printer, variable) => {
      const items: string[] = [];
      if (connection.counted) items.push(`COUNT { (${variable})-[:MENTIONED_IN]->(:Source) }`);
      if (connection.listed) items.push(mentionRows(printer, variable, slot, connection));
      return `[${items.join(", ")}]`;
    },
    decode: (raw, decoding) => {
      const list = asList(raw);
      const rows = connection.listed ? asList(list.at(-1)) : [];
      return connection.decode({ total: list[0], rows }, boundOf(decoding.values, slot, "passages"), decoding);
    },
  };
}

function mentionRows(printer: Printer, variable: string, slot: number, connection: Connection): string {
  const { window } = printer.bound(slot, "passages");
  const [relationship, source] = [printer.variable("r"), printer.variable("s")];
  const keys = keysOf(relationship, source);
  const beyond = (values: readonly unknown[], sign: "<" | ">") => {
    const [id, start, end] = values.map((value) => printer.parameter(value));
    const [sourceId, from, to] = keys;
    return `(${sourceId} ${sign} ${id} OR ${sourceId} = ${id} AND (${from} ${sign} ${start} OR ${from} = ${start} AND ${to} ${sign} ${end}))`;
  };
  const conditions = [
    ...(window.after === undefined ? [] : [beyond(window.after, ">")]),
    ...(window.before === undefined ? [] : [beyond(window.before, "<")]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const order = keys.map((key) => (window.backward ? `${key} DESC` : key)).join(", ");
  const element = connection.element(printer, passageScope(relationship, source), () => `[${keys.join(", ")}]`);
  return `COLLECT { MATCH (${variable})-[${relationship}:MENTIONED_IN]->(${source}:Source)${where} WITH ${relationship}, ${source} ORDER BY ${order} LIMIT ${connection.limit(printer, window)} ${returning(element)} }`;
}
