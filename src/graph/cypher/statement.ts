import type { Bound } from "../plan/bound.js";
import type { Plan, Root } from "../plan/plan.js";
import { byIdsStatement } from "./by-ids.js";
import type { Decoding } from "./columns.js";
import { countsStatement } from "./counts.js";
import { pageStatement } from "./page.js";
import { pathsStatement } from "./paths.js";
import { Printer } from "./printer.js";
import { type RawRecord, type RootStatement, withState } from "./root-statement.js";
import { searchStatement } from "./search.js";

/** One parameterised Cypher statement for one root field, and how its records become the response. */
export interface Statement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The state of the graph that the records were read at: its revision, and the stamp of the write that made it. */
  readonly state: (records: readonly RawRecord[]) => unknown;
  readonly decode: (records: readonly RawRecord[], decoding: Decoding) => unknown;
}

const prepared = new WeakMap<Plan, RootStatement>();

/** The statement of a plan for these values. `info` roots ask the engine, not a statement. */
export function compile(plan: Plan, values: readonly Bound[]): Statement {
  let root = prepared.get(plan);
  if (root === undefined) {
    root = prepare(plan.root);
    prepared.set(plan, root);
  }
  const printer = new Printer(values);
  const { columns } = root;
  const text = withState(root.print(printer), columns);
  return {
    text,
    parameters: printer.parameters,
    state: ([first]) => first?.[0],
    decode: ([_state, ...records], decoding) => root.decode(records, decoding),
  };
}

function prepare(root: Root): RootStatement {
  switch (root.kind) {
    case "byId":
    case "byIds":
      return byIdsStatement(root);
    case "page":
      return pageStatement(root);
    case "search":
      return searchStatement(root);
    case "paths":
      return pathsStatement(root);
    case "counts":
      return countsStatement(root);
    case "info":
      throw new Error("graphInfo is not a statement");
    default: {
      const never: never = root;
      throw new Error(String(never));
    }
  }
}
