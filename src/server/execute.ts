import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from "@apollo/server";
import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  isNonNullType,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import type { Asker } from "../graph/actor.js";
import type { SourceTexts } from "../graph/changes/verbs/index.js";
import type { Engine, GraphState, QuoteReader, RunWatch } from "../graph/engine.js";
import { bindSlots } from "../graph/plan/bind.js";
import { buildPlan } from "../graph/plan/build-plan.js";
import { collectFields, type Document } from "../graph/plan/collect-fields.js";
import { fieldOf } from "../graph/plan/graph-schema.js";
import type { Plan } from "../graph/plan/plan.js";
import { Row } from "../graph/row.js";

export interface Context extends Asker {
  readonly engine: Engine;
  readonly quote: QuoteReader;
  readonly signal?: AbortSignal;
  readonly onState?: (state: GraphState | undefined) => void;
  readonly watch?: RunWatch;
  /** Where the operator has the texts of the sources: evidence is then checked against them. */
  readonly texts?: SourceTexts;
  /** Told of each commit of a mutation. */
  readonly committed?: () => void;
}

/** The resolver of every root field under graphql-js: plan, run, rows keyed by response key. */
export const runSelection: GraphQLFieldResolver<unknown, Context> = async (_root, _args, context, info) => {
  const plan = buildPlan(info, fieldOf(info.parentType, info.fieldName), info.fieldNodes, true);
  return context.engine.run(plan, bindSlots(info.schema, plan, info.variableValues), context);
};

/**
 * Direct assembly: the rows that an engine writes are already the response, so a query whose root fields are all
 * planned needs no graphql-js; anything else (introspection, mutations, the history, variables that fail coercion) is
 * declined and executed by graphql-js over the same rows.
 */
export function directPlugin(
  schema: GraphQLSchema,
  format: (error: GraphQLError, context: Context) => GraphQLFormattedError,
  direct: DirectExecutor = new DirectExecutor(schema),
): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    async responseForOperation({ document, operation, request, contextValue }) {
      const result = await direct.execute(document, operation, request.variables ?? {}, contextValue);
      if (result === undefined) return null;
      const { data = null, errors } = result;
      // Apollo neither formats nor announces the errors of a response that a plugin made.
      const singleResult =
        errors === undefined ? { data } : { errors: errors.map((error) => format(error, contextValue)), data };
      return { http: { headers: new HeaderMap() }, body: { kind: "single", singleResult } };
    },
  };
  return { requestDidStart: async () => listener };
}

/** One root field of a prepared operation: its plan, or undefined for `__typename`. */
interface RootField {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly required: boolean;
  readonly plan: Plan | undefined;
}

/** How often a plan was at hand, and how often it had to be made. */
interface PlanCounts {
  hits: number;
  misses: number;
}

