import "reflect-metadata";
import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { buildSchemaSync } from "type-graphql";
import { typeOfRow } from "../graph/row.js";
import { AnniversaryQueries } from "./anniversary.js";
import { ChangeQueries } from "./changes.js";
import { EventQueries } from "./event.js";
import { GraphInfoQueries } from "./graph-info.js";
import { changes, later } from "./later.js";
import { ClaimMutations } from "./mutations/claims.js";
import { GraphMutations } from "./mutations/graph.js";
import { RecordEntityMutations } from "./mutations/record-entities.js";
import { ReviseMutations } from "./mutations/revise.js";
import { settled } from "./mutations/settle.js";
import { NodeQueries } from "./node.js";
import { OfficialQueries } from "./official.js";
import { OrganizationQueries } from "./organization.js";
import { ParticipationQueries } from "./participation.js";
import { ParticipationCountQueries } from "./participation-counts.js";
import { PathQueries } from "./paths.js";
import { PositionQueries } from "./position.js";
import { ProvinceQueries } from "./province.js";
import { heldBy } from "./read.js";
import { ResolutionQueries } from "./resolution.js";
import { SearchQueries } from "./search.js";
import { SourceQueries } from "./source.js";
import { TenureQueries } from "./tenure.js";
import { TopicQueries } from "./topic.js";

const byKey: GraphQLFieldResolver<unknown, unknown> = (parent, _args, _context, info) => heldBy(parent, info);

const resolvers = [
  NodeQueries,
  OfficialQueries,
  PositionQueries,
  OrganizationQueries,
  ProvinceQueries,
  EventQueries,
  ResolutionQueries,
  AnniversaryQueries,
  SourceQueries,
  ParticipationQueries,
  TenureQueries,
  TopicQueries,
  ParticipationCountQueries,
  SearchQueries,
  PathQueries,
  GraphInfoQueries,
  ChangeQueries,
  RecordEntityMutations,
  ReviseMutations,
  ClaimMutations,
  GraphMutations,
] as const;

/** type-graphql has no place for what root types say. */
const rootDescriptions: Readonly<Record<string, string>> = {
  Query:
    'All that can be read, from a name, an id or a filter on, for example `search(text: "mai huynh") {entity {id name}}`.',
  Mutation:
    "What curators write: each field is a verb of the domain, done whole or not at all, and done once however often it is sent. It needs a token with the role `curator` or `admin`.",
};

/**
 * The schema. `root` resolves every planned root field to rows, which already are the response: each further field reads
 * its row, and abstract types are told apart by it, synchronously. So type-graphql's resolvers, which read by field name
 * and answer with promises, are replaced, but for those of mutations.
 */
export function buildSchema<Context>(root: GraphQLFieldResolver<unknown, Context>): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    validate: { stopAtFirstError: true, validationError: { target: false } },
  });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isAbstractType(type)) type.resolveType = typeOfRow;
    if (!isObjectType(type)) continue;
    type.description ??= rootDescriptions[type.name];
    for (const field of Object.values(type.getFields())) {
      const { graph, root: mapping } = field.extensions;
      if (type === schema.getMutationType()) field.resolve = settled(field.resolve ?? byKey);
      else if (graph?.kind === "later") field.resolve = later[graph.by];
      else if (mapping !== undefined) field.resolve = mapping === "changes" ? changes : root;
      else field.resolve = byKey;
    }
  }
  return schema;
}

/** The text of schema.graphql: sorted, so that a moved declaration is no change. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(buildSchema(() => null)))}\n`;
