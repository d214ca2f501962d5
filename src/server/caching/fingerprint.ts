import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GraphQLSchema, printSchema } from "graphql";
import { projectRoot } from "../project-root.js";
import { digest } from "./etag.js";

/** What two servers over one graph must have in common so that their answers are the same. */
export function fingerprintOf(schema: GraphQLSchema, settings: Readonly<Record<string, unknown>>): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(projectRoot(), "package.json"), "utf8"),
  );
  return digest(`${version}\n${JSON.stringify(settings)}\n${printSchema(schema)}`);
}
