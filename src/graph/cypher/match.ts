import type { Hop } from "../plan/plan.js";
import type { Predicate, Scope } from "../plan/predicate.js";
import { isToOne, label, pattern, scopeCondition } from "./names.js";
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

  /** Adds a filter on the rows. */
  filter(scope: Scope, predicate: Predicate, variable = this.variable): this {
    this.where(scopeCondition(variable, scope));
    for (const each of conjuncts(predicate)) this.#conjunct(each, variable);
    return this;
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

  #conjunct(predicate: Predicate, variable: string): void {
    if (predicate.kind === "lineage") {
      const other = this.#printer.variable("x");
      this.#patterns.unshift(`(${other}:Province {id: ${this.#printer.parameter(predicate.of)}})`);
      this.where(`${variable}.lineageId = ${other}.lineageId`);
      return;
    }
    if (predicate.kind === "related" && predicate.quantifier === "some") {
      const single = isToOne(predicate.hop);
      if (single || (!this.#distinct && isAnchored(predicate.where))) {
        this.#distinct ||= !single;
        this.#join(predicate.hop, predicate.scope, predicate.where, variable);
        return;
      }
    }
    this.where(condition(this.#printer, variable, predicate));
  }

  #join(hop: Hop, scope: Scope, where: Predicate, variable: string): void {
    const other = this.#printer.variable("n");
    this.pattern(pattern(variable, hop, other, scope));
    this.filter(scope, where, other);
  }
}

/** All nodes of the types, in scope. */
export function matchAll(printer: Printer, types: Parameters<typeof label>[0], scope: Scope, where: Predicate): Match {
  const variable = printer.variable("n");
  return new Match(printer, variable).pattern(`(${variable}:${label(types, scope)})`).filter(scope, where);
}

/** The neighbours of a node along a hop, in scope. */
export function matchHop(printer: Printer, from: string, hop: Hop, scope: Scope, where: Predicate): Match {
  const variable = printer.variable("n");
  return new Match(printer, variable).pattern(pattern(from, hop, variable, scope)).filter(scope, where);
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === "all" ? predicate.of.flatMap(conjuncts) : [predicate];
}

/** The predicate names a node by id, itself or along joins. */
function isAnchored(predicate: Predicate): boolean {
  return conjuncts(predicate).some(
    (each) =>
      (each.kind === "compare" && each.property === "id" && each.value !== null) ||
      each.kind === "lineage" ||
      (each.kind === "related" && each.quantifier === "some" && isAnchored(each.where)),
  );
}
