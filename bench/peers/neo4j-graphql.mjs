// @neo4j/graphql behind Apollo Server, as its documentation sets it up.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { openDriver } from "./driver.mjs";

const driver = openDriver();
const typeDefs = readFileSync(new URL("type-defs.graphql", import.meta.url), "utf8");
// Comparisons of strings must be asked for: a page is then found by its key, not by counting off all before it.
const features = { filters: { String: { GT: true } } };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const server = new ApolloServer({
  schema,
  // To the peer's advantage: cache control wraps every resolver, and Rolegraph has it off as well.
  plugins: [ApolloServerPluginCacheControlDisabled()],
});
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: 0 },
  context: async () => ({ sessionConfig: { database: "neo4j", defaultAccessMode: "READ" } }),
});
process.send?.({ url });
