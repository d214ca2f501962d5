import type { Driver, RecordShape } from "neo4j-driver";

/** Deletes all data, constraints and indexes, so that the next suite meets the database as a new one. */
export async function wipe(driver: Driver, database = "neo4j"): Promise<void> {
  // In portions: one transaction for a large graph would not fit the test server's memory.
  await run(driver, database, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
  for (const { name } of await run<{ name: string }>(driver, database, "SHOW CONSTRAINTS YIELD name")) {
    await run(driver, database, `DROP CONSTRAINT ${quoted(name)}`);
  }
  // Token lookup indexes are there from the start, and every label scan rests on them.
  const indexes = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name";
  for (const { name } of await run<{ name: string }>(driver, database, indexes)) {
    await run(driver, database, `DROP INDEX ${quoted(name)}`);
  }
}

export async function isEmpty(driver: Driver, database = "neo4j"): Promise<boolean> {
  const rows = await run(driver, database, "MATCH (n) RETURN 1 AS found LIMIT 1");
  return rows.length === 0;
}

/** Auto-commit, which `IN TRANSACTIONS` requires. */
async function run<Row extends RecordShape>(driver: Driver, database: string, statement: string): Promise<Row[]> {
  const session = driver.session({ database });
  try {
    const { records } = await session.run<Row>(statement);
    return records.map((record) => record.toObject());
  } finally {
    await session.close();
  }
}

const quoted = (name: string) => `\`${name.replaceAll("`", "``")}\``;
