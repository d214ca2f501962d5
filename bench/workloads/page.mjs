import { list, one, variants } from "./rows.mjs";

/** Those that measure an engine: each in one process, with no answer kept. */
export const everyday = ["rolegraph-neo4j", "rolegraph-embedded", "bare-driver", "neo4j-graphql"];

const nested = 5;
const first = 20;

const passage = "source { id title } start end asWritten";
const ours = `query Page($first: Int!, $nested: Int!, $after: String) {
  officials(first: $first, after: $after) { nodes {
    id name
    tenures(first: $nested) { nodes { id from to
      position { id name organization { id name kind province { id name } } }
      evidence { ${passage} } } }
    participations(first: $nested) { nodes { id role event { id name date } evidence { ${passage} } } }
  } }
}`;

const evidence = `evidenceConnection(sort: [{ node: { id: ASC } }, { edge: { start: ASC } }, { edge: { end: ASC } }]) {
  edges { node { id title } properties { start end asWritten } } }`;
const theirs = `query Page($first: Int!, $nested: Int!, $after: String!) {
  officials(where: { orderKey: { gt: $after } }, sort: [{ orderKey: ASC }], limit: $first) {
    id name
    tenures(limit: $nested, sort: [{ fromAsc: ASC }, { protocolKey: ASC }]) { id from to
      position { id name organization { id name kind province { id name } } } ${evidence} }
    participations(limit: $nested, sort: [{ dateDesc: DESC }, { protocolKey: ASC }]) {
      id role event { id name date } ${evidence} }
  }
}`;

/** 20 officials with posts, organizations, provinces, events and evidence. */
export const page = {
  name: "page",
  // Most goals are about it.
  weight: 2,
  title: "nested page: 20 officials with posts, organizations, provinces, events, evidence",
  variants: (sample) => variants(sample.places, 40),
  requests: {
    ours: ({ cursor }) => ({ query: ours, variables: { first, nested, after: cursor } }),
    theirs: ({ orderKey }) => ({ query: theirs, variables: { first, nested, after: orderKey } }),
    bare: ({ orderKey }) => ({ first, nested, after: orderKey }),
  },
  rows: {
    ours: ({ officials }) =>
      officials.nodes.map((each) => ({
        ...each,
        tenures: each.tenures.nodes,
        participations: each.participations.nodes,
      })),
    theirs: ({ officials }) => officials.map(theirOfficial),
    bare: (rows) => rows.map(bareOfficial),
  },
};

function theirOfficial({ id, name, tenures, participations }) {
  return {
    id,
    name,
    tenures: tenures.map(({ position, evidenceConnection, ...tenure }) => ({
      ...tenure,
      position: one(position, ({ organization, ...rest }) => ({
        ...rest,
        organization: one(organization, ({ province, ...more }) => ({ ...more, province: one(province) })),
      })),
      evidence: theirEvidence(evidenceConnection),
    })),
    participations: participations.map(theirParticipation),
  };
}

export const theirParticipation = ({ event, evidenceConnection, ...rest }) => ({
  ...rest,
  event: one(event),
  evidence: theirEvidence(evidenceConnection),
});

const theirEvidence = ({ edges }) => edges.map(({ node, properties }) => ({ source: node, ...properties }));

export const bareEvidence = (rows) =>
  rows.map(([id, title, start, end, asWritten]) => ({ source: { id, title }, start, end, asWritten }));

const bareOfficial = ([id, name, tenures, participations]) => ({
  id,
  name,
  tenures: tenures.map(([tenure, from, to, positions, evidence]) => ({
    id: tenure,
    from,
    to,
    position: one(positions, ([position, title, organizations]) => ({
      id: position,
      name: title,
      organization: one(organizations, ([organization, label, kind, provinces]) => ({
        id: organization,
        name: label,
        kind,
        province: one(provinces, list("id", "name")),
      })),
    })),
    evidence: bareEvidence(evidence),
  })),
  participations: participations.map(([participation, role, events, evidence]) => ({
    id: participation,
    role,
    event: one(events, list("id", "name", "date")),
    evidence: bareEvidence(evidence),
  })),
});
