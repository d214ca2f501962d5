import type { Root } from "../plan/plan.js";
import { asList, returning } from "./columns.js";
import { Connection } from "./connection.js";
import { matchAll } from "./match.js";
import { Order } from "./order.js";
import { boundOf, type Printer } from "./printer.js";
import type { RootStatement } from "./root-statement.js";
import { nodeScope } from "./selected.js";

type PageRoot = Extract<Root, { kind: "page" }>;

/** A connection over all nodes of some types: a row a record, or, with the total, one record of both. */
export function pageStatement(root: PageRoot): RootStatement {
  const connection = new Connection(root.parts);
  const { slot } = root;
  const print = connection.counted ? (connection.listed ? counted : countOnly) : rowsOnly;
  return {
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

function rowsOnly(printer: Printer, { types, slot }: PageRoot, connection: Connection): string {
  const { scope, where, order: terms, window } = printer.bound(slot, "page");
  const match = matchAll(printer, types, scope, where);
  const order = new Order(printer, match.variable, terms);
  match.where(...order.within(printer, window), ...((window.after ?? window.before) ? [] : order.hint));
  const element = connection.listed ? connection.element(printer, nodeScope(match.variable), () => order.keys) : "[]";
  return `${match.text} ${match.carried} ${order.by(window.backward)} LIMIT ${connection.limit(printer, window)} ${returning(element)}`;
}

function countOnly(printer: Printer, { types, slot }: PageRoot): string {
  const { scope, where } = printer.bound(slot, "page");
  return `RETURN ${matchAll(printer, types, scope, where).count} AS total`;
}

/** Unfiltered, the total is read from the count store; filtered, the rows are found once, counted and cut. */
function counted(printer: Printer, root: PageRoot, connection: Connection): string {
  const { scope, where, order: terms, window } = printer.bound(root.slot, "page");
  if (where.kind === "all" && where.of.length === 0) {
    const total = matchAll(printer, root.types, scope, where).count;
    return returning(`COLLECT { ${rowsOnly(printer, root, connection)} }`, [total]);
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
  const found = `${match.text} ${match.carried} ${order.by(window.backward)} WITH collect(${variable}) AS ${all}`;
  return `${found} ${returning(shownRows, [`size(${all})`])}`;
}
