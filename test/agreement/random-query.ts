import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from "graphql";
import { type Coverage, isAsked } from "./coverage.js";
import type { Random } from "./random.js";
import { ArgumentWriter } from "./random-arguments.js";
import type { RandomValues } from "./random-values.js";

/** A variable of `after` or `before`, and the response key under which cursors for it stand. */
export interface CursorVariable {
  readonly variable: string;
  readonly key: string;
}

export interface RandomQuery {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cursors: readonly CursorVariable[];
  /** Schema coordinates of the fields, arguments and input fields in it. */
  readonly used: readonly string[];
}

export type Field = GraphQLField<unknown, unknown>;

/** Random documents that are valid, over the whole read schema. */
export class QueryMaker {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #values: RandomValues;
  readonly #coverage: Coverage;

  constructor(schema: GraphQLSchema, random: Random, values: RandomValues, coverage: Coverage) {
    this.#schema = schema;
    this.#random = random;
    this.#values = values;
    this.#coverage = coverage;
  }

  next(): RandomQuery {
    for (;;) {
      this.#values.used.length = 0;
      const draft = new Draft(this.#schema, this.#random, this.#values, this.#coverage);
      const query = { ...draft.make(), used: [...draft.used, ...this.#values.used] };
      if (validate(this.#schema, parse(query.source)).length === 0) return query;
    }
  }
}

const MAX_DEPTH = 6;

class Draft {
  readonly used: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #coverage: Coverage;
  readonly #fragments: string[] = [];
  readonly #arguments: ArgumentWriter;
  readonly #meanings = new Map<string, string>();
  #budget: number;
  #keys = 0;

  constructor(schema: GraphQLSchema, random: Random, values: RandomValues, coverage: Coverage) {
    this.#schema = schema;
    this.#random = random;
    this.#coverage = coverage;
    this.#arguments = new ArgumentWriter(random, values, coverage, (used) => this.used.push(used));
    this.#budget = random.pick([8, 15, 25, 40, 60]);
  }

  make(): Omit<RandomQuery, "used"> {
    const query = this.#schema.getQueryType();
    if (query == null) throw new Error("no query type");
    const body = this.#selection(query, 0);
    const { declared, variables, cursors } = this.#arguments;
    const source = [`query Q${declared} ${body}`, ...this.#fragments].join("\n");
    return { source, variables, cursors };
  }

  #directive(): string {
    const random = this.#random;
    if (!random.chance(0.1)) return "";
    const condition = random.chance(0.3)
      ? String(random.chance(0.5))
      : this.#arguments.variable("Boolean!", random.chance(0.5), 0.2, random.chance(0.5) ? " = true" : " = false");
    const skip = this.#arguments.variable("Boolean!", random.chance(0.3));
    return random.pick([
      ` @include(if: ${condition})`,
      ` @skip(if: ${condition})`,
      ` @skip(if: ${skip}) @include(if: true)`,
    ]);
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const most = depth === 0 ? this.#random.pick([1, 1, 2, 3]) : this.#random.pick([2, 3, 4, 6]);
    const parts: string[] = [];
    for (let i = 0; i < most && (i === 0 || this.#budget > 0); i++) parts.push(this.#part(type, depth));
    return `{ ${parts.join(" ")} }`;
  }

  #part(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    this.#budget--;
    if (random.chance(depth === 0 ? 0.01 : 0.06))
      return `${random.pick(["", "t: ", "__proto__: "])}__typename${this.#directive()}`;
    const abstract = isAbstractType(type);
    if (depth > 0 && depth < MAX_DEPTH && random.chance(isUnionType(type) ? 0.95 : abstract ? 0.6 : 0.1)) {
      return random.list(abstract ? random.pick([1, 2, 3]) : 1, () => this.#fragment(type, depth)).join(" ");
    }
    if (isUnionType(type)) return "__typename";
    return this.#field(
      type.name,
      this.#choose(type.name, Object.values(type.getFields()).filter(isAsked), depth),
      depth,
    );
  }

  #choose(type: string, fields: readonly Field[], depth: number): Field {
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const small = depth >= MAX_DEPTH || this.#budget <= 0;
    const allowed = small && leaves.length > 0 ? leaves : fields;
    const unused = allowed.filter(({ name }) => this.#coverage.isMissing(`${type}.${name}`));
    if (unused.length > 0 && this.#random.chance(0.6)) return this.#random.pick(unused);
    const promising = allowed.filter(
      ({ type, args }) => this.#lacks(getNamedType(type)) || args.some((each) => this.#lacks(getNamedType(each.type))),
    );
    if (promising.length > 0 && this.#random.chance(0.4)) return this.#random.pick(promising);
    return this.#random.pick(
      allowed.flatMap((field) => Array(depth === 0 ? rootWeight(field) : weight(field)).fill(field)),
    );
  }

  /** Some field of the type, or of what it leads to, has not been used. */
  #lacks(type: GraphQLNamedType): boolean {
    if (this.#coverage.leads(type)) return true;
    return isAbstractType(type) && this.#schema.getPossibleTypes(type).some(({ name }) => this.#coverage.lacks(name));
  }

  #field(type: string, field: Field, depth: number): string {
    this.used.push(`${type}.${field.name}`);
    const random = this.#random;
    const named = getNamedType(field.type);
    const cursor =
      field.args.some(({ name }) => name === "after") && random.chance(0.4) ? `c${this.#keys++}` : undefined;
    const args = this.#arguments.written(type, field, cursor);
    const directive = this.#directive();
    const head = `${this.#alias(field, args)}${field.name}${args}`;
    if (!isCompositeType(named)) return `${head}${directive}`;
    const more = cursor === undefined ? "" : `${head} { edges { ${cursor}: cursor } } `;
    // A second selection of the same field is merged with the first.
    const again = random.chance(0.08) && depth < MAX_DEPTH ? ` ${head} ${this.#selection(named, depth + 1)}` : "";
    return `${more}${head}${directive} ${this.#selection(named, depth + 1)}${again}`;
  }

  /** One response key never stands for two things, wherever they are: that is more than validity asks. */
  #alias(field: Field, args: string): string {
    const random = this.#random;
    const meaning = `${field.name}${args} ${String(field.type)}`;
    const odd = random.pick(["__proto__", "constructor", "toString", "a", `k${this.#keys++}`]);
    for (const key of [random.chance(0.7) ? field.name : odd, odd]) {
      if ((this.#meanings.get(key) ?? meaning) !== meaning) continue;
      this.#meanings.set(key, meaning);
      return key === field.name ? "" : `${key}: `;
    }
    return `k${this.#keys++}: `;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    const wider = Object.values(this.#schema.getTypeMap()).filter(
      (each): each is GraphQLCompositeType & { name: string } =>
        isAbstractType(each) && this.#schema.getPossibleTypes(each).some((one) => possible.includes(one)),
    );
    const conditions: readonly GraphQLCompositeType[] = [...possible, ...possible, ...wider];
    const lacking = conditions.filter(({ name }) => this.#coverage.lacks(name));
    const condition = random.pick(lacking.length > 0 && random.chance(0.6) ? lacking : conditions);
    const selection = this.#selection(condition, depth + 1);
    const directive = this.#directive();
    if (random.chance(0.6)) {
      const bare = condition === type && random.chance(0.5);
      return `...${bare ? "" : ` on ${condition.name}`}${directive} ${selection}`;
    }
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${condition.name} ${selection}`);
    return `...${name}${directive}${random.chance(0.2) ? ` ...${name}` : ""}`;
  }
}

/** Pages of claims, and what is computed rather than read, are where engines differ. */
function rootWeight({ name, extensions: { root } }: Field): number {
  if (root === "byId") return 1;
  if (name === "participations" || name === "paths") return 7;
  return ["tenures", "topics", "officials", "participationCounts", "search"].includes(name) ? 4 : 2;
}

function weight({ name, extensions: { graph } }: Field): number {
  if (["node", "nodes", "edges", "steps"].includes(name)) return 8;
  if (graph === undefined) return 2;
  return graph.kind === "edge" ? 4 : 6;
}
