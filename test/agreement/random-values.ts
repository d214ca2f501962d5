import {
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { fold, tokens } from "../../src/domain/vietnamese.js";
import type { NodeRecord } from "../../src/graph/record.js";
import type { Coverage } from "./coverage.js";
import type { Random } from "./random.js";
import { dates } from "./random-texts.js";

/** What the graph holds, to ask for: ids by type, values by property. */
export class Pools {
  readonly #values = new Map<string, (string | number)[]>();

  constructor(records: readonly NodeRecord[]) {
    for (const { id, type, properties } of records) {
      this.#add("id", id);
      this.#add(`id of ${type}`, id);
      if (id.startsWith("event/")) this.#add("id of Event", id);
      for (const [name, value] of Object.entries(properties)) {
        for (const item of typeof value === "object" ? value : [value]) {
          if (typeof item !== "boolean") this.#add(name, item);
        }
      }
    }
  }

  #add(pool: string, value: string | number): void {
    const found = this.#values.get(pool);
    if (found === undefined) this.#values.set(pool, [value]);
    else found.push(value);
  }

  of = (pool: string): readonly (string | number)[] => this.#values.get(pool) ?? [];
}

/** Filters that are more than comparisons of stored values. */
const special: ReadonlySet<string> = new Set(["heldThen", "inLineageOf", "on"]);

/** Random input values, as JSON; filters of every operator to some depth. */
export class RandomValues {
  /** The fields of filters and orders that were given a value; its owner empties it. */
  readonly used: string[] = [];
  readonly #random: Random;
  readonly #pools: Pools;
  readonly #coverage: Coverage;

  constructor(random: Random, pools: Pools, coverage: Coverage) {
    this.#random = random;
    this.#pools = pools;
    this.#coverage = coverage;
  }

  id(type = ""): string {
    const pool = this.#pools.of(`id of ${type}`);
    const known = pool.length > 0 && this.#random.chance(0.85) ? pool : this.#pools.of("id");
    return this.#random.chance(0.04) ? "official/nobody" : String(this.#random.pick(known));
  }

  date = (): string => {
    const date = this.#random.pick(dates);
    return this.#random.chance(0.3) ? date.slice(0, this.#random.pick([4, 7])) : date;
  };

  searchText = (): string => this.words(this.#pools.of(this.#random.pick(["name", "name", "aliases", "number"])));

  /** The beginning of a word or two of some text, in one spelling or another. */
  words(pool: readonly (string | number)[]): string {
    const random = this.#random;
    if (pool.length === 0 || random.chance(0.03)) return random.pick(["zz", "…", "an"]);
    const text = String(random.pick(pool));
    const shown = random.pick([text, fold(text), text.toUpperCase()]);
    if (random.chance(0.2)) return shown;
    const picked = random.some(tokens(shown), 1, 2).map((word) => word.slice(0, random.between(1, word.length)));
    return picked.length === 0 ? "35" : picked.join(" ");
  }

  /** `name` is the field's or the argument's; `owner` the filter whose field it is. */
  value(type: GraphQLInputType, name: string, owner: string, depth: number): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, name, owner, depth);
    if (isListType(type)) {
      const length = this.#random.pick([0, 1, 1, 2, 2]);
      return this.#random.list(length, () => this.value(type.ofType, name, owner, depth));
    }
    if (isInputObjectType(type)) return this.#object(type, name, owner, depth);
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    return this.#scalar(getNamedType(type).name, name, owner);
  }

  #scalar(type: string, name: string, owner: string): unknown {
    const random = this.#random;
    const pool = this.#pools.of(name);
    switch (type) {
      case "PartialDate":
        return this.date();
      case "DateTime":
        return random.pick(["2026-11-23T00:00:00Z", "2026-11-23T06:59:59.999+07:00", "2025-06-01T00:00:00.5Z"]);
      case "Boolean":
        return random.chance(0.5);
      case "ID":
        return this.id(name === "inLineageOf" ? "Province" : owner.replace("Filter", ""));
      case "Int":
        return pool.length > 0 && random.chance(0.8) ? random.pick(pool) : random.pick([0, 1, 2, 90, 91]);
      default:
        return pool.length > 0 && random.chance(0.9) ? String(random.pick(pool)) : "Không có";
    }
  }

  #object(type: Extract<GraphQLInputType, { getFields: unknown }>, name: string, owner: string, depth: number) {
    if (type.name.endsWith("Order")) return this.#order(type, depth);
    const logical = type.name.endsWith("Filter") && "and" in type.getFields();
    const operators = type.name.endsWith("Filter") && !logical;
    const all = Object.values(type.getFields());
    const required = all.filter((field) => isNonNullType(field.type));
    const fields = all.filter((field) => !required.includes(field) && (depth > 0 || !this.#nests(field.type)));
    const count = operators ? this.#random.pick([1, 1, 1, 2]) : this.#random.pick([0, 1, 1, 1, 1, 2, 2, 3]);
    const chosen = [...required, ...this.#chosen(type.name, fields, type.name === "DateRange" ? 2 : count)];
    const entries = chosen.map((field): [string, unknown] => {
      this.used.push(`${type.name}.${field.name}`);
      // Of operators, the filter's field decides what to compare with.
      const [of, on] = operators ? [name, owner] : [field.name, type.name];
      if (field.name === "eq" && this.#random.chance(0.15)) return ["eq", null];
      if (!isNonNullType(field.type) && !operators && this.#random.chance(0.03)) return [field.name, null];
      if (field.name === "matches") return ["matches", this.words(this.#pools.of(of))];
      return [field.name, this.value(field.type, of, on, depth - 1)];
    });
    return Object.fromEntries(entries);
  }

  /** Fields, those first that no query has used yet, or that lead to such. */
  #chosen(type: string, fields: readonly GraphQLInputField[], count: number): GraphQLInputField[] {
    const order = this.#random.shuffled(fields);
    const rank = (field: GraphQLInputField) => {
      if (this.#coverage.isMissing(`${type}.${field.name}`)) return 0;
      return 1 + this.#coverage.distance(getNamedType(field.type).name);
    };
    if (this.#random.chance(0.6)) order.sort((a, b) => rank(a) - rank(b));
    else if (this.#random.chance(0.4)) order.sort((a, b) => Number(special.has(b.name)) - Number(special.has(a.name)));
    return order.slice(0, count);
  }

  /** Leads to a further filter of nodes rather than to operators. */
  #nests(type: GraphQLInputType): boolean {
    const named = getNamedType(type);
    return (
      isInputObjectType(named) &&
      (named.name.endsWith("Quantifier") || "and" in named.getFields() || named.name === "HeldThen")
    );
  }

  #order(type: Extract<GraphQLInputType, { getFields: unknown }>, depth: number): Record<string, unknown> {
    const [field] = this.#chosen(type.name, Object.values(type.getFields()), 1);
    if (field === undefined) return {};
    this.used.push(`${type.name}.${field.name}`);
    return { [field.name]: this.value(field.type, field.name, type.name, depth - 1) };
  }
}
