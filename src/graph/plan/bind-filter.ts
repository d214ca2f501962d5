import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { daySpan } from "../../domain/partial-date.js";
import { fold, tokens } from "../../domain/vietnamese.js";
import { isClaimType, type NodeType, nodeTypes } from "../node-types.js";
import type { Certainty, HeldQuestion } from "./bound.js";
import { concreteTypes, type Field, fieldOf, hopOf, isList, isToMany, targetOf } from "./graph-schema.js";
import type { Hop } from "./plan.js";
import type { Operand, Predicate, Scope } from "./predicate.js";

type Input = Readonly<Record<string, unknown>>;

export const held = (question: HeldQuestion): Predicate => ({ kind: "held", question });

/** Which claims a filter meets: naming `status` or `rank` anywhere on the claim lifts that default. */
export function bindScope(of: string, filter: Input | null | undefined): Scope {
  if (!isClaimType(of) && of !== "Claim") return "ALL";
  const [status, rank] = [names(filter, "status"), names(filter, "rank")];
  if (status) return rank ? "ALL" : "ANY_STATUS";
  return rank ? "ANY_RANK" : "VISIBLE";
}

function names(filter: Input | null | undefined, key: string): boolean {
  if (filter == null) return false;
  if (filter[key] != null) return true;
  const inner = [filter["not"], ...list(filter["and"]), ...list(filter["or"])];
  return inner.some((each) => names(each as Input | null | undefined, key));
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The types of these names, each once, however often it is named. */
export const nodeTypesNamed = (names: readonly string[]): readonly NodeType[] => [...new Set(names.map(nodeTypeNamed))];

/** `CONFERENCE` and `Conference` name the node type Conference. */
function nodeTypeNamed(name: string): NodeType {
  const plain = name.replaceAll("_", "").toLowerCase();
  const found = nodeTypes.find((type) => type.toLowerCase() === plain);
  if (found === undefined) throw new Error(`no node type ${name}`);
  return found;
}

/** Filters to predicates. A filter's fields are named as the type's fields, so the type's mapping says what they mean. */
export class FilterBinder {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  bind(of: string, filter: Input): Predicate {
    const parts = Object.entries(filter)
      .filter(([, value]) => value != null)
      .map(([key, value]) => this.#entry(of, key, value));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "all", of: parts };
  }

  #entry(of: string, key: string, value: unknown): Predicate {
    switch (key) {
      case "and":
        return { kind: "all", of: (value as Input[]).map((each) => this.bind(of, each)) };
      case "or":
        return { kind: "any", of: (value as Input[]).map((each) => this.bind(of, each)) };
      case "not":
        return { kind: "not", of: this.bind(of, value as Input) };
      case "type":
        return this.#type(value as Input);
      case "inLineageOf":
        return { kind: "lineage", of: value as string };
      default:
        return this.#special(of, key, value as Input) ?? this.#field(of, key, value as Input);
    }
  }

  #type(value: Input): Predicate {
    const { eq, in: among } = value as { eq?: string | null; in?: readonly string[] | null };
    const sets = [...(eq == null ? [] : [[eq]]), ...(among == null ? [] : [among])];
    return { kind: "all", of: sets.map((names) => ({ kind: "type", types: nodeTypesNamed(names) })) };
  }

  /** The filter fields that are not fields of the type. */
  #special(of: string, key: string, value: Input): Predicate | undefined {
    const related = (hop: Hop, target: string): Predicate => this.#related(hop, "some", target, value);
    switch (`${of}.${key}`) {
      case "Tenure.on": {
        const { date, atLeast } = value as { date: string; atLeast?: Certainty | null };
        const [min, max] = daySpan(date);
        return held({ min, max, atLeast: atLeast ?? "POSSIBLE" });
      }
      case "Participation.heldThen": {
        const { tenure, atLeast } = value as { tenure: Input; atLeast?: Certainty | null };
        const where = this.bind("Tenure", tenure);
        return { kind: "heldThen", scope: bindScope("Tenure", tenure), where, atLeast: atLeast ?? "POSSIBLE" };
      }
      case "Topic.resolution":
        return related(this.#about(["Resolution"]), "Resolution");
      case "Topic.anniversary":
        return related(this.#about(["Anniversary"]), "Anniversary");
      case "Topic.subjectEvent":
        return related(this.#about(concreteTypes(this.#schema, this.#namedType("Event"))), "Event");
      default:
        if (key !== "source" || !(isClaimType(of) || of === "Claim")) return undefined;
        return related({ arrow: "-[:EVIDENCED_BY]->", types: ["Source"], through: undefined }, "Source");
    }
  }

  #about = (types: readonly NodeType[]): Hop => ({ arrow: "-[:ABOUT]->", types, through: undefined });

  #field(of: string, key: string, value: Input): Predicate {
    const field = this.#fieldNamed(of, key);
    if (field.extensions.graph === undefined) return comparisons(field, key, value);
    const hop = hopOf(this.#schema, field);
    const target = targetOf(field).name;
    if (!isToMany(field)) return this.#related(hop, "some", target, value);
    const quantified = (["some", "none", "every"] as const).flatMap((quantifier) => {
      const where = value[quantifier] as Input | null | undefined;
      return where == null ? [] : [this.#related(hop, quantifier, target, where)];
    });
    return quantified.length === 1 && quantified[0] !== undefined ? quantified[0] : { kind: "all", of: quantified };
  }

  #related(hop: Hop, quantifier: "some" | "none" | "every", target: string, where: Input): Predicate {
    const scope = bindScope(target, where);
    return { kind: "related", hop, quantifier, scope, where: this.bind(target, where) };
  }

  /** A filter of an interface may name a field that only some of its types have: `kind` of conferences. */
  #fieldNamed(of: string, key: string): Field {
    const type = this.#namedType(of);
    const candidates = [type, ...(isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [])];
    const owner = candidates.find((each) => (isObjectType(each) || isInterfaceType(each)) && key in each.getFields());
    return fieldOf(owner ?? type, key);
  }

  #namedType(name: string): GraphQLNamedType {
    const type = this.#schema.getType(name);
    if (type === undefined) throw new Error(`no type ${name}`);
    return type;
  }
}

