import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { RunContext } from "../../../src/graph/engine.js";
import type { Arrow } from "../../../src/graph/mapping.js";
import type { NodeType } from "../../../src/graph/node-types.js";
import type { Bound, BoundPage, Window } from "../../../src/graph/plan/bound.js";
import type { OrderTerm } from "../../../src/graph/plan/order.js";
import type { Hop, Part, Parts, Plan, Root, Selected, Shape } from "../../../src/graph/plan/plan.js";
import { always, type Predicate } from "../../../src/graph/plan/predicate.js";
import type { NodeRecord } from "../../../src/graph/record.js";

/** Plans by hand, as data. */

export const plan = (root: Root): Plan => ({ kind: "plan", root, slots: [] });

export const hop = (arrow: Arrow, ...types: readonly NodeType[]): Hop => ({ arrow, types, through: undefined });

export const property = (name: string, rest: { required?: boolean; list?: boolean } = {}): Selected => ({
  kind: "property",
  key: name,
  name,
  required: rest.required ?? false,
  list: rest.list ?? false,
});
export const id: Selected = property("id", { required: true });

/** The same fields for every type; abstract if there are several. */
export const shape = (types: readonly NodeType[], ...fields: readonly Selected[]): Shape => ({
  kind: "shape",
  typed: types.length > 1,
  types: Object.fromEntries(types.map((type) => [type, fields])),
});

export const value = (name: string): Part => ({ kind: "value", key: name, name });
export const values = (...names: readonly string[]): Parts => names.map(value);
export const list = (name: string, ...parts: Parts): Part => ({ kind: "list", key: name, name, parts });
export const object = (name: string, ...parts: Parts): Part => ({ kind: "object", key: name, name, parts });
export const node = (name: string, of: Shape, required = true): Part => ({
  kind: "node",
  key: name,
  name,
  required,
  shape: of,
});
export const nodes = (name: string, of: Shape): Part => ({ kind: "nodes", key: name, name, required: true, shape: of });
export const pageInfo = object("pageInfo", ...values("hasNextPage", "hasPreviousPage", "startCursor", "endCursor"));

export const ascending = (name: string, ...path: readonly Hop[]): OrderTerm => ({
  kind: "property",
  path,
  property: name,
  descending: false,
});
export const descending = (name: string, ...path: readonly Hop[]): OrderTerm => ({
  kind: "property",
  path,
  property: name,
  descending: true,
});

export const window = (rest: Partial<Window> = {}): Window => ({
  limit: 100,
  backward: false,
  after: undefined,
  before: undefined,
  ...rest,
});
export const page = (rest: Partial<BoundPage> = {}): BoundPage => ({
  kind: "page",
  scope: "VISIBLE",
  where: always,
  order: [ascending("id")],
  signature: "a test",
  window: window(),
  ...rest,
});

export const context: RunContext = { quote: (sha256, start, end) => `${sha256} ${start}-${end}` };

/** An engine in memory that holds these records. */
export async function engineOf(...records: readonly NodeRecord[]): Promise<EmbeddedEngine> {
  const engine = await EmbeddedEngine.open({ path: undefined });
  await engine.apply({ puts: records });
  return engine;
}

/** The answer as plain data, of the form that the test expects. */
export async function answer<T = unknown>(engine: EmbeddedEngine, root: Root, ...bound: readonly Bound[]): Promise<T> {
  const rows = await engine.run(plan(root), bound, context);
  return JSON.parse(JSON.stringify(rows));
}

export interface Nodes {
  readonly nodes: readonly { readonly id: string }[];
}

/** The ids of the nodes of a type that satisfy a predicate. */
export async function idsWhere(
  engine: EmbeddedEngine,
  type: NodeType,
  where: Predicate,
  rest: Partial<BoundPage> = {},
): Promise<readonly string[]> {
  const root: Root = { kind: "page", types: [type], slot: 0, parts: [nodes("nodes", shape([type], id))] };
  const found = await answer<Nodes>(engine, root, page({ where, ...rest }));
  return found.nodes.map((each) => each.id);
}

/** One node with these fields. */
export async function fieldsOf(
  engine: EmbeddedEngine,
  type: NodeType,
  nodeId: string,
  fields: readonly Selected[],
  ...bound: readonly Bound[]
): Promise<unknown> {
  const root: Root = { kind: "byId", types: [type], slot: 0, shape: shape([type], ...fields) };
  return answer(engine, root, { kind: "ids", ids: [nodeId] }, ...bound);
}
