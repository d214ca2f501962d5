// $p0 = 6
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0
UNION ALL
MATCH (n0:VisibleParticipation)
MATCH (n0)-[:BY]->(n1:Official)
WITH n0
OPTIONAL MATCH (n0)-[:IN_CAPACITY_OF]->(:VisibleTenure)-[:OF_POSITION]->(g2:Position)
WITH g2, toInteger(left(n0.dateMin, 4)) AS g3, toUpper(n0.eventType) AS g4, count(DISTINCT n0) AS total
ORDER BY total DESC, coalesce(g2.orderKey, '~'), coalesce(g3, 10000), g4
LIMIT $p0
RETURN [total, g4, CASE WHEN g2 IS NULL THEN null ELSE [g2.name] END, g3] AS c0
