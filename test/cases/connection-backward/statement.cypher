// $p0 = "province/kien-giang"
// $p1 = "province/kien-giang"
// $p2 = "province/kien-giang"
// $p3 = "0000-01-01"
// $p4 = "nguye|n-thanh-phong!003"
// $p5 = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang 00004471 00004629 participation/8a3e97e70a6d6582"
// $p6 = 4
MATCH (n0:VisibleParticipation)
MATCH (n0)-[:AT]->(n1:Event)
MATCH (n1)-[:HELD_IN]->(n2:Province)
WHERE n0.provinceId = $p0 AND n1.provinceId = $p1 AND n2:Entity AND n2.id = $p2
WITH n0
ORDER BY n0.dateDesc, coalesce(COLLECT {
  MATCH (n0)-[:BY]->(k3:Official)
  RETURN k3.sortKey
}[0], '~') DESC, n0.protocolKey DESC
WITH collect(n0) AS all4
RETURN size(all4), COLLECT {
  UNWIND all4 AS n5
  WITH n5
  WHERE n5.dateDesc >= $p3 AND (n5.dateDesc > $p3 OR coalesce(COLLECT {
    MATCH (n5)-[:BY]->(k6:Official)
    RETURN k6.sortKey
  }[0], '~') <= $p4 AND (coalesce(COLLECT {
    MATCH (n5)-[:BY]->(k6:Official)
    RETURN k6.sortKey
  }[0], '~') < $p4 OR n5.protocolKey < $p5))
  LIMIT $p6
  RETURN [[COLLECT {
    MATCH (n5)-[:AT]->(n7:Event)
    RETURN [labels(n7), n7.date]
  }, COLLECT {
    MATCH (n5)-[:BY]->(n8:Official)
    RETURN [n8.name]
  }, n5.role]]
}
