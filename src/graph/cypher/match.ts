import { isEventType, type NodeType } from "../node-types.js";
import { beginnings } from "../plan/day-range.js";
import type { Hop } from "../plan/plan.js";
import { conjuncts, type Predicate, type Scope } from "../plan/predicate.js";
import { copiedId, copiedOf, familyOf, isToOne, label, pattern, property, scopeCondition } from "./names.js";
import { condition } from "./predicate.js";
import type { Printer } from "./printer.js";
import { completing, seekAmong } from "./seek.js";

/**
 * The MATCH clauses and conditions that find the rows of a page. To-one filters in a top-level AND become joins,
 * so that the planner may start at the far end (one event: 2,882 ms as EXISTS, 2.7 as a join); so does one
 * anchored `some`, with DISTINCT. Each pattern is a MATCH of its own: within one, Cypher forbids a relationship
 * to stand twice, which a filter may well ask for.
 */
export class Match {
  readonly variable: string;
  readonly #printer: Printer;
  readonly #label: string;
  readonly #before: string[] = [];
  readonly #patterns: string[] = [];
  readonly #conditions: string[] = [];
  /** Conditions on properties of the rows that an index may serve; of those in `#given` there is one value. */
  readonly #own: { readonly property: string; readonly text: string }[] = [];
  readonly #given = new Set<string>();
  #lineage: { readonly predicate: Predicate; readonly province: string } | undefined;
  #index: readonly string[] | undefined;
  #distinct = false;

  /** `label`: that of the rows, where nothing else leads to them. */
  constructor(printer: Printer, variable: string, label = "") {
    this.#printer = printer;
    this.variable = variable;
    this.#label = label;
  }

  pattern(text: string): this {
    this.#patterns.push(text);
    return this;
  }

  where(...conditions: readonly (string | undefined)[]): this {
    for (const each of conditions) if (each !== undefined) this.#conditions.push(each);
    return this;
  }

  /** Conditions on a property of the rows. */
  own(name: string | undefined, ...conditions: readonly string[]): this {
    if (name === undefined) return this.where(...conditions);
    const known = this.#own.map(({ text }) => text);
    this.#own.push(...conditions.filter((text) => !known.includes(text)).map((text) => ({ property: name, text })));
    return this;
  }

  /** Before `filter`: of the provinces of a lineage that the filter names, the rows of this one alone. */
  among(predicate: Predicate, province: string): this {
    this.#lineage = { predicate, province };
    return this;
  }

  /** Adds a filter on the rows, which are of these types. */
  filter(types: readonly NodeType[], scope: Scope, predicate: Predicate): this {
    return this.#filter({ variable: this.variable, types }, scope, predicate);
  }

