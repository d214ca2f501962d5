import type { GraphQLResolveInfo } from "graphql";
import { Row } from "../graph/row.js";

/**
 * What an object holds for a field. Rows of an engine are keyed by response key, so that two aliases of one field never
 * meet; what a resolver made is keyed by the field's name.
 */
export const heldBy = (parent: unknown, { path, fieldName }: GraphQLResolveInfo): unknown =>
  (parent as Readonly<Record<string, unknown>>)[parent instanceof Row ? path.key : fieldName];