export class DirectExecutor {
  readonly counts: PlanCounts = { hits: 0, misses: 0 };
  readonly #schema: GraphQLSchema;
  readonly #operations = new WeakMap<OperationDefinitionNode, PreparedOperation>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The result, or undefined where graphql-js must answer. */
  async execute(
    document: DocumentNode,
    operation: OperationDefinitionNode | undefined,
    variables: Readonly<Record<string, unknown>>,
    context: Context,
  ): Promise<ExecutionResult | undefined> {
    if (operation?.operation !== "query") return undefined;
    const { coerced } = getVariableValues(this.#schema, operation.variableDefinitions ?? [], variables);
    if (coerced === undefined) return undefined;
    let roots: readonly RootField[] | undefined;
    const { misses } = this.counts;
    const began = performance.now();
    try {
      roots = this.#prepared(document, operation).roots(coerced);
    } catch (error) {
      // A query that cannot be planned is our fault, but still an answer: Apollo makes a throw here an HTTP 500.
      return { errors: [locatedError(error, operation.selectionSet.selections)], data: null };
    }
    if (this.counts.misses > misses) context.watch?.onPlanned?.(began);
    if (roots === undefined) return undefined;
    const run = async ({ plan }: RootField) =>
      plan === undefined
        ? this.#schema.getQueryType()?.name
        : context.engine.run(plan, bindSlots(this.#schema, plan, coerced), context);
    return complete(roots, await Promise.allSettled(roots.map(run)));
  }

  /** How many plans are kept for a document. */
  plansOf({ definitions }: DocumentNode): number {
    let plans = 0;
    for (const each of definitions) {
      if (each.kind === Kind.OPERATION_DEFINITION) plans += this.#operations.get(each)?.size ?? 0;
    }
    return plans;
  }

  #prepared(document: DocumentNode, operation: OperationDefinitionNode): PreparedOperation {
    let prepared = this.#operations.get(operation);
    if (prepared === undefined) {
      prepared = new PreparedOperation(this.#schema, document, operation, this.counts);
      this.#operations.set(operation, prepared);
    }
    return prepared;
  }
}

/** ExecuteQuery's last step: a failed root field is null, and if it may not be null, so is the data. */
function complete(roots: readonly RootField[], settled: readonly PromiseSettledResult<unknown>[]): ExecutionResult {
  const data = new Row();
  const errors: GraphQLError[] = [];
  let nullified = false;
  for (const [i, { key, nodes, required }] of roots.entries()) {
    const result = settled[i];
    if (result?.status === "fulfilled") {
      data[key] = result.value;
    } else {
      errors.push(locatedError(result?.reason, nodes, [key]));
      data[key] = null;
      nullified ||= required;
    }
  }
  return errors.length === 0 ? { data } : { errors, data: nullified ? null : data };
}

const MAX_PLANS = 64;

/** The plans of one operation of one cached document, by what its @skip and @include conditions came to. */
class PreparedOperation {
  readonly #plans = new Map<string, readonly RootField[] | undefined>();
  readonly #conditions: readonly string[];
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Record<string, FragmentDefinitionNode> = {};
  readonly #counts: PlanCounts;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, counts: PlanCounts) {
    this.#counts = counts;
    this.#schema = schema;
    this.#operation = operation;
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[each.name.value] = each;
    }
    this.#conditions = conditionVariables(document);
  }

  get size(): number {
    return this.#plans.size;
  }

  roots(variableValues: Readonly<Record<string, unknown>>): readonly RootField[] | undefined {
    const key = this.#conditions.map((name) => (variableValues[name] === true ? "1" : "0")).join("");
    if (this.#plans.has(key)) {
      this.#counts.hits++;
      return this.#plans.get(key);
    }
    this.#counts.misses++;
    if (this.#plans.size >= MAX_PLANS) this.#plans.clear();
    const roots = this.#plan({ schema: this.#schema, fragments: this.#fragments, variableValues });
    this.#plans.set(key, roots);
    return roots;
  }

  #plan(document: Document): readonly RootField[] | undefined {
    const query = this.#schema.getQueryType();
    if (query == null) return undefined;
    const roots: RootField[] = [];
    for (const [key, nodes] of collectFields(document, query, [this.#operation.selectionSet])) {
      const name = nodes[0]?.name.value ?? "";
      const field = query.getFields()[name];
      if (field !== undefined) {
        const plan = field.extensions.root === "changes" ? undefined : buildPlan(document, field, nodes);
        if (plan === undefined || plan.later === true) return undefined;
        roots.push({ key, nodes, required: isNonNullType(field.type), plan });
      } else if (name === "__typename") {
        roots.push({ key, nodes, required: true, plan: undefined });
      } else {
        return undefined; // __schema, __type
      }
    }
    return roots;
  }
}

/** The variables that some @skip or @include of the document reads. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: [condition] = [] }) {
      const value = condition?.value;
      if ((name.value === "skip" || name.value === "include") && value?.kind === Kind.VARIABLE) {
        names.add(value.name.value);
      }
    },
  });
  return [...names];
}
