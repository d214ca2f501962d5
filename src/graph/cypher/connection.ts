import type { Key, Window } from "../plan/bound.js";
import { encodeCursor } from "../plan/cursor.js";
import type { Part, Parts } from "../plan/plan.js";
import { Row } from "../row.js";
import { asList, Columns, type Decoding } from "./columns.js";
import { type Computed, given, type PartsScope, partsWriter, type Write } from "./parts.js";
import { Integer, type Printer } from "./printer.js";

/** One page as decoded: its rows, in order, and what the server knows of it. */
interface Page {
  readonly total: unknown;
  readonly rows: readonly RawRow[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly cursor: (row: RawRow) => string;
}
interface RawRow {
  readonly keys: unknown;
  readonly list: readonly unknown[];
}
type WritePart = (page: Page, decoding: Decoding) => unknown;

/** The fields of a connection: what the statement must return for them, and the object made of it. */
export class Connection {
  /** What is selected: the total, rows, and the key values that cursors are made of. */
  readonly counted: boolean;
  readonly listed: boolean;
  readonly keyed: boolean;
  /** One row more than asked for is wanted, to see whether there are more. */
  readonly #peeks: boolean;
  readonly #columns = new Columns<PartsScope>();
  readonly #write: (page: Page, decoding: Decoding) => Row;

  constructor(parts: Parts, leaves: Computed = {}) {
    const computed = { ...leaves, cursor: given("cursor") };
    this.counted = selects(parts, ["totalCount"]);
    this.keyed = selects(parts, ["cursor", "startCursor", "endCursor"]);
    this.#peeks = selects(parts, ["hasNextPage", "hasPreviousPage"]);
    this.listed = parts.some(({ kind }) => kind !== "constant" && kind !== "value");
    this.#write = this.#writer(parts, computed);
    this.#columns.seal();
  }

  get signature(): string {
    return `${this.counted ? "total " : ""}${this.keyed ? "keys " : ""}${this.listed ? this.#columns.signature : ""}`;
  }

  limit(printer: Printer, { limit }: Window): string {
    return printer.parameter(new Integer(this.#peeks ? limit + 1 : limit));
  }

  /** One row of the page. */
  element(printer: Printer, scope: PartsScope, keys: () => string): string {
    const list = this.#columns.print(printer, scope);
    return this.keyed ? `[${keys()}, ${list}]` : list;
  }

  /** `rows` as `element` made them, one more than the window's limit if there are more. */
  decode(
    raw: { readonly total: unknown; readonly rows: readonly unknown[] },
    { window, signature }: { readonly window: Window; readonly signature: string },
    decoding: Decoding,
  ): Row {
    const { limit, backward, after, before } = window;
    const more = raw.rows.length > limit;
    const rows = (more ? raw.rows.slice(0, limit) : raw.rows).map((each) => this.#row(asList(each)));
    if (backward) rows.reverse();
    const page: Page = {
      total: raw.total,
      rows,
      hasNext: (!backward && more) || before !== undefined,
      hasPrevious: (backward && more) || after !== undefined,
      cursor: ({ keys }) => encodeCursor(signature, asList(keys) as readonly Key[]),
    };
    return this.#write(page, decoding);
  }

  #row(list: readonly unknown[]): RawRow {
    return this.keyed ? { keys: list[0], list: asList(list[1]) } : { keys: undefined, list };
  }

  #writer(parts: Parts, computed: Computed): (page: Page, decoding: Decoding) => Row {
    const fields = parts.map((part) => ({ key: part.key, write: this.#part(part, computed) }));
    return (page, decoding) => {
      const row = new Row();
      for (const { key, write } of fields) row[key] = write(page, decoding);
      return row;
    };
  }

  #part(part: Part, computed: Computed): WritePart {
    switch (part.kind) {
      case "constant":
        return () => part.value;
      case "value":
        return pageValue(part.name);
      case "object":
        return this.#writer(part.parts, computed);
      case "list":
        return eachRow(partsWriter(this.#columns, part.parts, computed));
      case "nodes": {
        // `nodes` are the edges' nodes: a column of the row like any other.
        const write = partsWriter(this.#columns, [{ ...part, kind: "node", name: "node", required: true }], computed);
        return ({ rows }, decoding) => rows.map(({ list }) => write(list, decoding)[part.key]);
      }
      default:
        throw new Error(`${part.kind} is not part of a connection`);
    }
  }
}

const eachRow =
  (write: Write): WritePart =>
  ({ rows, cursor }, decoding) =>
    rows.map((row) => write(row.list, decoding, () => cursor(row)));

function pageValue(name: string): WritePart {
  switch (name) {
    case "totalCount":
      return ({ total }) => total;
    case "hasNextPage":
      return ({ hasNext }) => hasNext;
    case "hasPreviousPage":
      return ({ hasPrevious }) => hasPrevious;
    case "startCursor":
      return ({ rows: [first], cursor }) => (first === undefined ? null : cursor(first));
    case "endCursor":
      return ({ rows, cursor }) => {
        const last = rows.at(-1);
        return last === undefined ? null : cursor(last);
      };
    default:
      throw new Error(`${name} is not part of a connection`);
  }
}

/** Some leaf of these names is selected on the connection, its edges or its pageInfo. */
function selects(parts: Parts, names: readonly string[]): boolean {
  return parts.some((part) => {
    if (part.kind === "value") return names.includes(part.name);
    return (part.kind === "list" || part.kind === "object") && selects(part.parts, names);
  });
}
