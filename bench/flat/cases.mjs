const first = 20;
const passage = "source { id title } start end asWritten";
const nested = `id name
  tenures(first: 5) { nodes { id from to position { id name organization { id name kind province { id name } } } evidence { ${passage} } } }
  participations(first: 5) { nodes { id role event { id name date } evidence { ${passage} } } }`;
const participations = (where) =>
  `participations(first: $first, where: ${where}) { nodes { id role official { id name } event { id name date } } }`;

const asked = (query) => (variables) => ({ query, variables: { first, ...variables } });

const search = asked(
  "query ($text: String!, $first: Int!) { search(text: $text, first: $first) { score entity { id name } } }",
);
export const searching = ({ text }) => search({ text });

/** What has to take as long on a hundred times the claims, each with its requests for one graph. */
export const cases = [
  {
    name: "page",
    requests: ({ places }) =>
      places.map(({ cursor: after }) =>
        asked(
          `query ($first: Int!, $after: String!) { officials(first: $first, after: $after) { nodes { ${nested} } } }`,
        )({ after }),
      ),
  },
  {
    name: "page of hubs",
    requests: ({ hubs: ids }) => [
      asked(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Official { ${nested} } } }`)({ ids, first: undefined }),
    ],
  },
  {
    name: "a hub's participations",
    requests: ({ hubs }) =>
      hubs.map((id) =>
        asked(`query ($id: ID!, $first: Int!) { ${participations("{ official: { id: { eq: $id } } }")} }`)({ id }),
      ),
  },
  {
    name: "lookup",
    requests: ({ places }) =>
      places.map(({ id }) =>
        asked("query ($id: ID!) { official(id: $id) { id name kind } }")({ id, first: undefined }),
      ),
  },
  {
    name: "filter by one event",
    requests: ({ events }) =>
      events.map((id) =>
        asked(`query ($id: ID!, $first: Int!) { ${participations("{ event: { id: { eq: $id } } }")} }`)({ id }),
      ),
  },
  {
    name: "events by province and date",
    requests: ({ provinces }) =>
      provinces.map((id) =>
        asked(
          'query ($id: ID!, $first: Int!) { events(first: $first, where: { province: { id: { eq: $id } }, date: { on: "2024" } }) { nodes { id name date } } }',
        )({ id }),
      ),
  },
  {
    name: "participations by province and date",
    requests: ({ provinces }) =>
      provinces.map((id) =>
        asked(
          `query ($id: ID!, $first: Int!) { ${participations('{ event: { province: { id: { eq: $id } }, date: { on: "2024" } } }')} }`,
        )({ id }),
      ),
  },
  {
    name: "last page by cursor, officials",
    requests: ({ lastOfficials: after }) => [
      asked(
        "query ($first: Int!, $after: String!) { officials(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }",
      )({ after }),
    ],
  },
  {
    name: "last page by cursor, participations",
    requests: ({ lastParticipations: after }) => [
      asked(
        "query ($first: Int!, $after: String!) { participations(first: $first, after: $after) { nodes { id role } pageInfo { hasNextPage endCursor } } }",
      )({ after }),
    ],
  },
  {
    name: "search with up to 400 hits",
    // As many hits in either graph.
    requests: ({ texts }) =>
      texts
        .filter(({ hits }) => hits >= 20 && hits <= 400)
        .slice(-12)
        .map(searching),
  },
];

const candidate = "role: { eq: CHAIR }, event: { type: { in: [CONFERENCE] }, province: { inLineageOf: $province } }";
const held = "heldThen: { tenure: { position: { organization: { kind: { eq: PARTY } } } }, atLeast: CERTAIN }";
export const signature = (province) =>
  asked(`query ($province: ID!, $first: Int!) { ${participations(`{ ${candidate}, ${held} }`)} }`)({ province });
export const candidates = (province) => ({
  query: `query ($province: ID!) { participations(where: { ${candidate} }) { totalCount } }`,
  variables: { province },
});

/** Shapes that no other request has: each set of leaves is a text of its own. */
export function shapes(count) {
  const leaves = ["kind", "birth", "death", "note", "aliases", "givenName: name"];
  const within = ["id", "role", "note", "award", "rank", "status", "recordedAt", "recordedBy"];
  return Array.from({ length: count }, (_, at) => {
    const of = (all, bits) => all.filter((_leaf, bit) => (bits >> bit) & 1).join(" ");
    return `{ officials(first: 5) { nodes { id ${of(leaves, at % 32)} tenures(first: 3) { nodes { id position { id name } } }
      participations(first: 3) { nodes { protocol: __typename ${of(within, at + 1)} event { id name date } } } } } }`;
  });
}
