// $p0 = 4
// $p1 = "dung!3 ha-anh-dung!103"
// $p2 = "official/ha-anh-dung"
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
RETURN COUNT {
  MATCH (n0:Official)
} AS c0, COLLECT {
  MATCH (n1:Official)
  WHERE n1.givenSortKey >= $p1 AND (n1.givenSortKey > $p1 OR n1.id > $p2)
  WITH n1
  ORDER BY n1.givenSortKey, n1.id
  LIMIT $p0
  RETURN [[n1.givenSortKey, n1.id], [[n1.name]]]
} AS c1