function comparisons(field: Field, property: string, value: Input): Predicate {
  const type = getNamedType(field.type).name;
  if (type === "PartialDate") return dated(property, value);
  const of = Object.entries(value)
    .filter(([operator, operand]) => operand != null || operator === "eq")
    .map(([operator, operand]): Predicate => {
      if (operator === "matches") {
        return { kind: "matches", key: foldKey(property), tokens: tokens(fold(operand as string)) };
      }
      const list = isList(field);
      if (type === "String" && operand !== null) {
        return { kind: "compare", property, list, operator: "in", value: inEveryForm(operand) };
      }
      return {
        kind: "compare",
        property,
        list,
        operator: operator as "eq" | "in" | "gte" | "lte",
        value: operand as Operand,
      };
    });
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "all", of };
}

/**
 * What `eq` or `in` asks for, as it may be stored: texts are kept as they were given, their marks composed (ò) or not (o
 * and ̀). One form or several make one statement.
 */
function inEveryForm(asked: unknown): readonly string[] {
  const texts = (Array.isArray(asked) ? asked : [asked]).map(String);
  return [...new Set(texts.flatMap((text) => [text, text.normalize("NFC"), text.normalize("NFD")]))];
}

const foldKey = (property: string): string =>
  property === "name" || property === "aliases" ? "searchKey" : `${property}Key`;

function dated(property: string, value: Input): Predicate {
  const { atLeast, ...relations } = value as { atLeast?: Certainty | null } & Record<string, string | null>;
  const of = (["on", "from", "to"] as const).flatMap((relation): Predicate[] => {
    const date = relations[relation];
    if (date == null) return [];
    const [min, max] = daySpan(date);
    return [{ kind: "dated", property, relation, min, max, atLeast: atLeast ?? "POSSIBLE" }];
  });
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "all", of };
}
