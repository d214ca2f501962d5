// Hand-written Cypher, one statement a workload, each the fastest form that was found. Every row is a positional list.

const evidence = (claim) =>
  `COLLECT { MATCH (${claim})-[ev:EVIDENCED_BY]->(s:Source) WITH ev, s ORDER BY s.id, ev.start, ev.end RETURN [s.id, s.title, ev.start, ev.end, ev.asWritten] }`;

const tenures = `COLLECT {
  MATCH (t:VisibleTenure) WHERE t.officialId = o.id AND t.fromAsc IS NOT NULL
  WITH t ORDER BY t.officialId, t.fromAsc, t.protocolKey LIMIT $nested
  RETURN [t.id, t.from, t.to, COLLECT { MATCH (t)-[:OF_POSITION]->(p:Position) RETURN [p.id, p.name,
    COLLECT { MATCH (p)-[:IN]->(g:Organization) RETURN [g.id, g.name, g.kind,
      COLLECT { MATCH (g)-[:IN_PROVINCE]->(v:Province) RETURN [v.id, v.name] }] }] }, ${evidence("t")}] }`;

const participations = `COLLECT {
  MATCH (c:VisibleParticipation) WHERE c.byId = o.id AND c.dateDesc IS NOT NULL
  WITH c ORDER BY c.byId DESC, c.dateDesc DESC, c.protocolKey LIMIT $nested
  RETURN [c.id, c.role, COLLECT { MATCH (c)-[:AT]->(e:Event) RETURN [e.id, e.name, e.date] }, ${evidence("c")}] }`;

const holdsPost =
  "EXISTS { MATCH (t)-[:OF_POSITION]->(q:Position) WHERE EXISTS { MATCH (q)-[:IN]->(g:Organization) WHERE g.kind = $kind } }";

/** Those that write. */
export const writing = new Set(["rank"]);

