import type { NodeType } from "../node-types.js";
import type { BoundPage } from "../plan/bound.js";
import { type Match, matchAll } from "./match.js";
import type { Order } from "./order.js";
import type { Printer } from "./printer.js";

/** A page's rows among all nodes of some types: text that ends in `WITH variable ORDER BY … LIMIT limit`. */
export function orderedRows(
  printer: Printer,
  types: readonly NodeType[],
  { scope, where, window }: BoundPage,
  { variable, order, limit }: { readonly variable: string; readonly order: Order; readonly limit: string },
): string {
  const matched = () => matchAll(printer, types, scope, where, variable);
  const ranges = order.split(printer, window);
  if (ranges === undefined) {
    const unbounded = (window.after ?? window.before) === undefined;
    const match = matched().own(order.firstKey, ...order.within(printer, window), ...(unbounded ? order.hint : []));
    return `${inOrder(match, order, window.backward, order.secondHint)} LIMIT ${limit}`;
  }
  const parts = ranges.map(({ conditions, ties }) => {
    const match = matched().own(order.firstKey, ...conditions);
    const text =
      ties === undefined
        ? inOrder(match, order, window.backward, order.secondHint)
        : `${match.text} ${match.carried} ${ties}`;
    return `${text} LIMIT ${limit} RETURN ${variable}`;
  });
  return `CALL () { ${parts.join(" UNION ALL ")} } WITH ${variable} ${order.by(window.backward)} LIMIT ${limit}`;
}

/**
 * An index serves the order where the order names all that it is on. `hints` are for an index on the order's own keys.
 */
export function inOrder(match: Match, order: Order, backward: boolean, hints: readonly string[] = []): string {
  const prefix = match.inOrderOf(order.firstKey);
  if (prefix === undefined) match.own(order.firstKey, ...hints);
  return `${match.text} ${match.carried} ${order.by(backward, prefix)}`;
}
