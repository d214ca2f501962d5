import type { NodeType } from "./node-types.js";

/** Every relationship type of the graph: the public contract for people who query Neo4j directly. */
export const relationships = [
  "IN",
  "PART_OF",
  "IN_PROVINCE",
  "HELD_IN",
  "ORGANIZED_BY",
  "ISSUED_BY",
  "HONOURS",
  "OF_OFFICIAL",
  "OF_POSITION",
  "BY",
  "AT",
  "ON_BEHALF_OF",
  "IN_CAPACITY_OF",
  "OF_EVENT",
  "ABOUT",
  "PREDECESSOR",
  "SUCCESSOR",
  "BASIS",
  "RIVAL_OF",
  "EVIDENCED_BY",
  "MENTIONED_IN",
] as const;
export type Relationship = (typeof relationships)[number];

/** Those that chains follow: from a claim to the entities that it is about. */
export const chainLinks: readonly Relationship[] = [
  "BY",
  "AT",
  "OF_OFFICIAL",
  "OF_POSITION",
  "OF_EVENT",
  "ABOUT",
  "PREDECESSOR",
  "SUCCESSOR",
  "BASIS",
];

const names: ReadonlySet<string> = new Set(relationships);
export const isRelationship = (name: string): name is Relationship => names.has(name);

/** A relationship drawn as Cypher draws it, seen from the node that declares the field. */
export type Arrow = `-[:${Relationship}]->` | `<-[:${Relationship}]-` | "-[:RIVAL_OF]-";

/** The node between two arrows: `<-[:SUCCESSOR]-(:Succession)-[:PREDECESSOR]->`. */
export interface Through {
  readonly arrow: Arrow;
  readonly type: NodeType;
}

/** How a field reads the graph. A leaf field without a mapping reads the property of its own name. */
export type FieldMapping =
  | { readonly kind: "edge"; readonly arrow: Arrow; readonly through?: Through }
  /** The claim's passages, and the entity's. */
  | { readonly kind: "evidence" | "mentions" }
  /** Provinces of one lineage: those that share `lineageId`. */
  | { readonly kind: "lineage" }
  /** Section 2 of the design: the answer to `on`. */
  | { readonly kind: "certainty" }
  | { readonly kind: "holdings"; readonly of: "position" | "participation" }
  | { readonly kind: "coParticipants" }
  /**
   * Not answered by an engine: the row holds the node's own id under the field's key, and a resolver goes on from there.
   * `node`: nodes by id (of objects that a resolver made, the field holds their ids).
   */
  | { readonly kind: "later"; readonly by: "node" | "history" | "similar" };

/** How a root field reads the graph. `queue`: a page of PROPOSED claims. `changes`: the history, which is no graph. */
export type RootMapping = "byId" | "byIds" | "page" | "queue" | "search" | "paths" | "counts" | "info" | "changes";

declare module "graphql" {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    graph?: FieldMapping;
    root?: RootMapping;
  }
  interface GraphQLObjectTypeExtensions<_TSource, _TContext> {
    /** An object that is a view of a node of this type: its fields all come later. */
    viewOf?: "Claim";
  }
}
