import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** What stands in a document, through its fragments: each spread counts what the fragment holds again. */
export interface Counts {
  /** Levels of braces. A spread adds none, an inline fragment does: validation pays for them as for fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
}

interface Within {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the level itself. */
  readonly fields: number;
}

const nothing: Within = { depth: 0, aliases: 0, directives: 0, fields: 0 };

/** The counts of the operation that has most of each. The document need not be valid: it may spread in circles. */
export function countDocument(document: DocumentNode): Counts {
  const counter = new Counter(document);
  let counts: Counts = { depth: 0, aliases: 0, directives: 0, rootFields: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, aliases, directives, fields } = counter.within(definition.selectionSet);
    const own = (definition.variableDefinitions ?? []).reduce((sum, each) => sum + lengthOf(each.directives), 0);
    counts = {
      depth: Math.max(counts.depth, depth + 1),
      aliases: Math.max(counts.aliases, aliases),
      directives: Math.max(counts.directives, directives + own + lengthOf(definition.directives)),
      rootFields: Math.max(counts.rootFields, fields),
    };
  }
  return counts;
}

class Counter {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** By name: a chain of fragments that each spread the next twice is counted once each. */
  readonly #known = new Map<string, Within>();

  constructor(document: DocumentNode) {
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(each.name.value, each);
    }
  }

  within({ selections }: SelectionSetNode): Within {
    let { depth, aliases, directives, fields } = nothing;
    for (const selection of selections) {
      directives += lengthOf(selection.directives);
      let inner = nothing;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        inner = this.#fragment(selection.name.value);
        fields += inner.fields;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        inner = this.within(selection.selectionSet);
        fields += inner.fields;
        inner = { ...inner, depth: inner.depth + 1 };
      } else {
        fields++;
        if (selection.alias !== undefined) aliases++;
        if (selection.selectionSet !== undefined) {
          inner = this.within(selection.selectionSet);
          inner = { ...inner, depth: inner.depth + 1 };
        }
      }
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
      directives += inner.directives;
    }
    return { depth, aliases, directives, fields };
  }

  #fragment(name: string): Within {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return nothing;
    // A circle, which validation refuses, ends here.
    this.#known.set(name, nothing);
    const within = this.within(fragment.selectionSet);
    const counted = { ...within, directives: within.directives + lengthOf(fragment.directives) };
    this.#known.set(name, counted);
    return counted;
  }
}

const lengthOf = (directives: readonly DirectiveNode[] | undefined) => directives?.length ?? 0;
