import {
  type FieldNode,
  type GraphQLNamedOutputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { collectFields, type Document } from "./collect-fields.js";
import { concreteTypes, type Field, fieldOf, hopOf, isConnection, isList, isView, targetOf } from "./graph-schema.js";
import type { Part, Parts, Plan, Root, Selected, Shape, Slot } from "./plan.js";

/**
 * The plan of one root field; `nodes` are the field nodes merged under its response key. `typed`: every row of an
 * interface carries its type, for graphql-js to go on with.
 */
export function buildPlan(document: Document, field: Field, nodes: readonly FieldNode[], typed = false): Plan {
  const builder = new PlanBuilder(document, typed);
  return builder.plan(builder.root(field, nodes));
}

/**
 * The plan of a list of nodes that a resolver knows by id; `nodes` are the field nodes that select from them. Its last
 * slot, beyond `slots`, is for the ids.
 */
export function planNodes(document: Document, type: GraphQLNamedOutputType, nodes: readonly FieldNode[]): Plan {
  const builder = new PlanBuilder(document, true);
  return builder.plan(builder.nodes(type, nodes));
}

class PlanBuilder {
  readonly slots: Slot[] = [];
  readonly #document: Document;
  readonly #typed: boolean;
  #later = false;

  constructor(document: Document, typed: boolean) {
    this.#document = document;
    this.#typed = typed;
  }

  plan(root: Root): Plan {
    return { kind: "plan", root, slots: this.slots, ...(this.#later && { later: true }) };
  }

  nodes(type: GraphQLNamedOutputType, nodes: readonly FieldNode[]): Root {
    const shape = this.#shape(type, nodes);
    return { kind: "byIds", types: concreteTypes(this.#document.schema, type), slot: this.slots.length, shape };
  }

  root(field: Field, nodes: readonly FieldNode[]): Root {
    const { schema } = this.#document;
    const type = getNamedType(field.type);
    const kind = field.extensions.root;
    const slot = (kind: Slot["kind"]) => this.#slot(kind, field, nodes, targetOf(field).name);
    switch (kind) {
      case "byId":
      case "byIds":
        return { kind, types: concreteTypes(schema, type), slot: slot("ids"), shape: this.#shape(type, nodes) };
      case "page":
      case "queue":
        return {
          kind: "page",
          types: concreteTypes(schema, targetOf(field)),
          slot: slot(kind),
          parts: this.#parts(type, nodes),
        };
      case "search":
      case "paths":
      case "counts":
        return { kind, slot: slot(kind), parts: this.#parts(type, nodes) };
      case "info":
        return { kind, parts: this.#parts(type, nodes) };
      case "changes":
      case undefined:
        throw new Error(`the root field ${field.name} has no plan`);
      default: {
        const never: never = kind;
        throw new Error(String(never));
      }
    }
  }

  #slot(kind: Slot["kind"], field: Field, nodes: readonly FieldNode[], of: string): number {
    // FieldsInSetCanMerge: fields merged under one key have the same arguments, so the first speaks for all.
    const [node] = nodes;
    if (node === undefined) throw new Error(`${field.name} is selected by no field`);
    const graph = field.extensions.graph;
    const under = graph?.kind === "edge" ? graph.arrow : undefined;
    // The concrete types of an interface share a field's arguments: one slot serves them all.
    const same = this.slots.findIndex(
      (slot) => slot.node === node && slot.kind === kind && slot.of === of && slot.under === under,
    );
    return same >= 0 ? same : this.slots.push({ kind, field, node, of, under }) - 1;
  }

  #shape(type: GraphQLNamedOutputType, parents: readonly FieldNode[]): Shape {
    const { schema } = this.#document;
    const sets = selectionSets(parents);
    const types: { [type: string]: readonly Selected[] } = {};
    for (const name of concreteTypes(schema, type)) {
      const object = isView(type) ? type : schema.getType(name);
      if (isObjectType(object)) types[name] = this.#selected(object, sets);
    }
    const typed = isAbstractType(type) && (this.#typed || areDifferent(Object.values(types)));
    return { kind: "shape", typed, types };
  }

  #selected(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): readonly Selected[] {
    return [...collectFields(this.#document, type, sets)].map(([key, group]) => this.#select(type, key, group));
  }

  #select(type: GraphQLObjectType, key: string, group: readonly FieldNode[]): Selected {
    const name = nameOf(group);
    if (name === "__typename") return { kind: "typename", key };
    const field = fieldOf(type, name);
    const target = getNamedType(field.type);
    const mapping = field.extensions.graph;
    switch (mapping?.kind) {
      case undefined:
        if (!isLeafType(target)) throw new Error(`${type.name}.${name} has no mapping`);
        return { kind: "property", key, name, required: isNonNullType(field.type), list: isList(field) };
      case "edge":
        return this.#edge(key, field, group);
      case "lineage":
        return { kind: "lineage", key, shape: this.#shape(target, group) };
      case "evidence":
        return { kind: "evidence", key, parts: this.#parts(target, group) };
      case "mentions":
        return {
          kind: "mentions",
          key,
          slot: this.#slot("passages", field, group, target.name),
          parts: this.#parts(target, group),
        };
      case "certainty":
        return { kind: "certainty", key, slot: this.#slot("held", field, group, type.name) };
      case "holdings": {
        const slot = this.#slot("held", field, group, type.name);
        return { kind: "holdings", key, of: mapping.of, slot, parts: this.#parts(target, group) };
      }
      case "later":
        this.#later = true;
        return { kind: "property", key, name: "id", required: true, list: false };
      case "coParticipants": {
        const slot = this.#slot("coParticipants", field, group, "Participation");
        return { kind: "coParticipants", key, slot, parts: this.#parts(target, group) };
      }
      default: {
        const never: never = mapping;
        throw new Error(String(never));
      }
    }
  }

  #edge(key: string, field: Field, group: readonly FieldNode[]): Selected {
    const hop = hopOf(this.#document.schema, field);
    const target = getNamedType(field.type);
    if (isConnection(target)) {
      const slot = this.#slot("page", field, group, targetOf(field).name);
      return { kind: "page", key, hop, slot, parts: this.#parts(target, group) };
    }
    const shape = this.#shape(target, group);
    if (isList(field)) return { kind: "many", key, hop, shape };
    return { kind: "one", key, hop, required: isNonNullType(field.type), shape };
  }

  /** The selections on an object that the server computes: a connection, an edge, a passage, a hit, a count … */
  #parts(type: GraphQLNamedType, parents: readonly FieldNode[]): Parts {
    if (!isObjectType(type)) throw new Error(`${type.name} is not an object type`);
    const fields = collectFields(this.#document, type, selectionSets(parents));
    return [...fields].map(([key, group]) => this.#part(type, key, group));
  }

  #part(type: GraphQLObjectType, key: string, group: readonly FieldNode[]): Part {
    const name = nameOf(group);
    if (name === "__typename") return { kind: "constant", key, value: type.name };
    const field = fieldOf(type, name);
    const target = getNamedType(field.type);
    if (isLeafType(target)) return { kind: "value", key, name };
    if (concreteTypes(this.#document.schema, target).length === 0) {
      return { kind: isList(field) ? "list" : "object", key, name, parts: this.#parts(target, group) };
    }
    const kind = isList(field) ? "nodes" : "node";
    return { kind, key, name, required: isNonNullType(field.type), shape: this.#shape(target, group) };
  }
}

/** Whether a row's type decides what is written for it. */
function areDifferent([first = [], ...others]: readonly (readonly Selected[])[]): boolean {
  if (first.some(({ kind }) => kind === "typename")) return true;
  const fields = JSON.stringify(first);
  return others.some((other) => JSON.stringify(other) !== fields);
}

const selectionSets = (nodes: readonly FieldNode[]) =>
  nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));

function nameOf([first]: readonly FieldNode[]): string {
  if (first === undefined) throw new Error("an empty group of fields");
  return first.name.value;
}
