// $p0 = "MARKS"
// $p1 = "REVIEWS"
// $p2 = 20
MATCH (n0:VisibleTopic)
WHERE (n0.kind = $p0 OR n0.kind = $p1)
WITH n0
ORDER BY coalesce(n0.years, -1000000000.0) DESC, n0.protocolKey
LIMIT $p2
RETURN [[COLLECT {
  MATCH (n0)-[:ABOUT]->(n1:Resolution|Anniversary|Event)
  RETURN [labels(n1), COLLECT {
    MATCH (n1)-[:HONOURS]->(n2:Entity)
    RETURN [labels(n2), n2.name]
  }, n1.number, n1.originDate]
}, COLLECT {
  MATCH (n0)-[:OF_EVENT]->(n3:Event)
  RETURN [labels(n3), n3.name]
}, n0.celebratedOn, n0.kind, n0.years]]
