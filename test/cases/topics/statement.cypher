// $p0 = 20
// $p1 = "MARKS"
// $p2 = "REVIEWS"
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0
UNION ALL
MATCH (n0:VisibleTopic)
WHERE (n0.kind = $p1 OR n0.kind = $p2)
WITH n0
ORDER BY coalesce(n0.years, -10000000000.0) DESC, n0.protocolKey
LIMIT $p0
RETURN [[COLLECT {
  MATCH (n0)-[:ABOUT]->(n1:Resolution|Anniversary|Event)
  RETURN [labels(n1), COLLECT {
    MATCH (n1)-[:HONOURS]->(n2:Entity)
    RETURN [n2.name]
  }, n1.number, n1.originDate]
}, COLLECT {
  MATCH (n0)-[:OF_EVENT]->(n3:Event)
  RETURN [n3.name]
}, n0.celebratedOn, n0.kind, n0.years]] AS c0
