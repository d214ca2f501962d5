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
import { EventQueries } from "./event.js";
import { GraphInfoQueries } from "./graph-info.js";
import { NodeQueries } from "./node.js";
import { OfficialQueries } from "./official.js";
import { OrganizationQueries } from "./organization.js";
import { ParticipationQueries } from "./participation.js";
import { ParticipationCountQueries } from "./participation-counts.js";
import { PathQueries } from "./paths.js";
import { PositionQueries } from "./position.js";
import { ProvinceQueries } from "./province.js";
import { ResolutionQueries } from "./resolution.js";
import { SearchQueries } from "./search.js";
import { SourceQueries } from "./source.js";
import { TenureQueries } from "./tenure.js";
import { TopicQueries } from "./topic.js";

/** Rows are keyed by response key, so that two aliases of one field never meet. */
export const byResponseKey: GraphQLFieldResolver<unknown, unknown> = (row, _args, _context, info) =>
  (row as Readonly<Record<string, unknown>>)[info.path.key];

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
] as const;

/**
 * The schema. `root` resolves every root field to rows, which already are the response: each further field reads its
 * row, and abstract types are told apart by it, synchronously. So type-graphql's resolvers, which read by field name
 * and answer with promises, are replaced.
 */
export function buildSchema<Context>(root: GraphQLFieldResolver<unknown, Context>): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers, validate: false });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isAbstractType(type)) type.resolveType = typeOfRow;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = type === schema.getQueryType() ? root : byResponseKey;
    }
  }
  return schema;
}

/** The text of schema.graphql: sorted, so that a moved declaration is no change. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(buildSchema(() => null)))}\n`;
