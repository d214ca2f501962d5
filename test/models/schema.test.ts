import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  execute,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validateSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { claimId } from "../../src/domain/identity.js";
import { isNodeType, nodeTypes } from "../../src/graph/node-types.js";
import { Row, TYPE } from "../../src/graph/row.js";
import { provincesDocument } from "../../src/load/provinces.js";
import { buildSchema, printedSchema } from "../../src/resolvers/schema.js";
import { type Claim, dataFolder, documents } from "../data/bundled.js";
import { isUsable, snippetsIn } from "./examples.js";
import { describedIn, fieldsOf, ownTypes } from "./schema-walk.js";

const root = join(import.meta.dirname, "../..");
const schema = buildSchema(() => null);
const described = describedIn(schema);
const emitted = readFileSync(join(root, "schema.graphql"), "utf8");

describe("what the visitor of the playground reads", () => {
  it("describes every type, field, argument, input field and enum value with an example", () => {
    const without = described.filter(({ description }) => !/\bexample\b|`/.test(description ?? ""));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it("shows only examples that can be sent as they stand", () => {
    const broken = described.flatMap((each) =>
      snippetsIn(each.description ?? "")
        .filter((snippet) => !isUsable(schema, snippet, each))
        .map((snippet) => `${each.path}: ${snippet}`),
    );
    expect(broken).toEqual([]);
  });

  it("names only things that the bundled graph has", () => {
    const known = bundledIds();
    const named = described.flatMap(
      ({ description }) => description?.match(/\b[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*\b/g) ?? [],
    );
    const ids = named.filter((id) => isNodeType(nodeTypeOf(id)) || id.startsWith("event/"));
    expect(ids.length).toBeGreaterThan(20);
    expect([...new Set(ids)].filter((id) => !known.has(id))).toEqual([]);
  });
});

describe("the mapping beside the fields", () => {
  it("covers every field of a node that is not a property of it, also where an interface declares it", () => {
    const owners = ownTypes(schema).filter(({ name }) => isNodeType(name) || isInterfaceType(schema.getType(name)));
    const unmapped = owners.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => field.extensions.graph === undefined && !isLeafType(getNamedType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(unmapped).toEqual([]);
  });

  it("is the same on a type as on the interface that declares the field", () => {
    for (const type of ownTypes(schema)) {
      if (!isObjectType(type)) continue;
      for (const declared of type.getInterfaces().flatMap(fieldsOf)) {
        expect(type.getFields()[declared.name]?.extensions.graph).toEqual(declared.extensions.graph);
      }
    }
  });

  it("says of every root field how it is answered, and of nothing else", () => {
    const roots = ownTypes(schema).flatMap((type) =>
      fieldsOf(type)
        .filter((field) => (field.extensions.root !== undefined) !== (type === schema.getQueryType()))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(roots).toEqual([]);
  });

  it("knows every node type, and of all others has only ids from which resolvers go on", () => {
    const node = schema.getType("Node");
    const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect([...nodes].sort()).toEqual([...nodeTypes].sort());
    for (const type of ownTypes(schema)) {
      if (!isObjectType(type) || isNodeType(type.name)) continue;
      const mapped = fieldsOf(type).filter(({ extensions }) => extensions.graph !== undefined);
      expect(mapped.filter(({ extensions }) => extensions.graph?.kind !== "later")).toEqual([]);
    }
  });

  it("stores enum values as they are answered", () => {
    for (const type of ownTypes(schema)) {
      if (isEnumType(type)) for (const { name, value } of type.getValues()) expect(value).toBe(name);
    }
  });
});

describe("filters", () => {
  it("name their fields as the type does, but for a few that say something of their own", () => {
    const own = new Set(["and", "or", "not", "source", "type"]);
    const special = ownTypes(schema).flatMap((input) => {
      const type = schema.getType(input.name.replace(/Filter$/, ""));
      if (!isInputObjectType(input) || !(isObjectType(type) || isInterfaceType(type))) return [];
      const names = Object.keys(input.getFields()).filter((name) => !own.has(name) && !(name in type.getFields()));
      return names.map((name) => `${input.name}.${name}`);
    });
    expect(special.sort()).toEqual([
      "EventFilter.kind",
      "ProvinceFilter.inLineageOf",
      "TenureFilter.on",
      "TopicFilter.anniversary",
      "TopicFilter.resolution",
      "TopicFilter.subjectEvent",
    ]);
  });
});

describe("the schema", () => {
  it("is valid and is what schema.graphql says", () => {
    expect(validateSchema(schema)).toEqual([]);
    expect(printSchema(lexicographicSortSchema(schema))).toBe(emitted.trimEnd());
    expect(printedSchema()).toBe(emitted);
  });

  it("reads rows by response key and tells abstract types apart at once", () => {
    const row = Object.assign(new Row(), { [TYPE]: "Province", first: "Kiên Giang", second: "An Giang" });
    const answer = execute({
      schema: buildSchema(() => row),
      document: parse(`{node(id: "province/kien-giang") {__typename ... on Province {first: name second: name}}}`),
    });
    expect(answer).toEqual({ data: { node: { __typename: "Province", first: "Kiên Giang", second: "An Giang" } } });
    for (const type of ownTypes(schema)) if (isAbstractType(type)) expect(type.resolveType).toBeTypeOf("function");
  });

  it.each([
    ["PartialDate", "2023-02-30", "A PartialDate is YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists."],
    ["PartialDate", "2023-9", "A PartialDate is YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists."],
    ["DateTime", "2026-11-23", "A DateTime is an ISO 8601 instant with its offset"],
    ["DateTime", "2026-02-30T00:00:00Z", "A DateTime is an ISO 8601 instant with its offset"],
  ])("refuses %s %s with a sentence", (name, text, sentence) => {
    const type = schema.getType(name);
    if (!isLeafType(type) || isEnumType(type)) throw new Error(`${name} is no scalar`);
    expect(() => type.parseValue(text)).toThrow(sentence);
  });

  it("answers instants as they are stored and takes them in any offset", () => {
    const type = schema.getType("DateTime");
    if (!isLeafType(type)) throw new Error("DateTime is no scalar");
    expect(type.serialize("2026-11-23T00:00:00.000Z")).toBe("2026-11-23T00:00:00.000Z");
    expect(type.parseValue("2026-11-23T07:00:00+07:00")).toBe("2026-11-23T00:00:00.000Z");
  });
});

const nodeTypeOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1, id.indexOf("/"));

/** The ids of everything in data/. Of claims, those that the natural keys of section 1 of the design give. */
function bundledIds(): ReadonlySet<string> {
  const provinces = provincesDocument(readFileSync(join(dataFolder, "provinces.csv"), "utf8"), "");
  return new Set([
    ...(provinces.entities ?? []).map(({ id }) => id),
    ...documents.flatMap(({ source, entities, claims }) => [
      source.id,
      ...entities.map(({ id }) => id),
      ...claims.flatMap(idOf),
    ]),
  ]);
}

function idOf({ type, official, position, event, role, subject, kind }: Claim): readonly string[] {
  const key = {
    Tenure: [official, position, "1"],
    Participation: [official, event, role],
    Topic: [event, subject, kind],
  };
  const parts =
    Object.entries(key)
      .find(([name]) => name === type)?.[1]
      .filter((part) => part !== undefined) ?? [];
  const claim = type.toLowerCase();
  return claim === "tenure" || claim === "participation" || claim === "topic" ? [claimId(claim, parts)] : [];
}
