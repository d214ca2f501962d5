import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import type { OperationDefinitionNode } from "graphql";
import type { Mark, Observed, Operation } from "./observed.js";
import type { KnownOperations } from "./operations.js";
import { boundedName } from "./outcome.js";

export interface ObservedContext {
  readonly watch: Observed;
}

type Listener = GraphQLRequestListener<ObservedContext>;

/** Tells a request's record what Apollo makes of it. To stand last: the errors are then as they leave. */
export function observePlugin(known: KnownOperations, isTraced: boolean): ApolloServerPlugin<ObservedContext> {
  const listener: Listener = {
    async didResolveOperation({ operation, document, queryHash, contextValue: { watch } }) {
      // Whatever Apollo's type says, there is none where the request names none of its document's.
      if (operation === undefined || operation === null) return;
      watch.operation = operationOf(operation);
      const isOnly = document.definitions.every((each) => each === operation || each.kind !== operation.kind);
      if (isOnly && queryHash !== undefined) known.learn(queryHash, watch.operation);
    },
    async willSendResponse({ contextValue: { watch }, response: { body } }) {
      if (body.kind !== "single" || body.singleResult.errors === undefined) return;
      watch.codes = [...new Set(body.singleResult.errors.map(({ extensions }) => String(extensions?.["code"])))];
    },
    ...(isTraced && readingMarks),
  };
  return { requestDidStart: async () => listener };
}

/** Parsing and validating, which a document that is kept needs no more. */
const readingMarks: Listener = {
  async parsingDidStart({ contextValue: { watch } }) {
    const done = marking(watch, "graphql.parse");
    return async (error) => done(error !== undefined);
  },
  async validationDidStart({ contextValue: { watch } }) {
    const done = marking(watch, "graphql.validate");
    return async (errors) => done(errors !== undefined);
  },
};

function marking(watch: Observed, name: Mark["name"]): (failed: boolean) => void {
  const began = performance.now();
  return (failed) => watch.mark({ name, began, ended: performance.now(), failed });
}

const operations = new WeakMap<OperationDefinitionNode, Operation>();

/** Documents are kept, and so are the names in them. */
function operationOf(node: OperationDefinitionNode): Operation {
  let operation = operations.get(node);
  if (operation === undefined) {
    operation = { name: node.name === undefined ? null : boundedName(node.name.value), type: node.operation };
    operations.set(node, operation);
  }
  return operation;
}
