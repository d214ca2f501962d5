import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isLeafType } from "graphql";
import { badInput } from "../errors.js";
import type { Arrow } from "../mapping.js";
import { isClaimType } from "../node-types.js";
import type { HeldQuestion } from "./bound.js";
import { type Field, fieldOf, hopOf } from "./graph-schema.js";
import type { OrderTerm } from "./order.js";
import type { Hop } from "./plan.js";

export interface OrderContext {
  readonly schema: GraphQLSchema;
  /** The GraphQL type of the rows. */
  readonly of: string;
  /** The arrow that leads to a nested list. */
  readonly under: Arrow | undefined;
  /** What the rows answer, if they answer `on`. */
  readonly question: HeldQuestion | undefined;
}

type Input = Readonly<Record<string, unknown>>;
type Argument = readonly (string | number)[];

/** The terms of `orderBy`, or of the default order, ended by the tie-break that makes every position unique. */
export function bindOrder(context: OrderContext, orderBy: readonly Input[] | null | undefined): readonly OrderTerm[] {
  const terms =
    orderBy == null || orderBy.length === 0
      ? defaultOrder(context)
      : orderBy.map((each, i) => orderTerm(context.schema, context.of, each, [], ["orderBy", i]));
  return [...terms, tieBreak(context.of, terms.at(-1))];
}

/** Claims are named in the order of their source; it is information (who is named first presides). */
function tieBreak(of: string, last: OrderTerm | undefined): OrderTerm {
  if (isClaimType(of)) return property("protocolKey", false);
  return property("id", last?.descending ?? false);
}

const property = (name: string, descending: boolean, path: readonly Hop[] = []): OrderTerm => ({
  kind: "property",
  path,
  property: name,
  descending,
});

function defaultOrder({ schema, of, under, question }: OrderContext): readonly OrderTerm[] {
  if (question !== undefined) {
    return [
      { kind: "certainty", question, descending: false },
      { kind: "distance", question, descending: false },
    ];
  }
  switch (of) {
    case "Event":
    case "Conference":
      return [property("dateMin", true)];
    case "Participation":
      if (under === "<-[:AT]-") return [];
      return [property("dateMin", true, [hopOf(schema, fieldOf(schema.getType(of), "event"))])];
    case "Tenure":
      return [property("fromMin", false)];
    // The queue of claims to review: what was recorded first is reviewed first.
    case "Claim":
      return [property("recordedAt", false)];
    case "Topic":
    case "Succession":
      return [];
    default:
      return [property("sortKey", false)];
  }
}

function orderTerm(
  schema: GraphQLSchema,
  of: string,
  order: Input,
  path: readonly Hop[],
  argument: Argument,
): OrderTerm {
  const entries = Object.entries(order).filter(([, value]) => value != null);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw badInput(
      "Each order names exactly one key, as in [{name: ASC}, {id: DESC}]; a list breaks ties in turn.",
      argument,
    );
  }
  const [key, value] = entry;
  const type = schema.getType(of);
  if (typeof value === "string") return property(sortProperty(type, key), value === "DESC", path);
  const field = fieldOf(type, key);
  const target = getNamedType(field.type).name;
  return orderTerm(schema, target, value as Input, [...path, hopOf(schema, field)], [...argument, key]);
}

/** The stored property that sorts as a person would sort the field (see changes/derive.ts). */
function sortProperty(type: GraphQLNamedType | undefined, key: string): string {
  switch (key) {
    case "name":
      return "sortKey";
    case "givenName":
      return "givenSortKey";
    case "role":
      return "roleKey";
    case "number":
      return "numberSort";
    case "title":
      return type?.name === "Source" ? "sortKey" : "titleSort";
    default:
      return isPartialDate(fieldOf(type, key)) ? `${key}Min` : key;
  }
}

const isPartialDate = (field: Field): boolean => {
  const type = getNamedType(field.type);
  return isLeafType(type) && type.name === "PartialDate";
};
