// $p0 = 6
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0
UNION ALL
MATCH (n0:Position)
WITH n0
ORDER BY coalesce(COLLECT {
  MATCH (n0)-[:IN]->(k1:Organization)
  RETURN k1.sortKey
}[0], '~'), n0.titleSort DESC, n0.id DESC
LIMIT $p0
RETURN [[COLLECT {
  MATCH (n0)-[:IN]->(n2:Organization)
  RETURN [n2.name]
}, n0.title]] AS c0
