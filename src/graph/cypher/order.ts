import { epochDay } from "../../domain/partial-date.js";
import type { HeldQuestion, Key, Window } from "../plan/bound.js";
import type { OrderTerm } from "../plan/order.js";
import { certaintyOf, certaintyRank, type Days, distanceOf } from "./held.js";
import { pattern, property } from "./names.js";
import { Integer, type Printer } from "./printer.js";

/**
 * One key of ORDER BY. `sort` is never null: unknown values are replaced by one that comes last in the term's
 * direction, so that a cursor is a plain comparison. `keys` are the values that a cursor carries, null if unknown.
 */
interface SortKey {
  readonly sort: string;
  readonly descending: boolean;
  readonly keys: readonly string[];
  /** The cursor's values as what `sort` is compared with. */
  readonly operand: (printer: Printer, keys: readonly Key[]) => string;
  /** An index can serve the order if the statement says so. */
  readonly indexed: boolean;
  /** A property that every row has, the second of the indexes that begin with an indexed one. */
  readonly stored?: boolean;
}

/** The properties that hold numbers; every other sorts as a string. */
const numeric: ReadonlySet<string> = new Set(["years", "count", "ordinal"]);
/** Properties that every node of their type has. */
const total: ReadonlySet<string> = new Set([
  "id",
  "sortKey",
  "givenSortKey",
  "titleSort",
  "roleKey",
  "protocolKey",
  "recordedAt",
  "code",
  "kind",
]);
/** Stored with unknown values replaced, and indexed (see neo4j/schema.ts). */
const replaced: Readonly<Record<string, { readonly ascending: string; readonly descending?: string }>> = {
  dateMin: { ascending: "dateAsc", descending: "dateDesc" },
  fromMin: { ascending: "fromAsc" },
};
interface Last {
  readonly ascending: string | number;
  readonly descending: string | number;
}
/** Beyond what is stored: sort keys are ASCII and no number is greater than an Int. */
const LAST: { readonly string: Last; readonly number: Last } = {
  string: { ascending: "~", descending: "" },
  number: { ascending: 1e10, descending: -1e10 },
};

export class Order {
  readonly #keys: readonly SortKey[];

  constructor(printer: Printer, variable: string, terms: readonly OrderTerm[]) {
    this.#keys = sortKeys(printer, variable, terms);
  }

  /**
   * `ORDER BY …`, the other way round for a page from the end. `prefix` is a property that is equal on all rows: an
   * index on it and the first key serves the order only if the order names both.
   */
  by(backward: boolean, prefix?: string): string {
    const direction = (descending: boolean) => (descending !== backward ? " DESC" : "");
    const keys = this.#keys.map(({ sort, descending }) => `${sort}${direction(descending)}`);
    const led = prefix === undefined ? [] : [`${prefix}${direction(this.#keys[0]?.descending ?? false)}`];
    return `ORDER BY ${[...led, ...keys].join(", ")}`;
  }

  /** The stored property that leads the order, if it is one that an index can serve. */
  get firstKey(): string | undefined {
    const [first] = this.#keys;
    return first?.indexed ? first.sort.slice(first.sort.indexOf(".") + 1) : undefined;
  }

  /** The list of values that a cursor of the row carries. */
  get keys(): string {
    return `[${this.#keys.flatMap(({ keys }) => keys).join(", ")}]`;
  }

  /** The conditions that the window's cursors put on a row. */
  within(printer: Printer, { after, before }: Window): readonly string[] {
    return [
      ...(after === undefined ? [] : [this.#beyond(printer, after, false)]),
      ...(before === undefined ? [] : [this.#beyond(printer, before, true)]),
    ];
  }

  /** A predicate that lets an index serve the order where no cursor gives one. */
  get hint(): readonly string[] {
    const [first] = this.#keys;
    return first?.indexed ? [`${first.sort} IS NOT NULL`] : [];
  }

  /** An index on the first two keys wants a condition on the second as well. */
  get secondHint(): readonly string[] {
    const [first, second] = this.#keys;
    return first?.indexed && second?.stored ? [`${second.sort} IS NOT NULL`] : [];
  }

  /**
   * What one cursor leaves, as two lists, the nearer first: the rows that tie with it on the first key, and those beyond. As one condition, all rows of a tie would be read (of those without a date: every one).
   */
  split(printer: Printer, { after, before, backward }: Window): readonly Range[] | undefined {
    const [first, second, ...rest] = this.#keys;
    if (!first?.indexed || !second?.stored || rest.length > 0) return undefined;
    const [values, other] = after === undefined ? [before, after] : [after, before];
    if (values === undefined || other !== undefined) return undefined;
    const [one, two] = this.#operands(printer, values);
    const sign = ({ descending }: SortKey) => (descending !== (after === undefined) ? "<" : ">");
    const way = second.descending !== backward ? " DESC" : "";
    // The ties in one direction, since an index is read in one.
    const order = `ORDER BY ${first.sort}${way}, ${second.sort}${way}`;
    return [
      { ties: order, conditions: [`${first.sort} = ${one}`, `${second.sort} ${sign(second)} ${two}`] },
      { ties: undefined, conditions: [`${first.sort} ${sign(first)} ${one}`] },
    ];
  }

  #operands(printer: Printer, values: readonly Key[]): readonly string[] {
    let offset = 0;
    return this.#keys.map(({ keys, operand }) => {
      const own = values.slice(offset, offset + keys.length);
      offset += keys.length;
      return operand(printer, own);
    });
  }

  /** Lexicographic: `a >= $1 AND (a > $1 OR b > $2)`, whose first comparison an index can seek. */
  #beyond(printer: Printer, values: readonly Key[], before: boolean): string {
    const operands = this.#operands(printer, values);
    return this.#keys.reduceRight((rest, { sort, descending }, i) => {
      const sign = descending !== before ? "<" : ">";
      if (rest === "") return `${sort} ${sign} ${operands[i]}`;
      return `${sort} ${sign}= ${operands[i]} AND (${sort} ${sign} ${operands[i]} OR ${rest})`;
    }, "");
  }
}

