import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { LRUCache } from "lru-cache";
import { badValue } from "../../graph/errors.js";
import type { QueryLimits } from "./config.js";
import { type Cost, costOf } from "./cost.js";
import { maxNesting } from "./nesting.js";
import { tooComplex } from "./refusal.js";

/** A request with this header gets the query's cost in `extensions.cost`. */
export const costHeader = "x-rolegraph-cost";

interface PricedContext {
  /** Of a request whose variables could be read; the log has it from here. */
  readonly watch: { cost: number | undefined };
}

/** Refuses queries that would cost too much, before they are planned. */
export function costPlugin(schema: GraphQLSchema, limits: QueryLimits): ApolloServerPlugin<PricedContext> {
  const operations = new WeakMap<OperationDefinitionNode, OperationCosts>();
  const listener: GraphQLRequestListener<PricedContext> = {
    async didResolveOperation({ document, operation, request, contextValue: { watch } }) {
      if (operation === undefined || operation === null) return;
      let known = operations.get(operation);
      if (known === undefined) {
        known = new OperationCosts(schema, document, operation, limits.fields);
        operations.set(operation, known);
      }
      const cost = costIn(known, request.variables ?? {});
      if (cost === undefined) return;
      watch.cost = cost.cost;
      const refusal = refuseCost(cost, limits);
      if (refusal !== undefined) throw refusal;
    },
    async willSendResponse({ request, response: { body }, contextValue: { watch } }) {
      const { cost } = watch;
      if (cost === undefined || body.kind !== "single" || request.http?.headers.get(costHeader) === undefined) return;
      body.singleResult.extensions = { ...body.singleResult.extensions, cost };
    },
  };
  return { requestDidStart: async () => listener };
}

/** A condition, as of @skip, that a variable makes null: graphql-js throws without a code as soon as it is read. */
function costIn(operation: OperationCosts, variables: Readonly<Record<string, unknown>>): Cost | undefined {
  try {
    return operation.of(variables);
  } catch (error) {
    throw error instanceof GraphQLError ? badValue(error, { status: 400 }) : error;
  }
}

function refuseCost({ cost, field, fields, nested }: Cost, limits: QueryLimits): GraphQLError | undefined {
  if (nested !== undefined) {
    return tooComplex(`An argument of ${nested} nests more than ${maxNesting} levels: use a flatter filter.`, {
      limit: maxNesting,
      field: nested,
    });
  }
  if (fields > limits.fields) {
    const message = `The query selects more than ${limits.fields} fields, those of an interface for each of its types.`;
    return tooComplex(message, { limit: limits.fields });
  }
  if (cost <= limits.cost) return undefined;
  const message = `The query may cost ${cost} and no more than ${limits.cost} is allowed; ${field} costs most: ask for smaller pages there.`;
  return tooComplex(message, { cost, limit: limits.cost, field });
}

/** Arguments that change no price, whatever their value. */
const neutral: ReadonlySet<string> = new Set([
  "id",
  "after",
  "before",
  "text",
  "types",
  "from",
  "to",
  "on",
  "atLeast",
  "between",
  "input",
]);
const longestKey = 1_000;

/** The costs of one operation of one cached document, by the variables that they depend on. */
class OperationCosts {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #maxFields: number;
  readonly #fragments: Record<string, FragmentDefinitionNode> = {};
  readonly #telling: readonly string[];
  readonly #known = new LRUCache<string, Cost>({ max: 32 });

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, maxFields: number) {
    this.#schema = schema;
    this.#operation = operation;
    this.#maxFields = maxFields;
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[each.name.value] = each;
    }
    this.#telling = tellingVariables(document);
  }

  /** Undefined where the variables are no good: they are refused in a moment. */
  of(variables: Readonly<Record<string, unknown>>): Cost | undefined {
    const key = JSON.stringify(this.#telling.map((name) => variables[name] ?? null));
    // An absent variable takes its default, a null one does not.
    const full = `${key}${this.#telling.map((name) => (Object.hasOwn(variables, name) ? 1 : 0)).join("")}`;
    const known = this.#known.get(full);
    if (known !== undefined) return known;
    const cost = this.#count(variables);
    if (cost !== undefined && full.length <= longestKey) this.#known.set(full, cost);
    return cost;
  }

  #count(variables: Readonly<Record<string, unknown>>): Cost | undefined {
    const { coerced } = getVariableValues(this.#schema, this.#operation.variableDefinitions ?? [], variables);
    const root = this.#schema.getRootType(this.#operation.operation);
    if (coerced === undefined || root == null) return undefined;
    const document = { schema: this.#schema, fragments: this.#fragments, variableValues: coerced };
    return costOf(document, root, this.#operation.selectionSet, this.#maxFields);
  }
}

/** The variables that a price may depend on. */
function tellingVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT && neutral.has(node.name.value)) return false;
      if (node.kind === Kind.VARIABLE) names.add(node.name.value);
      // A definition is no use.
      return node.kind === Kind.VARIABLE_DEFINITION ? false : undefined;
    },
  });
  return [...names];
}
