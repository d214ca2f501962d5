import { type ClassType, Int, ObjectType } from "type-graphql";
import { NonNull, Nullable } from "./fields.js";

@ObjectType({
  description: "Where a page lies in its list, for example `pageInfo {hasNextPage endCursor}` of a connection.",
})
export class PageInfo {
  @NonNull(() => Boolean, "Whether more follow. If so, ask again with `after: endCursor`, for example.")
  readonly hasNextPage!: boolean;
  @NonNull(
    () => Boolean,
    "Whether some come before. If so, ask again with `last: 20` and `before: startCursor`, for example.",
  )
  readonly hasPreviousPage!: boolean;
  @Nullable(
    () => String,
    "The cursor of the page's first row; null where the page is empty, for example with `first: 0`.",
  )
  readonly startCursor!: string | null;
  @Nullable(
    () => String,
    "The cursor of the page's last row, for example to be given as `after`; null where the page is empty.",
  )
  readonly endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list, as Relay has it. */
export interface Connection<Node, Row extends Edge<Node> = Edge<Node>> {
  readonly edges: readonly Row[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/** What the descriptions call the rows: `official`, `officials`. */
export interface Nouns {
  readonly one: string;
  readonly many: string;
}

export const CURSOR =
  "The row's place in this ordering: opaque, and good for `after` or `before` of the same list with the same `orderBy`, for example.";

function edgeOf<Node>(name: string, node: () => unknown, { one }: Nouns): ClassType<Edge<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${one} of a page, with its cursor, for example to go on from there.` })
  class EdgeType implements Edge<Node> {
    @NonNull(() => String, CURSOR)
    readonly cursor!: string;
    @NonNull(node, `The ${one} itself, for example to ask for \`node {__typename}\`.`)
    readonly node!: Node;
  }
  return EdgeType;
}

/** The connection type of the nodes that the thunk names. */
export function connectionOf<Node, Row extends Edge<Node> = Edge<Node>>(
  name: string,
  node: () => unknown,
  nouns: Nouns,
  edge: () => unknown = one(edgeOf(name, node, nouns)),
): ClassType<Connection<Node, Row>> {
  const { many } = nouns;
  @ObjectType(`${name}Connection`, {
    description: `A page of ${many}: 20 of them unless you say, for example, \`first: 5\`.`,
  })
  class ConnectionType implements Connection<Node, Row> {
    @NonNull(() => [edge()], `The ${many} of this page, each with its cursor, for example \`edges {cursor}\`.`)
    readonly edges!: readonly Row[];
    @NonNull(() => [node()], `The ${many} of this page without cursors, for example \`nodes {__typename}\`.`)
    readonly nodes!: readonly Node[];
    @NonNull(
      () => PageInfo,
      "Whether there are more, and where to go on, for example `pageInfo {hasNextPage endCursor}`.",
    )
    readonly pageInfo!: PageInfo;
    @NonNull(
      () => Int,
      `How many ${many} there are on all pages together, for example \`86\`. Counted only when you ask.`,
    )
    readonly totalCount!: number;
  }
  return ConnectionType;
}

const one = (type: unknown) => () => type;
