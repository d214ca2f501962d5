import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Coverage } from "./coverage.js";
import type { Random } from "./random.js";
import type { CursorVariable, Field } from "./random-query.js";
import type { RandomValues } from "./random-values.js";

/** The arguments of one document, as literals and as variables. */
export class ArgumentWriter {
  readonly variables: Record<string, unknown> = {};
  readonly cursors: CursorVariable[] = [];
  readonly #declared: string[] = [];
  readonly #random: Random;
  readonly #values: RandomValues;
  readonly #coverage: Coverage;
  readonly #use: (coordinate: string) => void;
  /** Types of the ends of paths; provinces share the resolutions on which they were merged. */
  readonly #ends: readonly string[];

  constructor(random: Random, values: RandomValues, coverage: Coverage, use: (coordinate: string) => void) {
    this.#random = random;
    this.#values = values;
    this.#coverage = coverage;
    this.#use = use;
    this.#ends = random.pick([
      ["Province"],
      ["Province"],
      ["Official"],
      ["Official", "Event"],
      ["Resolution", "Position", "Anniversary"],
    ]);
  }

  get declared(): string {
    return this.#declared.length === 0 ? "" : `(${this.#declared.join(", ")})`;
  }

  variable(type: string, value: unknown, absent = 0, fallback = ""): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}${fallback}`);
    if (!this.#random.chance(absent)) this.variables[name] = value;
    return `$${name}`;
  }

  written(type: string, field: Field, cursor: string | undefined): string {
    const random = this.#random;
    const backward = random.chance(0.35);
    const written = field.args.flatMap((argument) => {
      const coordinate = `${type}.${field.name}(${argument.name}:)`;
      const text = this.#argument(field, argument, {
        backward,
        cursor,
        missing: this.#coverage.isMissing(coordinate) || this.#coverage.leads(getNamedType(argument.type)),
      });
      if (text === undefined) return [];
      this.#use(coordinate);
      return [`${argument.name}: ${text}`];
    });
    return written.length === 0 ? "" : `(${random.shuffled(written).join(", ")})`;
  }

  #argument(
    field: Field,
    { name, type }: GraphQLArgument,
    { backward, cursor, missing }: { backward: boolean; cursor: string | undefined; missing: boolean },
  ): string | undefined {
    const random = this.#random;
    switch (name) {
      case "first":
      case "last": {
        if ((name === "last") !== backward && field.args.some((each) => each.name === "last")) return undefined;
        if (random.chance(0.2)) return undefined;
        const size = random.pick([0, 1, 1, 2, 2, 3, 3, 5, 7, 50]);
        return random.chance(0.3) ? this.variable("Int", random.pick([size, null]), 0.1) : String(size);
      }
      case "after":
      case "before": {
        if (cursor === undefined || random.chance(name === "after" ? 0.2 : 0.5)) return undefined;
        const variable = this.variable("String", null, 1);
        this.cursors.push({ variable: variable.slice(1), key: cursor });
        return variable;
      }
      case "id":
      case "from":
      case "to":
        return this.#value(type, this.#values.id(name === "id" ? nodeTypeOf(field) : random.pick(this.#ends)));
      case "ids":
        return this.#value(
          type,
          random.list(random.pick([0, 1, 3, 6, 10]), () => this.#values.id()),
        );
      case "text":
        return this.#value(type, this.#values.searchText());
      default:
        return this.#other(name, type, missing);
    }
  }

  #other(name: string, type: GraphQLInputType, missing: boolean): string | undefined {
    const random = this.#random;
    if (name === "by") return this.#value(type, this.#dimensions(type));
    if (name === "maxHops") return random.chance(0.5) ? undefined : this.#value(type, random.between(1, 5));
    if (!isNonNullType(type) && random.chance(missing ? 0.3 : 0.65)) return undefined;
    if (name === "between") {
      const [from, to] = [this.#values.date(), this.#values.date()].sort();
      const range = random.pick([{ from, to }, { from, to }, { from }, { to }]);
      for (const each of Object.keys(range)) this.#use(`DateRange.${each}`);
      return this.#value(type, range);
    }
    return this.#value(type, this.#values.value(type, name, "", random.pick([1, 2, 2, 3])));
  }

  #dimensions(type: GraphQLInputType): readonly string[] {
    const named = getNamedType(type);
    const all = isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
    return this.#random.some(all, 1, 3);
  }

  /** A literal, in which any part may be a variable. */
  #value(type: GraphQLInputType, value: unknown, optional = true): string {
    if (this.#random.chance(0.12)) {
      return this.variable(String(type), value, optional && !isNonNullType(type) ? 0.1 : 0);
    }
    const nullable = getNullableType(type);
    if (value === null) return "null";
    if (isListType(nullable) && Array.isArray(value)) {
      return `[${value.map((each) => this.#value(nullable.ofType, each)).join(", ")}]`;
    }
    if (isInputObjectType(nullable)) {
      const fields = nullable.getFields();
      const entries = Object.entries(value as Record<string, unknown>).flatMap(([name, each]) => {
        const field = fields[name];
        return field === undefined
          ? []
          : [`${name}: ${this.#value(field.type, each, !nullable.name.endsWith("Order"))}`];
      });
      return `{${entries.join(", ")}}`;
    }
    return isEnumType(nullable) ? String(value) : JSON.stringify(value);
  }
}

const nodeTypeOf = (field: Field): string => getNamedType(field.type).name;
