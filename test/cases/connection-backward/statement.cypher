// $p0 = "province/kien-giang"
// $p1 = "0000-01-01"
// $p2 = "nguye|n-thanh-phong!003"
// $p3 = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang 00004471 00004629 participation/8a3e97e70a6d6582"
// $p4 = 4
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
MATCH (n0:VisibleParticipation) USING INDEX n0:VisibleParticipation(provinceId, dateDesc)
WHERE n0.provinceId = $p0 AND n0.dateDesc IS NOT NULL
WITH n0
ORDER BY n0.provinceId, n0.dateDesc, coalesce(COLLECT {
  MATCH (n0)-[:BY]->(k1:Official)
  RETURN k1.sortKey
}[0], '~') DESC, n0.protocolKey DESC
WITH collect(n0) AS all2
RETURN size(all2) AS c0, COLLECT {
  UNWIND all2 AS n3
  WITH n3
  WHERE n3.dateDesc >= $p1 AND (n3.dateDesc > $p1 OR coalesce(COLLECT {
    MATCH (n3)-[:BY]->(k4:Official)
    RETURN k4.sortKey
  }[0], '~') <= $p2 AND (coalesce(COLLECT {
    MATCH (n3)-[:BY]->(k4:Official)
    RETURN k4.sortKey
  }[0], '~') < $p2 OR n3.protocolKey < $p3))
  LIMIT $p4
  RETURN [[COLLECT {
    MATCH (n3)-[:AT]->(n5:Event)
    RETURN [n5.date]
  }, COLLECT {
    MATCH (n3)-[:BY]->(n6:Official)
    RETURN [n6.name]
  }, n3.role]]
} AS c1