/** Some of the rows. */
export interface Range {
  readonly conditions: readonly string[];
  /** Of rows that tie on the first key, their order. */
  readonly ties: string | undefined;
}

function sortKeys(printer: Printer, variable: string, terms: readonly OrderTerm[]): readonly SortKey[] {
  const [name, id] = terms.slice(-2);
  const days = new Map<HeldQuestion, Days>();
  const daysIn = (question: HeldQuestion): Days => {
    const known = days.get(question) ?? daysOf(printer, question);
    days.set(question, known);
    return known;
  };
  const rest = terms.map((term) => sortKey(printer, variable, term, daysIn));
  if (!isPlain(name, "sortKey") || !isPlain(id, "id") || name.descending !== id.descending) return rest;
  // Name and id in one direction are one stored, indexed key: a cursor is one comparison.
  const orderKey: SortKey = {
    sort: `${variable}.orderKey`,
    descending: name.descending,
    keys: [`${variable}.sortKey`, `${variable}.id`],
    operand: (printer, [sortKey, id]) => printer.parameter(`${sortKey} ${id}`),
    indexed: terms.length === 2,
  };
  return [...rest.slice(0, -2), orderKey];
}

const isPlain = (term: OrderTerm | undefined, property: string): term is Extract<OrderTerm, { kind: "property" }> =>
  term?.kind === "property" && term.path.length === 0 && term.property === property;

function sortKey(
  printer: Printer,
  variable: string,
  term: OrderTerm,
  daysIn: (question: HeldQuestion) => Days,
): SortKey {
  if (term.kind === "property") return propertyKey(printer, variable, term);
  const days = daysIn(term.question);
  if (term.kind === "certainty") {
    const sort = certaintyRank(certaintyOf(variable, days));
    return {
      sort,
      descending: false,
      keys: [sort],
      operand: (printer, [key]) => printer.parameter(key),
      indexed: false,
    };
  }
  const distance = distanceOf(variable, days);
  return replacing(distance, false, LAST.number);
}

function propertyKey(printer: Printer, variable: string, term: Extract<OrderTerm, { kind: "property" }>): SortKey {
  const { path, property: name, descending } = term;
  const stored = path.length === 1 && path[0]?.arrow === "-[:AT]->" && name === "dateMin" ? [] : path;
  if (stored.length === 0) {
    const column = replaced[name]?.[descending ? "descending" : "ascending"];
    if (column !== undefined) {
      const key = property(variable, name);
      const last = descending ? "0000-01-01" : "9999-12-31";
      const operand = (printer: Printer, [value]: readonly Key[]) => printer.parameter(value ?? last);
      return { sort: property(variable, column), descending, keys: [key], operand, indexed: true };
    }
    if (total.has(name)) {
      const sort = property(variable, name);
      const operand = (printer: Printer, [value]: readonly Key[]) => printer.parameter(value);
      const stored = name === "protocolKey" || name === "id";
      return { sort, descending, keys: [sort], operand, indexed: name === "protocolKey", stored };
    }
  }
  const value = stored.length === 0 ? property(variable, name) : alongPath(printer, variable, stored, name);
  return replacing(value, descending, numeric.has(name) ? LAST.number : LAST.string);
}

function alongPath(
  printer: Printer,
  variable: string,
  path: Extract<OrderTerm, { kind: "property" }>["path"],
  name: string,
): string {
  let from = variable;
  const hops = path.map((hop) => {
    const to = printer.variable("k");
    const text = pattern(from, hop, to);
    from = to;
    return text;
  });
  return `COLLECT { MATCH ${hops.join(", ")} RETURN ${property(from, name)} }[0]`;
}

function replacing(value: string, descending: boolean, last: Last): SortKey {
  const sentinel = descending ? last.descending : last.ascending;
  return {
    sort: `coalesce(${value}, ${typeof sentinel === "string" ? `'${sentinel}'` : sentinel.toFixed(1)})`,
    descending,
    keys: [value],
    operand: (printer, [key]) => printer.parameter(key ?? sentinel),
    indexed: false,
  };
}

export function daysOf(printer: Printer, { min, max }: Pick<HeldQuestion, "min" | "max">): Days {
  return {
    min: printer.parameter(min),
    max: printer.parameter(max),
    minDay: printer.parameter(new Integer(epochDay(min))),
    maxDay: printer.parameter(new Integer(epochDay(max))),
  };
}
