import type { NodeType } from "../node-types.js";
import type { Hop } from "../plan/plan.js";
import type { Predicate, Scope } from "../plan/predicate.js";
import { copiedId, familyOf, isToOne, label, pattern, scopeCondition } from "./names.js";
import { condition } from "./predicate.js";
import type { Printer } from "./printer.js";

/**
 * The MATCH clauses and conditions that find the rows of a page. To-one filters in a top-level AND become joins,
 * so that the planner may start at the far end (one event: 2,882 ms as EXISTS, 2.7 as a join); so does one
 * anchored `some`, with DISTINCT. Each pattern is a MATCH of its own: within one, Cypher forbids a relationship
 * to stand twice, which a filter may well ask for.
 */
export class Match {
  readonly variable: string;
  readonly #printer: Printer;
  readonly #patterns: string[] = [];
  readonly #conditions: string[] = [];
  #distinct = false;

  constructor(printer: Printer, variable: string) {
    this.#printer = printer;
    this.variable = variable;
  }

  pattern(text: string): this {
    this.#patterns.push(text);
    return this;
  }

  where(...conditions: readonly (string | undefined)[]): this {
    for (const each of conditions) if (each !== undefined) this.#conditions.push(each);
    return this;
  }

  /** Adds a filter on the rows, which are of these types. */
  filter(types: readonly NodeType[], scope: Scope, predicate: Predicate): this {
    return this.#filter({ variable: this.variable, types }, scope, predicate);
  }

  get text(): string {
    const where = this.#conditions.length === 0 ? "" : ` WHERE ${this.#conditions.join(" AND ")}`;
    return `${this.#patterns.map((each) => `MATCH ${each}`).join(" ")}${where}`;
  }

  /** `WITH n`, or `WITH DISTINCT n` where a join may have multiplied the rows. */
  get carried(): string {
    return `WITH ${this.#distinct ? "DISTINCT " : ""}${this.variable}`;
  }

  get count(): string {
    return `COUNT { ${this.text}${this.#distinct ? ` RETURN DISTINCT ${this.variable}` : ""} }`;
  }

  #filter(node: MatchedNode, scope: Scope, predicate: Predicate): this {
    this.where(scopeCondition(node.variable, scope));
    for (const each of conjuncts(predicate)) this.#conjunct(each, node);
    return this;
  }

  #conjunct(predicate: Predicate, node: MatchedNode): void {
    const { variable, types } = node;
    if (predicate.kind === "lineage") {
      const other = this.#printer.variable("x");
      this.#patterns.unshift(`(${other}:Entity&Province {id: ${this.#printer.parameter(predicate.of)}})`);
      this.where(`${variable}.lineageId = ${other}.lineageId`);
      return;
    }
    // Ids are indexed under the label of their family.
    if (isIdComparison(predicate)) this.where(`${variable}:${familyOf(types)}`);
    this.#copiedIds(predicate, node);
    if (predicate.kind === "related" && predicate.quantifier === "some") {
      const single = isToOne(predicate.hop);
      if (single || (!this.#distinct && isAnchored(predicate.where))) {
        this.#distinct ||= !single;
        this.#join(predicate.hop, predicate.scope, predicate.where, node);
        return;
      }
    }
    this.where(condition(this.#printer, variable, predicate));
  }

  /** A claim repeats the ids of what it is about: what follows from a filter on them lets an index serve the order. */
  #copiedIds(predicate: Predicate, { variable, types }: MatchedNode, path: readonly Hop[] = []): void {
    if (predicate.kind !== "related" || predicate.quantifier !== "some") return;
    const way = [...path, predicate.hop];
    const copied = copiedId(types, way);
    for (const each of conjuncts(predicate.where)) {
      if (copied !== undefined && isIdComparison(each)) {
        this.where(condition(this.#printer, variable, { ...each, property: copied }));
      } else this.#copiedIds(each, { variable, types }, way);
    }
  }

  #join(hop: Hop, scope: Scope, where: Predicate, { variable }: MatchedNode): void {
    const other = this.#printer.variable("n");
    this.pattern(pattern(variable, hop, other, scope));
    this.#filter({ variable: other, types: hop.types }, scope, where);
  }
}

interface MatchedNode {
  readonly variable: string;
  readonly types: readonly NodeType[];
}

type Comparison = Extract<Predicate, { kind: "compare" }>;
const isIdComparison = (predicate: Predicate): predicate is Comparison =>
  predicate.kind === "compare" && predicate.property === "id" && predicate.value !== null;

/** All nodes of the types, in scope. */
export function matchAll(printer: Printer, types: Parameters<typeof label>[0], scope: Scope, where: Predicate): Match {
  const variable = printer.variable("n");
  return new Match(printer, variable).pattern(`(${variable}:${label(types, scope)})`).filter(types, scope, where);
}

/** The neighbours of a node along a hop, in scope. */
export function matchHop(printer: Printer, from: string, hop: Hop, scope: Scope, where: Predicate): Match {
  const variable = printer.variable("n");
  return new Match(printer, variable).pattern(pattern(from, hop, variable, scope)).filter(hop.types, scope, where);
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === "all" ? predicate.of.flatMap(conjuncts) : [predicate];
}

/** The predicate names a node by id, itself or along joins. */
function isAnchored(predicate: Predicate): boolean {
  return conjuncts(predicate).some(
    (each) =>
      isIdComparison(each) ||
      each.kind === "lineage" ||
      (each.kind === "related" && each.quantifier === "some" && isAnchored(each.where)),
  );
}