  /**
   * Has the rows found through the index that gives them in order of the key, if there is one for what the filter names:
   * the property that the order has to begin with. Else the planner reads all that the filter leaves, and sorts.
   */
  inOrderOf(key: string | undefined): string | undefined {
    const sought = seekAmong(this.#label, this.#given, key, this.#before.length + this.#patterns.length > 1);
    if (sought !== undefined && key !== undefined) this.#index = [sought, key];
    return sought === undefined ? undefined : property(this.variable, sought);
  }

  get text(): string {
    const [rows, ...patterns] = this.#patterns;
    const index = this.#index;
    const all = [...this.#own.map(({ text }) => text), ...this.#conditions];
    if (index === undefined || rows === undefined) return clauses([...this.#before, ...this.#patterns], all);
    // A hint stands with the conditions that it is for.
    const hint = `${rows} USING INDEX ${this.variable}:${this.#label}(${index.join(", ")})`;
    if (patterns.length === 0) return clauses([...this.#before, hint], all);
    const served = this.#own.filter(({ property }) => index.includes(property)).map(({ text }) => text);
    const rest = all.filter((each) => !served.includes(each));
    return `${clauses([...this.#before, hint], served)} ${clauses(patterns, rest)}`;
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
    for (const each of conjuncts(predicate)) this.#conjunct(each, node, scope);
    return this;
  }

  #conjunct(predicate: Predicate, node: MatchedNode, scope: Scope): void {
    const { variable, types } = node;
    if (predicate.kind === "lineage") {
      const other = this.#printer.variable("x");
      this.#before.push(`(${other}:Entity&Province {id: ${this.#printer.parameter(predicate.of)}})`);
      this.where(`${variable}.lineageId = ${other}.lineageId`);
      return;
    }
    // Ids are indexed under the label of their family.
    if (isIdComparison(predicate)) this.where(`${variable}:${familyOf(types)}`);
    this.#dated(predicate, node);
    const rest = this.#copied(predicate, node, scope, []);
    if (rest === undefined) return;
    if (rest.kind === "related" && rest.quantifier === "some") {
      const single = isToOne(rest.hop);
      if (single || (!this.#distinct && isAnchored(rest.where))) {
        this.#distinct ||= !single;
        this.#join(rest.hop, rest.scope, rest.where, node);
        return;
      }
    }
    this.#on(node, rest.kind === "compare" ? rest.property : undefined, rest);
  }

  #on({ variable }: MatchedNode, name: string | undefined, predicate: Predicate): void {
    const text = condition(this.#printer, variable, predicate);
    if (name === undefined || variable !== this.variable) {
      this.where(text);
      return;
    }
    if (predicate.kind === "compare" && predicate.operator === "eq" && !predicate.list && predicate.value !== null) {
      this.#given.add(name);
    }
    this.own(name, text);
  }

  /**
   * A claim repeats the ids of what it is about: a filter on them is one on the claim. Returns what remains to be joined.
   */
  #copied(predicate: Predicate, node: MatchedNode, scope: Scope, path: readonly Hop[]): Predicate | undefined {
    if (predicate.kind !== "related" || predicate.quantifier !== "some") return predicate;
    const way = [...path, predicate.hop];
    const name = copiedId(node.types, way);
    const second = name === undefined ? undefined : completing(label(node.types, scope), name);
    const rest: Predicate[] = [];
    const of = conjuncts(predicate.where);
    for (const each of of) {
      if (name !== undefined && isIdComparison(each)) {
        this.#on(node, name, { ...each, property: name });
        // Where no index has the copy, the far end is where to begin.
        if (second === undefined) rest.push(each);
        else this.#complete(node, name, second, predicate.hop.types);
        continue;
      }
      if (name !== undefined && each === this.#lineage?.predicate) {
        this.#given.add(name);
        this.own(name, `${property(node.variable, name)} = ${this.#lineage.province}.id`);
        continue;
      }
      const remaining = this.#copied(each, node, scope, way);
      if (remaining !== undefined) rest.push(remaining);
    }
    return rest.length === 0 && of.length > 0 ? undefined : { ...predicate, where: { kind: "all", of: rest } };
  }

  #complete({ variable }: MatchedNode, name: string, second: string, types: readonly NodeType[]): void {
    const kind = copiedOf(name, types);
    if (kind !== undefined) this.where(`${property(variable, kind)} IS NOT NULL`);
    const has = `${property(variable, second)} IS NOT NULL`;
    if (variable === this.variable) this.own(second, has);
    else this.where(has);
  }

  /** What the days of an event say of `dateDesc`, which its participations repeat, and which an index has. */
  #dated(predicate: Predicate, { variable, types }: MatchedNode): void {
    if (variable !== this.variable) return;
    if (predicate.kind === "related" && predicate.quantifier === "some" && predicate.hop.arrow === "-[:AT]->") {
      for (const each of conjuncts(predicate.where)) this.#range(each);
    } else if (types.every(isEventType)) this.#range(predicate);
  }

  #range(predicate: Predicate): void {
    if (predicate.kind !== "dated" || predicate.property !== "date") return;
    const { from, to } = beginnings(predicate) ?? {};
    const stored = property(this.variable, "dateDesc");
    if (from !== undefined) this.own("dateDesc", `${stored} >= ${this.#printer.parameter(from)}`);
    if (to !== undefined) this.own("dateDesc", `${stored} <= ${this.#printer.parameter(to)}`);
  }

  #join(hop: Hop, scope: Scope, where: Predicate, { variable }: MatchedNode): void {
    const other = this.#printer.variable("n");
    this.pattern(pattern(variable, hop, other, scope));
    this.#filter({ variable: other, types: hop.types }, scope, where);
  }
}

function clauses(patterns: readonly string[], conditions: readonly string[]): string {
  const matched = patterns.map((each) => `MATCH ${each}`).join(" ");
  return conditions.length === 0 ? matched : `${matched} WHERE ${conditions.join(" AND ")}`;
}

interface MatchedNode {
  readonly variable: string;
  readonly types: readonly NodeType[];
}

type Comparison = Extract<Predicate, { kind: "compare" }>;
const isIdComparison = (predicate: Predicate): predicate is Comparison =>
  predicate.kind === "compare" && predicate.property === "id" && predicate.value !== null;

/** All nodes of the types, in scope. */
export function matchAll(printer: Printer, types: readonly NodeType[], scope: Scope, where: Predicate): Match {
  return matchFor(printer, types, scope, printer.variable("n")).filter(types, scope, where);
}

/** As `matchAll`, before its filter. */
export function matchFor(printer: Printer, types: readonly NodeType[], scope: Scope, variable: string): Match {
  const name = label(types, scope);
  return new Match(printer, variable, name).pattern(`(${variable}:${name})`);
}

/** The neighbours of a node along a hop, in scope. */
export function matchHop(printer: Printer, from: string, hop: Hop, scope: Scope, where: Predicate): Match {
  const variable = printer.variable("n");
  return new Match(printer, variable).pattern(pattern(from, hop, variable, scope)).filter(hop.types, scope, where);
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
