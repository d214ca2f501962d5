import type { Part, Parts } from "../plan/plan.js";
import { Row } from "../row.js";
import { asList, type Codec, Columns, type Decoding, type Read } from "./columns.js";
import type { Printer } from "./printer.js";
import { absent, shapeCodec } from "./shape.js";

/** What the fields of a computed object stand for, as Cypher. */
export interface PartsScope {
  /** A leaf by its field name. */
  readonly value: (name: string) => string;
  /** The variable of a node, in which null may stand; or `null` itself. */
  readonly node: (name: string) => string;
  /** A list of computed objects, or of nodes: prints the element. */
  readonly list?: (printer: Printer, name: string, element: (scope: PartsScope) => string) => string;
}

/** Leaves that are not columns: made of columns (`quote` of a passage) or known to the server (`cursor`). */
export type Computed = Readonly<Record<string, (add: (name: string) => Read) => ReadPart>>;
type ReadPart = (list: readonly unknown[], decoding: Decoding, extra?: Extra) => unknown;

/** A leaf whose value the caller of `decode` gives. */
export const given = (name: string) => (): ReadPart => (_list, _decoding, extra) => extra?.(name);

/** Values that the server knows for an element and the database does not: its cursor. */
export type Extra = (name: string) => unknown;

export interface PartsCodec {
  readonly signature: string;
  print(printer: Printer, scope: PartsScope): string;
  decode(raw: unknown, decoding: Decoding, extra?: Extra): Row;
}

/** A computed object (a passage, a hit, a step, a count …) as a positional list. */
export function partsCodec(parts: Parts, computed: Computed = {}): PartsCodec {
  const columns = new Columns<PartsScope>();
  const write = partsWriter(columns, parts, computed);
  columns.seal();
  return {
    signature: columns.signature,
    print: (printer, scope) => columns.print(printer, scope),
    decode: (raw, decoding, extra) => write(asList(raw), decoding, extra),
  };
}

export type Write = (list: readonly unknown[], decoding: Decoding, extra?: Extra) => Row;

/** Adds what the parts need to the columns; the writer makes their object of a positional list. */
export function partsWriter(columns: Columns<PartsScope>, parts: Parts, computed: Computed = {}): Write {
  const fields = parts.map((part) => ({ key: part.key, read: partReader(columns, part, computed) }));
  return (list, decoding, extra) => {
    const row = new Row();
    for (const { key, read } of fields) row[key] = read(list, decoding, extra);
    return row;
  };
}

function partReader(columns: Columns<PartsScope>, part: Part, computed: Computed): ReadPart {
  switch (part.kind) {
    case "constant":
      return () => part.value;
    case "value":
      return valueReader(columns, part.name, computed);
    case "object":
      return partsWriter(columns, part.parts, computed);
    case "list": {
      const inner = partsCodec(part.parts, computed);
      const read = columns.add(listOf(part.name, inner.signature, inner), JSON.stringify(part));
      return (list, decoding) => asList(read(list, decoding)).map((each) => inner.decode(each, decoding));
    }
    case "node":
    case "nodes":
      return nodeReader(columns, part);
    default: {
      const never: never = part;
      throw new Error(String(never));
    }
  }
}

function valueReader(columns: Columns<PartsScope>, name: string, computed: Computed) {
  const add = (column: string) =>
    columns.add({ signature: column, print: (_printer, scope) => scope.value(column), decode: (raw) => raw ?? null });
  return computed[name]?.(add) ?? add(name);
}

function listOf(name: string, signature: string, inner: Pick<PartsCodec, "print">): Codec<PartsScope> {
  return {
    signature: `${name}*${signature}`,
    print: (printer, scope) => {
      if (scope.list === undefined) throw new Error(`no list ${name} here`);
      return scope.list(printer, name, (element) => inner.print(printer, element));
    },
    decode: (raw) => raw,
  };
}

function nodeReader(columns: Columns<PartsScope>, part: Extract<Part, { kind: "node" | "nodes" }>): Read {
  const { kind, name, required, shape } = part;
  const codec = shapeCodec(shape);
  if (kind === "nodes") {
    const inner = { print: (printer: Printer, scope: PartsScope) => codec.print(printer, scope.node(name)) };
    const read = columns.add(listOf(name, codec.signature, inner), JSON.stringify(part));
    return (list, decoding) => asList(read(list, decoding)).map((each) => codec.decode(each, decoding));
  }
  // A node that may be null is null as a whole, not a list of nulls.
  const optional = !required;
  return columns.add(
    {
      signature: `${name}${optional ? "?" : ""}${codec.signature}`,
      print: (printer, scope) => {
        const variable = scope.node(name);
        if (variable === "null") return "null";
        const row = codec.print(printer, variable);
        return optional ? `CASE WHEN ${variable} IS NULL THEN null ELSE ${row} END` : row;
      },
      decode: (raw, decoding) => (raw == null ? absent(required, name) : codec.decode(raw, decoding)),
    },
    JSON.stringify(part),
  );
}
