import { type Driver, Neo4jError } from "neo4j-driver";
import { seekIndexes } from "../cypher/seek.js";
import { assertKnown, migrate, migrations, type Neo4jMigration } from "./migrations.js";

/** The full-text index whose tokens are our own folds: the whitespace analyzer drops no stop words. */
const SEARCH_INDEX = "entity_search";

const unique: readonly (readonly [label: string, property: string])[] = [
  ...["Entity", "Claim", "Source", "RolegraphMeta", "Redirect", "Remembered", "Removed"].map(
    (label) => [label, "id"] as const,
  ),
  ["Change", "seq"],
];

/** Range indexes: label and properties. Each serves an order or a seek that a measured statement uses. */
const ranges: readonly (readonly [label: string, ...properties: string[]])[] = [
  ...[
    "Official",
    "Position",
    "Organization",
    "Province",
    "Event",
    "Conference",
    "Resolution",
    "Anniversary",
    "Source",
  ].map((label) => [label, "orderKey"] as const),
  ["Entity", "nameFold", "orderKey"],
  ["Province", "lineageId"],
  ...["Event", "Conference"].flatMap((label) => [
    [label, "dateDesc", "id"] as const,
    [label, "dateAsc", "id"] as const,
  ]),
  ["VisibleParticipation", "dateDesc", "protocolKey"],
  ["VisibleParticipation", "dateAsc", "protocolKey"],
  ["VisibleTenure", "fromAsc", "protocolKey"],
  ["VisibleTopic", "protocolKey"],
  ["Claim", "status", "recordedAt"],
  ["Source", "sha256"],
  ["Change", "actor", "seq"],
  ["ChangeSubject", "id", "seq"],
  ["Redirect", "to"],
  ["Remembered", "at"],
  ...seekIndexes,
];

const nameOf = (label: string, properties: readonly string[]) =>
  ["rolegraph", label, ...properties].map((part) => part.toLowerCase()).join("_");

function schemaStatements(): readonly string[] {
  return [
    ...unique.map(
      ([label, property]) =>
        `CREATE CONSTRAINT ${nameOf(label, [property])} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${property} IS UNIQUE`,
    ),
    ...ranges.map(([label, ...properties]) => {
      const keys = properties.map((property) => `n.${property}`).join(", ");
      return `CREATE RANGE INDEX ${nameOf(label, properties)} IF NOT EXISTS FOR (n:${label}) ON (${keys})`;
    }),
    `CREATE FULLTEXT INDEX ${SEARCH_INDEX} IF NOT EXISTS FOR (n:Entity) ON EACH [n.searchKey, n.exactKey] OPTIONS { indexConfig: { \`fulltext.analyzer\`: 'whitespace' } }`,
  ];
}

/**
 * Refuses a graph of a newer layout and migrates one of an older; makes constraints and indexes, and waits until they
 * answer.
 */
export async function prepareSchema(
  driver: Driver,
  database: string | undefined,
  steps: readonly Neo4jMigration[] = migrations,
): Promise<void> {
  const target = database === undefined ? {} : { database };
  const { records } = await driver.executeQuery(
    "MATCH (m:RolegraphMeta) RETURN m.schemaVersion AS version",
    {},
    target,
  );
  // Before anything is made in it.
  assertKnown(Number(records[0]?.get("version") ?? 0));
  for (const statement of schemaStatements()) await make(statement, (text) => driver.executeQuery(text, {}, target));
  await migrate(driver, target, steps);
  await driver.executeQuery("CALL db.awaitIndexes(300)", {}, target);
}

const MAKE_ATTEMPTS = 5;

/**
 * IF NOT EXISTS looks before it waits for the label's lock: where another server made the same meanwhile, it fails. The
 * next attempt finds it, or says what else is in the way.
 */
async function make(statement: string, run: (text: string) => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run(statement);
      return;
    } catch (error) {
      const isMade = error instanceof Neo4jError && /^Neo\.ClientError\.Schema\..*Exists$/.test(error.code);
      if (!isMade || attempt === MAKE_ATTEMPTS) throw error;
    }
  }
}
