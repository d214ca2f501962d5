import { type ASTVisitor, GraphQLError, type ValidationContext } from "graphql";

/**
 * Refuses operations of a type that the schema has not, as `subscription`: the specification's rules let them through,
 * and what graphql-js throws when it executes one has no code, so that it would count as a fault of the server.
 */
export function operationTypesRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) != null) return;
      const message = `There is no ${node.operation} here: the server-sent events of /changes tell of each change.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
