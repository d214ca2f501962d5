import { type ASTNode, type DocumentNode, type GraphQLSchema, Kind, parse, print, validate, visit } from "graphql";

const removable: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.DIRECTIVE,
  Kind.ARGUMENT,
  Kind.OBJECT_FIELD,
]);

/** Drops selections and arguments, the largest first, as long as the fault remains. */
export async function shrunk(
  schema: GraphQLSchema,
  document: DocumentNode,
  isFaulty: (document: DocumentNode) => Promise<boolean>,
  seconds: number,
): Promise<DocumentNode> {
  const end = performance.now() + seconds * 1000;
  let best = document;
  for (let i = 0; performance.now() < end; ) {
    const smaller = without(best, i);
    if (smaller === undefined) break;
    const tidy = valid(schema, smaller);
    if (tidy !== undefined && (await isFaulty(tidy))) best = tidy;
    else i++;
  }
  return best;
}

/** The document without its nth removable node; undefined if there are fewer. */
function without(document: DocumentNode, n: number): DocumentNode | undefined {
  let [count, removed] = [0, false];
  const isItem = (parent: unknown, key: unknown, ancestors: readonly unknown[]) =>
    typeof key === "number" && Array.isArray(parent) && (ancestors.at(-1) as ASTNode | undefined)?.kind === Kind.LIST;
  const smaller = visit(document, {
    enter(node, key, parent, _path, ancestors) {
      if (removed || !(removable.has(node.kind) || isItem(parent, key, ancestors))) return undefined;
      if (count++ !== n) return undefined;
      removed = true;
      return null;
    },
  });
  return removed ? smaller : undefined;
}

/** Without what is no longer used; undefined if it is no valid document. */
function valid(schema: GraphQLSchema, document: DocumentNode): DocumentNode | undefined {
  const used = usedNames(document);
  const tidy = visit(document, {
    enter: (node) => {
      if (node.kind === Kind.FRAGMENT_DEFINITION && !used.has(`...${node.name.value}`)) return null;
      return node.kind === Kind.VARIABLE_DEFINITION && !used.has(`$${node.variable.name.value}`) ? null : undefined;
    },
  });
  try {
    const parsed = parse(print(tidy));
    return validate(schema, parsed).length === 0 ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** `$variable` and `...Fragment`. */
function usedNames(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, {
    enter: (node) => {
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === Kind.FRAGMENT_SPREAD) used.add(`...${node.name.value}`);
      if (node.kind === Kind.VARIABLE) used.add(`$${node.name.value}`);
      return undefined;
    },
  });
  return used;
}
