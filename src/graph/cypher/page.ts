import type { Root } from "../plan/plan.js";
import { asList, returning } from "./columns.js";
import { Connection } from "./connection.js";
import { matchAll } from "./match.js";
import { Order } from "./order.js";
import { inOrder, orderedRows } from "./ordered-rows.js";
import { boundOf, type Printer } from "./printer.js";
import { answering, type RootStatement } from "./root-statement.js";
import { nodeScope } from "./selected.js";

type PageRoot = Extract<Root, { kind: "page" }>;

/** A connection over all nodes of some types: a row a record, or, with the total, one record of both. */
export function pageStatement(root: PageRoot): RootStatement {
  const connection = new Connection(root.parts);
  const { slot } = root;
  const print = connection.counted ? (connection.listed ? counted : countOnly) : pageRows;
  return {
    columns: connection.counted && connection.listed ? 2 : 1,
    print: (printer) => print(printer, root, connection),
    decode: (records, decoding) => {
      const bound = boundOf(decoding.values, slot, "page");
      if (!connection.counted) {
        return connection.decode({ total: null, rows: records.map(([row]) => row) }, bound, decoding);
      }
      const [total, rows = []] = records[0] ?? [];
      return connection.decode({ total, rows: asList(rows) }, bound, decoding);
    },
  };
}

const pageRows = (printer: Printer, root: PageRoot, connection: Connection) =>
  rowsOnly(printer, root, connection, answering);

function rowsOnly(
  printer: Printer,
  { types, slot }: PageRoot,
  connection: Connection,
  ending: (row: string) => string,
): string {
  const bound = printer.bound(slot, "page");
  const variable = printer.variable("n");
  const order = new Order(printer, variable, bound.order);
  const limit = connection.limit(printer, bound.window);
  const rows = orderedRows(printer, types, bound, { variable, order, limit });
  const element = connection.listed ? connection.element(printer, nodeScope(variable), () => order.keys) : "[]";
  return `${rows} ${ending(element)}`;
}

function countOnly(printer: Printer, { types, slot }: PageRoot): string {
  const { scope, where } = printer.bound(slot, "page");
  return answering(matchAll(printer, types, scope, where).count);
}

/** Unfiltered, the total is read from the count store; filtered, the rows are found once, counted and cut. */
function counted(printer: Printer, root: PageRoot, connection: Connection): string {
  const { scope, where, order: terms, window } = printer.bound(root.slot, "page");
  if (where.kind === "all" && where.of.length === 0) {
    const total = matchAll(printer, root.types, scope, where).count;
    return answering(`COLLECT { ${rowsOnly(printer, root, connection, returning)} }`, [total]);
  }
  const match = matchAll(printer, root.types, scope, where);
  const { variable } = match;
  const order = new Order(printer, variable, terms);
  const [all, each] = [printer.variable("all"), printer.variable("n")];
  const shown = new Order(printer, each, terms);
  const within = shown.within(printer, window);
  const cut = within.length === 0 ? "" : ` WHERE ${within.join(" AND ")}`;
  const element = connection.element(printer, nodeScope(each), () => shown.keys);
  const shownRows = `COLLECT { UNWIND ${all} AS ${each} WITH ${each}${cut} LIMIT ${connection.limit(printer, window)} ${returning(element)} }`;
  const found = `${inOrder(match, order, window.backward)} WITH collect(${variable}) AS ${all}`;
  return `${found} ${answering(shownRows, [`size(${all})`])}`;
}
