import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** What CollectFields reads of a request. */
export interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** CollectFields (spec 6.3.2): field nodes of one object type, grouped by response key in order of first use. */
export function collectFields(
  document: Document,
  type: GraphQLObjectType,
  sets: Iterable<SelectionSetNode>,
): ReadonlyMap<string, readonly FieldNode[]> {
  const groups = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of sets) collect(set);
  return groups;

  function collect(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (!isIncluded(document, selection)) continue;
      switch (selection.kind) {
        case "Field": {
          const key = (selection.alias ?? selection.name).value;
          const group = groups.get(key);
          if (group === undefined) groups.set(key, [selection]);
          else group.push(selection);
          break;
        }
        case "InlineFragment":
          if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet);
          break;
        case "FragmentSpread": {
          const name = selection.name.value;
          if (visited.has(name)) break;
          visited.add(name);
          const fragment = document.fragments[name];
          if (fragment !== undefined && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
          break;
        }
      }
    }
  }

  /** DoesFragmentTypeApply */
  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = document.schema.getType(condition);
    return isAbstractType(named) && document.schema.isSubType(named, type);
  }
}

function isIncluded({ variableValues }: Document, node: SelectionNode): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.["if"] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.["if"] !== false;
}
