import type { FieldNode, GraphQLField } from "graphql";
import type { Arrow, Through } from "../mapping.js";
import type { NodeType } from "../node-types.js";

/**
 * What a query asks of the graph: readonly data, no values. Everything that a variable can change is an
 * argument slot, bound at each request; only @skip and @include decide while the plan is built.
 */
export interface Plan {
  readonly kind: "plan";
  readonly root: Root;
  readonly slots: readonly Slot[];
  /** Its rows hold ids that resolvers go on from: they are not yet the response. */
  readonly later?: true;
}

/** The arguments of one field as written; `bindSlots` gives them their values. */
export interface Slot {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly kind:
    | "none"
    | "ids"
    | "page"
    | "queue"
    | "passages"
    | "held"
    | "coParticipants"
    | "search"
    | "paths"
    | "counts";
  /** The GraphQL type whose fields the `where` and `orderBy` of this slot name. */
  readonly of: string;
  /** The arrow under which a nested page stands: it decides the default order. */
  readonly under: Arrow | undefined;
}

export type Root =
  /** The node, or null. */
  | { readonly kind: "byId"; readonly types: readonly NodeType[]; readonly slot: number; readonly shape: Shape }
  /** As many as ids, in their order, null for the unknown. */
  | { readonly kind: "byIds"; readonly types: readonly NodeType[]; readonly slot: number; readonly shape: Shape }
  /** A connection over all nodes of the types. */
  | { readonly kind: "page"; readonly types: readonly NodeType[]; readonly slot: number; readonly parts: Parts }
  /** A list of SearchHit {entity, matched, score}. */
  | { readonly kind: "search"; readonly slot: number; readonly parts: Parts }
  /** A list of Path {length, steps: [{from, via, to}]}. */
  | { readonly kind: "paths"; readonly slot: number; readonly parts: Parts }
  /** A list of ParticipationCount {count, role, official, organization, event, eventType, position, province, year}. */
  | { readonly kind: "counts"; readonly slot: number; readonly parts: Parts }
  /** GraphInfo, from EngineInfo. */
  | { readonly kind: "info"; readonly parts: Parts };

/** From a node to its neighbours. */
export interface Hop {
  readonly arrow: Arrow;
  /** Neighbours of other types are not followed: `BY` leads to officials and to organizations. */
  readonly types: readonly NodeType[];
  readonly through: Through | undefined;
}

/** What to write for one node, in response order: one list of fields for each concrete type it can have. */
export interface Shape {
  readonly kind: "shape";
  /** Rows are told apart by type. If not, all types have the same fields: asking the database for labels would be waste. */
  readonly typed: boolean;
  readonly types: Readonly<Partial<Record<NodeType, readonly Selected[]>>>;
}

/** A field of a node. */
export type Selected =
  | { readonly kind: "typename"; readonly key: string }
  | {
      readonly kind: "property";
      readonly key: string;
      readonly name: string;
      readonly required: boolean;
      /** A list property that is absent reads as []. */
      readonly list: boolean;
    }
  | {
      readonly kind: "one";
      readonly key: string;
      readonly hop: Hop;
      readonly required: boolean;
      readonly shape: Shape;
    }
  /** Outgoing: in the order of the record's links. Incoming, through and rivals: by the target's tie-break key. */
  | { readonly kind: "many"; readonly key: string; readonly hop: Hop; readonly shape: Shape }
  | { readonly kind: "page"; readonly key: string; readonly hop: Hop; readonly slot: number; readonly parts: Parts }
  /** Provinces with the node's lineageId, by orderKey. */
  | { readonly kind: "lineage"; readonly key: string; readonly shape: Shape }
  /** A list of Evidence {source, start, end, asWritten, quote, inferred, supports}, by source id, start, end. */
  | { readonly kind: "evidence"; readonly key: string; readonly parts: Parts }
  /** A connection of Evidence. */
  | { readonly kind: "mentions"; readonly key: string; readonly slot: number; readonly parts: Parts }
  | { readonly kind: "certainty"; readonly key: string; readonly slot: number }
  /** A list of Holding {tenure, certainty}: certain ones first, then by distance, then by protocolKey. */
  | {
      readonly kind: "holdings";
      readonly key: string;
      readonly of: "position" | "participation";
      readonly slot: number;
      readonly parts: Parts;
    }
  /** A connection whose edges have {cursor, node, eventCount, events}. */
  | { readonly kind: "coParticipants"; readonly key: string; readonly slot: number; readonly parts: Parts };

/**
 * An object that the server computes rather than reads from one node: a connection, an edge, a page info, a
 * passage, a hit, a path, a count. Its fields, in response order; `name` is the field's name in the schema.
 */
export type Parts = readonly Part[];
export type Part =
  /** `__typename`. */
  | { readonly kind: "constant"; readonly key: string; readonly value: string }
  | { readonly kind: "value"; readonly key: string; readonly name: string }
  | { readonly kind: "object" | "list"; readonly key: string; readonly name: string; readonly parts: Parts }
  | {
      readonly kind: "node" | "nodes";
      readonly key: string;
      readonly name: string;
      readonly required: boolean;
      readonly shape: Shape;
    };
