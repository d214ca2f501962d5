import {
  type GraphQLFieldResolver,
  type GraphQLNamedOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  getNullableType,
  isListType,
} from "graphql";
import type { Engine, RunContext } from "../graph/engine.js";
import { countOf, latestChanges } from "../graph/history.js";
import type { FieldMapping } from "../graph/mapping.js";
import { bindSlots } from "../graph/plan/bind.js";
import { planNodes } from "../graph/plan/build-plan.js";
import { similarTo } from "../graph/similar.js";
import { Batches } from "./batches.js";
import { heldBy } from "./read.js";

/** What the fields need that no plan answers. */
export interface ReadContext extends RunContext {
  readonly engine: Engine;
}

type Resolver = GraphQLFieldResolver<unknown, ReadContext>;
type Later = Extract<FieldMapping, { kind: "later" }>["by"];

/** The resolvers of fields that hold ids (see `FieldMapping`). */
export const later: Readonly<Record<Later, Resolver>> = {
  node: async (parent, _args, context, info) => {
    const held = heldBy(parent, info);
    if (held == null) return null;
    const ids = Array.isArray(held) ? held.map(String) : [String(held)];
    const nodes = await nodesById(ids, context, info);
    return isList(info) ? nodes : (nodes[0] ?? null);
  },
  history: async (parent, { first }, { engine }, info) =>
    latestChanges(engine, String(heldBy(parent, info)), countOf(first, 20, 100)),
  similar: async (parent, _args, context, info) => {
    const id = String(heldBy(parent, info));
    const similar = await similarities.load(info.fieldNodes, [id], (ids) => similarTo(context.engine, ids, context));
    return nodesById(similar.get(id) ?? [], context, info);
  },
};

/** `changes` of the query. */
export const changes: Resolver = async (_root, { after, subject, actor, first }, { engine }) => {
  const page = { after: after ?? 0, first: countOf(first, 20, 100) };
  return engine.changes({ ...page, ...(subject != null && { subject }), ...(actor != null && { actor }) });
};

const isList = ({ returnType }: GraphQLResolveInfo): boolean => isListType(getNullableType(returnType));

const selections = new Batches<unknown>();
const similarities = new Batches<readonly string[]>();

/** The rows of those that exist, in the order of the ids, with what the field selects: one statement for a whole list. */
async function nodesById(
  ids: readonly string[],
  context: ReadContext,
  info: GraphQLResolveInfo,
): Promise<readonly unknown[]> {
  if (ids.length === 0) return [];
  const rows = await selections.load(info.fieldNodes, ids, (all) => select(all, context, info));
  return ids.map((id) => rows.get(id)).filter((row) => row != null);
}

async function select(ids: readonly string[], context: ReadContext, info: GraphQLResolveInfo) {
  const plan = planNodes(info, outputType(info), info.fieldNodes);
  const values = [...bindSlots(info.schema, plan, info.variableValues), { kind: "ids", ids } as const];
  const rows = await context.engine.run(plan, values, context);
  return new Map(ids.map((id, at) => [id, Array.isArray(rows) ? rows[at] : undefined]));
}

const outputType = ({ returnType }: GraphQLResolveInfo): GraphQLNamedOutputType => getNamedType(returnType);
