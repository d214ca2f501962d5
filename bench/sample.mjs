import neo4j from "neo4j-driver";

/** Places in the graph from which the requests start: the same for every peer. */
export async function sampleOf({ peers, login }) {
  const ours = peers.find(({ name }) => name === "rolegraph-neo4j");
  const places = await placesOf(ours.url);
  const driver = neo4j.driver(login.BENCH_URI, neo4j.auth.basic("neo4j", login.BENCH_PASSWORD));
  try {
    const rows = async (statement, parameters) =>
      (await driver.executeQuery(statement, parameters)).records.map((record) => record.get(0));
    const ids = places.map(({ id }) => id);
    const keys = await rows("UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.orderKey", { ids });
    const provinces = await rows(
      "MATCH (p:VisibleParticipation) WHERE p.provinceId IS NOT NULL WITH p.provinceId AS id, count(*) AS c ORDER BY c DESC, id LIMIT 30 RETURN id",
    );
    const busy = await rows(
      "MATCH (p:VisibleParticipation) WHERE p.officialId IS NOT NULL WITH p.officialId AS id, count(*) AS c ORDER BY c DESC, id SKIP 5 LIMIT 10 RETURN id",
    );
    const claims = await rows("MATCH (t:VisibleTenure) WITH t.id AS id ORDER BY id LIMIT 50 RETURN id");
    return {
      ids,
      provinces,
      words,
      busy,
      claims,
      places: places.map((place, at) => ({ ...place, orderKey: keys[at] })),
    };
  } finally {
    await driver.close();
  }
}

/** Beginnings of words that some officials' names have. */
const words = [
  "ng,hu",
  "tr,th",
  "le,mi",
  "ph,du",
  "van,h",
  "thi,l",
  "vo,t",
  "hoang,q",
  "dang,t",
  "bui,a",
  "ho,n",
  "mai,h",
].map((pair) => pair.split(","));

/** Walks through all officials by name: the last of each hundred, with the cursor that leads on from it. */
async function placesOf(url) {
  const query =
    "query Walk($after: String) { officials(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
  const places = [];
  for (let after = null; ; ) {
    const { data, errors } = await post(url, { query, variables: { after } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const { nodes, pageInfo } = data.officials;
    if (!pageInfo.hasNextPage) return places;
    after = pageInfo.endCursor;
    places.push({ id: nodes.at(-1).id, cursor: after });
  }
}

export const headersOf = (token) => ({
  "content-type": "application/json",
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
});

export async function post(url, body, token) {
  const response = await fetch(url, {
    method: "POST",
    headers: headersOf(token),
    body: JSON.stringify(body),
  });
  return response.json();
}
