import neo4j from "neo4j-driver";
import { variants } from "../workloads/rows.mjs";
import { ask } from "./ask.mjs";

export const driverOf = ({ uri, auth }) =>
  neo4j.driver(uri, neo4j.auth.basic(...auth), { disableLosslessIntegers: true });

/** Places in one graph from which the requests start. */
export async function sampleOf(server) {
  const driver = driverOf(server);
  const rows = async (statement, parameters) =>
    (await driver.executeQuery(statement, parameters, { database: "neo4j" })).records.map((each) => each.toObject());
  try {
    const ids = async (statement) => (await rows(statement)).map(({ id }) => id);
    return {
      ...(await placesOf(server)),
      hubs: await ids(
        "MATCH (p:VisibleParticipation) WHERE p.officialId IS NOT NULL WITH p.officialId AS id, count(*) AS c ORDER BY c DESC, id LIMIT 20 RETURN id",
      ),
      // Of one size in either graph.
      events: await ids(
        "MATCH (p:VisibleParticipation) WITH p.eventId AS id, count(*) AS c WHERE c IN [6, 7] WITH id ORDER BY id LIMIT 20 RETURN id",
      ),
      provinces: await ids(
        "MATCH (e:Event) WHERE e.provinceId IS NOT NULL AND e.dateMin STARTS WITH '2024' WITH e.provinceId AS id, count(*) AS c ORDER BY c DESC, id LIMIT 10 RETURN id",
      ),
      texts: await textsOf(rows),
    };
  } finally {
    await driver.close();
  }
}

/** Walks through all officials by name. */
async function placesOf({ urls }) {
  const url = urls.neo4j;
  const query =
    "query Walk($after: String) { officials(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
  const places = [];
  for (let after = null; ; ) {
    const { nodes, pageInfo } = (await ask(url, { query, variables: { after } })).data.officials;
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
    places.push({ id: nodes.at(-1).id, cursor: after });
  }
  const near = await ask(url, {
    query: "{ officials(last: 41) { pageInfo { startCursor } } participations(last: 41) { pageInfo { startCursor } } }",
  });
  return {
    places: variants(places, 20),
    lastOfficials: near.data.officials.pageInfo.startCursor,
    lastParticipations: near.data.participations.pageInfo.startCursor,
  };
}

/** Beginnings of two words, with how many entities have both. */
async function textsOf(rows) {
  const words = [
    "ng",
    "tr",
    "le",
    "ph",
    "van",
    "thi",
    "vo",
    "hoang",
    "dang",
    "bui",
    "ho",
    "mai",
    "quang",
    "xuan",
    "yen",
  ];
  const more = ["huyen", "truong", "thuy", "quy", "son", "hai", "th", "minh", "du", "ti", "khanh", "bao", "vi", "kieu"];
  const found = [];
  for (const text of words.flatMap((a) => more.map((b) => `${a} ${b}`))) {
    const lucene = text.replaceAll(/(\S+)/g, "+exactKey:$1*");
    const [{ hits }] = await rows(
      "CALL db.index.fulltext.queryNodes('entity_search', $lucene) YIELD node RETURN count(*) AS hits",
      { lucene },
    );
    found.push({ text, hits });
  }
  return found.sort((a, b) => a.hits - b.hits);
}