/** @type {Readonly<Record<string, string>>} */
export const statements = {
  page: `MATCH (o:Official) WHERE o.orderKey > $after WITH o ORDER BY o.orderKey LIMIT $first
RETURN [o.id, o.name, ${tenures}, ${participations}] AS row`,

  lookup: `MATCH (o:Entity {id: $id}) WHERE o:Official RETURN [o.id, o.name, o.kind] AS row`,

  deep: `MATCH (o:Official) WHERE o.orderKey > $after WITH o ORDER BY o.orderKey LIMIT $first RETURN [o.id, o.name] AS row`,

  // EXISTS within EXISTS: as one pattern, the planner begins at the organizations. Without the hint (below, too), at the role.
  filtered: `MATCH (c:VisibleParticipation) USING INDEX c:VisibleParticipation(provinceId, dateDesc)
WHERE c.provinceId = $province AND c.dateDesc IS NOT NULL AND c.role = $role AND EXISTS {
  MATCH (c)-[:BY]->(o:Official) WHERE EXISTS { MATCH (o)<-[:OF_OFFICIAL]-(t:VisibleTenure) WHERE ${holdsPost} } }
WITH c ORDER BY c.provinceId DESC, c.dateDesc DESC, c.protocolKey LIMIT $first
RETURN [c.id, c.role, COLLECT { MATCH (c)-[:BY]->(o:Official) RETURN [o.id, o.name] },
  COLLECT { MATCH (c)-[:AT]->(e:Event) RETURN [e.id, e.name, e.date] }, ${evidence("c")}] AS row`,

  names: `MATCH (o:Official) WHERE o.orderKey IS NOT NULL AND o.searchKey CONTAINS $one AND o.searchKey CONTAINS $two
WITH o ORDER BY o.orderKey LIMIT $first RETURN [o.id, o.name] AS row`,

  signature: `MATCH (x:Entity&Province {id: $province}) MATCH (v:Province) WHERE v.lineageId = x.lineageId
CALL (v) { MATCH (c:VisibleParticipation) USING INDEX c:VisibleParticipation(provinceId, dateDesc)
  WHERE c.provinceId = v.id AND c.dateDesc IS NOT NULL AND c.role = $role AND c.eventType = 'Conference'
    AND (EXISTS { MATCH (c)-[:IN_CAPACITY_OF]->(t:VisibleTenure) WHERE ${holdsPost} }
      OR EXISTS { MATCH (c)-[:BY]->(:Official)<-[:OF_OFFICIAL]-(t:VisibleTenure)
        WHERE t.certainFrom <= c.spanMin AND t.certainTo >= c.spanMax AND ${holdsPost} })
  WITH c ORDER BY c.provinceId DESC, c.dateDesc DESC, c.protocolKey LIMIT $first RETURN c }
WITH c ORDER BY c.dateDesc DESC, c.protocolKey LIMIT $first
RETURN [c.id, c.role, COLLECT { MATCH (c)-[:BY]->(o:Official) RETURN [o.id, o.name] },
  COLLECT { MATCH (c)-[:AT]->(e:Event) RETURN [e.id, e.name, e.date] }] AS row`,

  search: `CALL () { MATCH (n:Entity) WHERE n.nameFold = $whole AND n.orderKey IS NOT NULL
  WITH n, CASE WHEN n.nameLow = $whole THEN 0 ELSE 1 END AS tier ORDER BY tier, n.orderKey LIMIT $first RETURN collect([tier, n]) AS a }
CALL (a) { WITH a WHERE size(a) < $first
  CALL db.index.fulltext.queryNodes('entity_search', $exact) YIELD node AS n WHERE n.nameFold <> $whole
  WITH n ORDER BY n.orderKey LIMIT $first RETURN collect([2, n]) AS b }
CALL (a, b) { WITH a, b WHERE size(a) + size(b) < $first
  CALL db.index.fulltext.queryNodes('entity_search', $folded) YIELD node AS n
  WHERE n.nameFold <> $whole AND NOT all(t IN $tokens WHERE n.exactKey CONTAINS t)
  WITH n ORDER BY n.orderKey LIMIT $first RETURN collect([3, n]) AS c }
WITH a + b + c AS hits UNWIND hits[0..$first] AS hit WITH hit[0] AS tier, hit[1] AS n RETURN [n.id, n.name, tier] AS row`,

  paths: `MATCH (a:Entity {id: $from}) MATCH (b:Entity {id: $to})
MATCH path = allShortestPaths((a)-[:BY|AT|OF_OFFICIAL|OF_POSITION|OF_EVENT|ABOUT|PREDECESSOR|SUCCESSOR|BASIS*..8]-(b))
WHERE all(n IN nodes(path) WHERE n:Entity OR n:Visible)
WITH [n IN nodes(path) | n.id] AS ids
WITH ids, [i IN range(1, size(ids) - 2, 2) | ids[i - 1..i + 2]] AS steps
ORDER BY [step IN steps | step[1]], [step IN steps | step[0]] LIMIT $first RETURN [size(steps), steps] AS row`,

  rank: `MATCH (c:Claim {id: $id}) SET c.rank = $rank, c.version = c.version + 1
WITH c MATCH (m:RolegraphMeta {id: 'graph'}) SET m.revision = m.revision + 1
CREATE (:Change {seq: m.revision, at: toString(datetime()), actor: 'bare', verb: 'setRank', subjects: [c.id]}) RETURN [c.id, c.rank] AS row`,

  companions: `MATCH (o:Entity {id: $id})<-[:BY]-(:VisibleParticipation)-[:AT]->(e:Event) WITH DISTINCT o, e
MATCH (e)<-[:AT]-(:VisibleParticipation)-[:BY]->(x:Official) WHERE x <> o
WITH x, count(DISTINCT e) AS events ORDER BY events DESC, x.orderKey LIMIT $first RETURN [x.id, x.name, events] AS row`,
};
