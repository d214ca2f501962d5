import type { Column } from "./columns.js";
import { DerivedColumn } from "./derived-columns.js";
import type { Property, Test } from "./graph.js";
import type { Codes, Uint32List } from "./numbers.js";

/** A property of nodes of any type: `columns` has one for each type number. */
export function propertyOf(columns: readonly Column[], types: Codes, rows: Uint32List): Property {
  return {
    get: (node) => columns[types.at(node)]?.get(rows.at(node)),
    test: (holds) => {
      const tests: ((row: number) => boolean)[] = [];
      return (node) => {
        const type = types.at(node);
        tests[type] ??= columns[type]?.test(holds) ?? (() => false);
        return tests[type](rows.at(node));
      };
    },
  };
}

/** One that is read node by node. */
export const plainProperty = (get: Property["get"]): Property => ({
  get,
  test: (holds) => (node) => holds(get(node)),
});

/** Whether a node's value is the derived one. */
export const followingTest =
  (columns: readonly Column[], types: Codes, rows: Uint32List): Test =>
  (node) => {
    const column = columns[types.at(node)];
    return column instanceof DerivedColumn && column.follows(rows.at(node));
  };
