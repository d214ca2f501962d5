import { bareEvidence, everyday, page, theirParticipation } from "./page.mjs";
import { list, one, variants } from "./rows.mjs";

const lookup = {
  name: "lookup",
  title: "lookup: one official by id",
  variants: (sample) => variants(sample.ids, 60),
  requests: {
    ours: (id) => ({ query: "query One($id: ID!) { official(id: $id) { id name kind } }", variables: { id } }),
    theirs: (id) => ({
      query: "query One($id: ID!) { officials(where: { id: { eq: $id } }) { id name kind } }",
      variables: { id },
    }),
    bare: (id) => ({ id }),
  },
  rows: {
    ours: ({ official }) => [official],
    theirs: ({ officials }) => officials,
    bare: (rows) => rows.map(list("id", "name", "kind")),
  },
};

const first = 20;

const filtered = {
  name: "filtered",
  title: "who held which role at which event: three nested filters, newest first",
  variants: (sample) =>
    variants(sample.provinces, 30).map((province, at) => ({
      province,
      role: at % 2 === 0 ? "CHAIR" : "SPEAKER",
      kind: at % 3 === 0 ? "ASSEMBLY" : "GOVERNMENT",
    })),
  requests: {
    ours: (variables) => ({
      query: `query Who($province: ID!, $role: Role!, $kind: OrganizationKind!, $first: Int!) {
  participations(first: $first, where: { role: { eq: $role }, event: { province: { id: { eq: $province } } },
    official: { tenures: { some: { position: { organization: { kind: { eq: $kind } } } } } } }) { nodes {
    id role official { id name } event { id name date } evidence { source { id title } start end asWritten } } } }`,
      variables: { ...variables, first },
    }),
    theirs: (variables) => ({
      query: `query Who($province: ID!, $role: String!, $kind: String!, $first: Int!) {
  participations(limit: $first, sort: [{ dateDesc: DESC }, { protocolKey: ASC }], where: { role: { eq: $role },
    event: { some: { province: { some: { id: { eq: $province } } } } },
    official: { some: { tenures: { some: { position: { some: { organization: { some: { kind: { eq: $kind } } } } } } } } } }) {
    id role official { id name } event { id name date }
    evidenceConnection(sort: [{ node: { id: ASC } }, { edge: { start: ASC } }, { edge: { end: ASC } }]) {
      edges { node { id title } properties { start end asWritten } } } } }`,
      variables: { ...variables, first },
    }),
    bare: (variables) => ({ ...variables, first }),
  },
  rows: {
    ours: ({ participations }) => participations.nodes,
    theirs: ({ participations }) =>
      participations.map(({ official, ...rest }) => ({ ...theirParticipation(rest), official: one(official) })),
    bare: (rows) =>
      rows.map(([id, role, officials, events, evidence]) => ({
        id,
        role,
        official: one(officials, list("id", "name")),
        event: one(events, list("id", "name", "date")),
        evidence: bareEvidence(evidence),
      })),
  },
};

const named = (key) => ({
  ours: ({ officials }) => officials.nodes,
  theirs: ({ officials }) => officials,
  bare: (rows) => rows.map(list(...key)),
});

const names = {
  name: "names",
  title: "officials by two beginnings of words in their names",
  variants: (sample) => sample.words,
  requests: {
    ours: (words) => ({
      query:
        "query Named($text: String!, $first: Int!) { officials(first: $first, where: { name: { matches: $text } }) { nodes { id name } } }",
      variables: { text: words.join(" "), first },
    }),
    theirs: ([a, b]) => ({
      query: `query Named($one: String!, $two: String!, $first: Int!) {
  officials(limit: $first, sort: [{ orderKey: ASC }], where: { AND: [{ searchKey: { contains: $one } }, { searchKey: { contains: $two } }] }) { id name } }`,
      variables: { one: ` ${a}`, two: ` ${b}`, first },
    }),
    bare: ([a, b]) => ({ one: ` ${a}`, two: ` ${b}`, first }),
  },
  rows: named(["id", "name"]),
};

const deep = {
  name: "deep",
  title: "deep page: 20 names near the end, by cursor",
  variants: (sample) => sample.places.slice(-12, -1),
  requests: {
    ours: ({ cursor }) => ({
      query:
        "query Deep($first: Int!, $after: String) { officials(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }",
      variables: { first, after: cursor },
    }),
    theirs: ({ orderKey }) => ({
      query: `query Deep($first: Int!, $after: String!) {
  officials(where: { orderKey: { gt: $after } }, sort: [{ orderKey: ASC }], limit: $first) { id name orderKey } }`,
      variables: { first, after: orderKey },
    }),
    bare: ({ orderKey }) => ({ first, after: orderKey }),
  },
  rows: {
    ...named(["id", "name"]),
    theirs: ({ officials }) => officials.map(({ id, name }) => ({ id, name })),
  },
};

