import neo4j from "neo4j-driver";
import { startNeo4j } from "../scripts/neo4j/server.mjs";

const batch = 5_000;

/**
 * Seconds that a plain UNWIND … CREATE takes for the rows that the loader has stored: the same nodes, relationships,
 * constraints and indexes, in a database of its own; nothing read, nothing checked, nothing derived.
 */
export async function plainCreate({ login, log }) {
  const graph = await rowsOf(login);
  log("loading the same rows by a plain UNWIND … CREATE");
  const server = await startNeo4j({ log });
  const driver = neo4j.driver(server.uri, neo4j.auth.basic("neo4j", server.password));
  try {
    for (const statement of graph.schema) await driver.executeQuery(statement);
    await driver.executeQuery("CALL db.awaitIndexes(300)");
    const start = performance.now();
    for (const [labels, rows] of graph.nodes) {
      await inBatches(driver, rows, `CREATE (n:${labels}) SET n = row`);
    }
    for (const [kind, rows] of graph.relationships) {
      const [type, from, to] = kind.split(" ");
      const ends = `MATCH (a:${from} {id: row.from}) MATCH (b:${to} {id: row.to})`;
      await inBatches(driver, rows, `${ends} CREATE (a)-[r:${type}]->(b) SET r = row.properties`);
    }
    return (performance.now() - start) / 1000;
  } finally {
    await driver.close();
    await server.stop();
  }
}

/** Where ids are unique, so that the ends of relationships are sought. */
const family = "[label IN labels(@) WHERE label IN ['Entity', 'Claim', 'Source']][0]";

async function rowsOf({ BENCH_URI, BENCH_PASSWORD }) {
  const driver = neo4j.driver(BENCH_URI, neo4j.auth.basic("neo4j", BENCH_PASSWORD));
  const rows = async (statement) =>
    (await driver.executeQuery(statement)).records.map((record) => [...record.values()]);
  try {
    const schema = await rows(
      "SHOW INDEXES YIELD owningConstraint, type, createStatement WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN createStatement",
    );
    const constraints = await rows("SHOW CONSTRAINTS YIELD createStatement RETURN createStatement");
    const nodes = await rows("MATCH (n) WHERE n:Entity OR n:Claim OR n:Source RETURN labels(n), properties(n)");
    const where = `${family.replace("@", "a")} AS af, ${family.replace("@", "b")} AS bf`;
    const relationships = await rows(
      `MATCH (a)-[r]->(b) WITH a, r, b, ${where} WHERE af IS NOT NULL AND bf IS NOT NULL RETURN type(r) + ' ' + af + ' ' + bf, {from: a.id, to: b.id, properties: properties(r)}`,
    );
    return {
      schema: [...constraints, ...schema].map(([statement]) => statement),
      nodes: grouped(nodes.map(([labels, properties]) => [labels.join(":"), properties])),
      relationships: grouped(relationships),
    };
  } finally {
    await driver.close();
  }
}

function grouped(pairs) {
  const groups = new Map();
  for (const [key, row] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

async function inBatches(driver, rows, statement) {
  for (let at = 0; at < rows.length; at += batch) {
    await driver.executeQuery(`UNWIND $rows AS row ${statement}`, { rows: rows.slice(at, at + batch) });
  }
}
