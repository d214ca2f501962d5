import type { GraphQLField } from "graphql";

/**
 * The cost of a query is about the number of rows that an engine reads for it, if every page is full: the sizes of
 * pages, multiplied down the tree. What is not a matter of pages has a price of its own, in rows.
 */
export const prices = {
  /** Objects in a list that takes no page size: evidence, organizers, capacities. */
  list: 5,
  /** `totalCount` of a page, which counts past it. */
  total: 5,
  /** `coParticipants` of one official: where 12,000 participations are grouped, 2.3 ms, and 13 ms in Neo4j. */
  coParticipants: 100,
  /** The events that an edge of co-participants lists. */
  sharedEvents: 10,
  /** A full-text search, whose words may match a great part of the graph. */
  search: 200,
  /** Shortest paths, for each claim that a chain may have: both ends are widened until they meet. */
  pathHop: 250,
  /** Counting by dimension reads all that `where` leaves: 12,000 participations take 80 ms, and 50 ms in Neo4j. */
  counts: 1_000,
  /** One condition of a filter, for each list that it stands on: it is asked of many candidates for a row. */
  condition: 10,
  /** `some`, `none`, `every`, `heldThen`: a look at the neighbours of each candidate. */
  quantifier: 20,
  /** What stands inside a quantifier is asked of several neighbours. */
  neighbours: 3,
  /** Ids and values of an `in` are looked up; so many cost as much as a condition. */
  valuesPerCondition: 20,
  /** A type, field or argument of the schema: in memory, and always the same. */
  introspected: 0.02,
} as const;

/** How long the schema's own lists are here, rounded up. */
const introspectedLists: Readonly<Record<string, number>> = {
  types: 250,
  fields: 12,
  inputFields: 10,
  enumValues: 6,
  args: 3,
  interfaces: 2,
  possibleTypes: 4,
  directives: 6,
};

export const introspectedSize = ({ name }: GraphQLField<unknown, unknown>): number => introspectedLists[name] ?? 1;

const quantifiers: ReadonlySet<string> = new Set(["some", "none", "every", "heldThen"]);

/** The price of a filter, by its conditions and quantifiers; those inside a quantifier are asked of neighbours. */
export function filterPrice(value: unknown): number {
  if (Array.isArray(value)) {
    const inputs = value.filter((each) => typeof each === "object" && each !== null);
    const values = (value.length - inputs.length) / prices.valuesPerCondition;
    return inputs.reduce((sum: number, each) => sum + filterPrice(each), values * prices.condition);
  }
  if (typeof value !== "object" || value === null) return value == null ? 0 : prices.condition;
  let price = 0;
  for (const [name, inner] of Object.entries(value)) {
    if (inner == null) continue;
    price += quantifiers.has(name) ? prices.quantifier + prices.neighbours * filterPrice(inner) : filterPrice(inner);
  }
  return price;
}