/** Its ranking and its time logic are not to be had from @neo4j/graphql: only the bare driver is beside it. */
const signature = {
  name: "signature",
  title: "signature query: lineage, type, role, a post held then for certain, newest first",
  variants: (sample) => variants(sample.provinces, 20).map((province) => ({ province, role: "CHAIR", kind: "PARTY" })),
  requests: {
    ours: (variables) => ({
      query: `query Signature($province: ID!, $role: Role!, $kind: OrganizationKind!, $first: Int!) {
  participations(first: $first, where: { role: { eq: $role },
    event: { type: { in: [CONFERENCE] }, province: { inLineageOf: $province } },
    heldThen: { tenure: { position: { organization: { kind: { eq: $kind } } } }, atLeast: CERTAIN } }) { nodes {
    id role official { id name } event { id name date } } } }`,
      variables: { ...variables, first },
    }),
    bare: (variables) => ({ ...variables, first }),
  },
  rows: {
    ours: ({ participations }) => participations.nodes,
    bare: (rows) =>
      rows.map(([id, role, officials, events]) => ({
        id,
        role,
        official: one(officials, list("id", "name")),
        event: one(events, list("id", "name", "date")),
      })),
  },
};

const search = {
  name: "search",
  title: "search: the best 20 hits for a few words",
  variants: (sample) => sample.words,
  requests: {
    ours: (words) => ({
      query:
        "query Search($text: String!, $first: Int!) { search(text: $text, first: $first) { score entity { id name } } }",
      variables: { text: words.join(" "), first },
    }),
    bare: (words) => ({
      first,
      whole: words.join(" "),
      exact: lucene("exactKey", words),
      folded: lucene("searchKey", words),
      tokens: words.map((word) => ` ${word}`),
    }),
  },
  rows: {
    ours: ({ search: hits }) => hits.map(({ score, entity }) => ({ ...entity, score })),
    bare: (rows) => rows.map(([id, name, tier]) => ({ id, name, score: [1, 0.75, 0.5, 0.25][tier] })),
  },
};

const lucene = (field, words) => words.map((word) => `+${field}:${word}*`).join(" ");

const companions = {
  name: "companions",
  title: "co-participants: who was most often where this official was",
  variants: (sample) => sample.busy,
  requests: {
    ours: (id) => ({
      query:
        "query With($id: ID!, $first: Int!) { official(id: $id) { coParticipants(first: $first) { edges { eventCount node { id name } } } } }",
      variables: { id, first },
    }),
    bare: (id) => ({ id, first }),
  },
  rows: {
    ours: ({ official }) => official.coParticipants.edges.map(({ eventCount, node }) => ({ ...node, eventCount })),
    bare: (rows) => rows.map(list("id", "name", "eventCount")),
  },
};

/** All claims that lead from one to another; what a claim says beside is left out. */
const pathsBetween = {
  name: "paths",
  title: "paths: the first three of the shortest chains of claims between two officials",
  variants: (sample) => sample.busy.map((from, at) => ({ from, to: sample.ids[at] })),
  requests: {
    ours: (ends) => ({
      query: `query Paths($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 3) { length steps {
  from { id } via { ... on Node { id } } to { id } } } }`,
      variables: ends,
    }),
    bare: (ends) => ({ ...ends, first: 3 }),
  },
  rows: {
    ours: ({ paths }) =>
      paths.map(({ length, steps }) => ({ length, steps: steps.map(({ from, via, to }) => [from.id, via.id, to.id]) })),
    bare: (rows) => rows.map(list("length", "steps")),
  },
};

/** A tenth of the requests prefers a claim to others, or no longer: that changes no row of the page. */
const mixed = {
  ...page,
  name: "mixed",
  title: "nested page, every tenth request a write",
  statement: "page",
  weight: 1,
  writes: {
    variants: (sample) => sample.claims.flatMap((id) => ["PREFERRED", "NORMAL"].map((rank) => ({ id, rank }))),
    statement: "rank",
    ours: ({ id, rank }) => ({
      query: `mutation Rank($id: ID!, $rank: Rank!) { setRank(input: { claim: $id, rank: $rank, reason: "measured" }) {
  claim { id rank } userErrors { code message } } }`,
      variables: { id, rank },
    }),
    theirs: ({ id, rank }) => ({
      query: `mutation Rank($id: ID!, $rank: String!) { updateTenures(where: { id: { eq: $id } }, update: { rank: { set: $rank } }) {
  tenures { id rank } } }`,
      variables: { id, rank },
    }),
    bare: (parameters) => parameters,
  },
};

/** The page with kept answers: what caching makes of it, which is no measure of an engine. */
const cached = {
  ...page,
  name: "cached",
  title: "nested page, answers kept in the process (ROLEGRAPH_CACHE_BYTES as it is without a setting)",
  statement: "page",
  weight: 1,
  peers: ["rolegraph-neo4j-cached", "rolegraph-embedded-cached", "bare-driver", "neo4j-graphql"],
};

/** The page again, for more clients than a server has processors. */
const crowd = {
  ...page,
  name: "crowd",
  title: "nested page, 50 connections",
  statement: "page",
  weight: 1,
  connections: 50,
  peers: ["rolegraph-neo4j-2", ...everyday],
};

export const workloads = [
  page,
  lookup,
  filtered,
  names,
  deep,
  signature,
  search,
  companions,
  pathsBetween,
  crowd,
  mixed,
  cached,
];
