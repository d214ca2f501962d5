import { page } from "../workloads/page.mjs";

/** Places in the graph from which the requests start. */
export async function samplesOf(answer) {
  const places = [];
  const walk =
    "query Walk($after: String) { officials(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
  for (let after = null; ; ) {
    const { officials } = await answer(walk, { after });
    places.push({ id: officials.nodes.at(-1).id, after });
    if (!officials.pageInfo.hasNextPage) break;
    after = officials.pageInfo.endCursor;
  }
  const { participationCounts: hubs } = await answer(
    "{ participationCounts(by: [OFFICIAL], first: 20) { official { id } count } }",
    {},
  );
  const { participationCounts: held } = await answer(
    "{ participationCounts(by: [PROVINCE], first: 30) { province { id } count } }",
    {},
  );
  const { events } = await answer("{ events(first: 100) { nodes { id } } }", {});
  const some = places.filter((_, at) => at % Math.ceil(places.length / 40) === 0);
  return {
    places: some,
    last: places.at(-1),
    hubs: hubs.flatMap(({ official }) => official?.id ?? []),
    provinces: held.flatMap(({ province }) => province?.id ?? []),
    events: events.nodes.map(({ id }) => id),
  };
}

const rows = "nodes { id role official { id name } event { id name date } }";
const search =
  "query Search($text: String!, $first: Int!) { search(text: $text, first: $first) { score matched entity { id name } } }";
const searchOf = (text) => ({
  query: search,
  variables: () => [{ text, first: 20 }],
  hits: async (answer) => {
    const lists = ["officials", "positions", "organizations", "provinces", "events", "resolutions", "anniversaries"];
    const counts = lists.map((list) => `${list}(where: { name: { matches: "${text}" } }, first: 1) { totalCount }`);
    const found = await answer(`{ ${counts.join(" ")} }`, {});
    return lists.reduce((sum, list) => sum + found[list].totalCount, 0);
  },
});

const days = ["2019", "2020", "2021", "2022", "2023"];

/** What is asked of a small and of a large graph alike. */
export const workloads = [
  {
    name: "page",
    goal: true,
    query: page.requests.ours({ cursor: null }).query,
    variables: ({ places }) => places.map(({ after }) => page.requests.ours({ cursor: after }).variables),
  },
  {
    name: "page of hubs",
    goal: true,
    query: `query Hubs($ids: [ID!]!) { officials(where: { id: { in: $ids } }) { nodes { id name participations(first: 5) { ${rows} } } } }`,
    variables: ({ hubs }) => [{ ids: hubs.slice(0, 10) }, { ids: hubs.slice(10) }],
  },
  {
    name: "lookup",
    goal: true,
    query: "query One($id: ID!) { official(id: $id) { id name kind } }",
    variables: ({ places }) => places.map(({ id }) => ({ id })),
  },
  {
    name: "one event",
    goal: true,
    query: `query Event($id: ID!) { participations(where: { event: { id: { eq: $id } } }) { ${rows} } }`,
    variables: ({ events }) => events.map((id) => ({ id })),
  },
  {
    name: "province and date",
    goal: true,
    query: `query Held($id: ID!, $on: PartialDate!) { events(where: { province: { id: { eq: $id } }, date: { on: $on } }) { nodes { id name date } } }`,
    variables: ({ provinces }) => provinces.map((id, at) => ({ id, on: days[at % days.length] })),
  },
  {
    name: "last page",
    goal: true,
    query:
      "query Last($after: String) { officials(first: 20, after: $after) { nodes { id name } pageInfo { endCursor } } }",
    variables: ({ last }) => [{ after: last.after }],
  },
  { name: "search", goal: true, ...searchOf("mai van huynh") },
  { name: "search, two rare words", goal: true, ...searchOf("quynh anh") },
  { name: "search, many hits", ...searchOf("nguyen") },
  {
    name: "participations, newest first",
    query: `{ participations { ${rows} } }`,
    variables: () => [{}],
  },
  {
    name: "order by neighbour",
    query: `{ participations(orderBy: [{ official: { givenName: ASC } }]) { ${rows} } }`,
    variables: () => [{}],
  },
  {
    name: "count by two",
    query: "{ participationCounts(by: [OFFICIAL, YEAR], first: 10) { count year official { id } } }",
    variables: () => [{}],
  },
  {
    name: "co-participants",
    query:
      "query With($id: ID!) { official(id: $id) { coParticipants(first: 5) { edges { eventCount node { id name } } } } }",
    variables: ({ hubs }) => hubs.map((id) => ({ id })),
  },
  {
    name: "path",
    query:
      "query Path($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 3) { length steps { to { name } } } }",
    variables: ({ places }) => places.slice(1).map(({ id }, at) => ({ from: places[at].id, to: id })),
  },
  {
    name: "filter that finds nothing",
    query: '{ participations(where: { roleAsWritten: { matches: "khong co vai nay" } }) { totalCount nodes { id } } }',
    variables: () => [{}],
  },
];
